import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../../../contract/endpoint.ts'
import type { readVerdict } from '../../../../../contract/value.ts'
import { useFormat } from '../../../ui/useFormat.ts'

type Verdict = NonNullable<Reply<typeof readVerdict>['verdict']>
type Reason = Verdict['lapseReasons'][number]

/** A driver with what is known of this owner; shares and years to the digit a reader believes. */
const useReason = () => {
  const { t } = useTranslation('value')
  const format = useFormat()
  return ({ driver, value }: Reason) => {
    if (driver === 'freeShare') return t('lapse.driver.freeShare', { share: format.percent(value ?? 0, 0) })
    if (driver === 'visits') return t('lapse.driver.visits', { n: format.number(value ?? 0) })
    if (driver === 'years') return t('lapse.driver.years', { n: format.number(value ?? 0, 1) })
    if (driver === 'region') return t('lapse.driver.region')
    return t(`lapse.driver.${driver}.${value ? 'yes' : 'no'}`)
  }
}

/** How likely this owner is not to come and pay again in time, and what moves them away from the average owner. */
export const Lapse = ({ verdict }: { verdict: Verdict }) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const reasonOf = useReason()
  const { lapseState, lapseRisk, lapsesOn, lapseReasons } = verdict
  const day = lapsesOn ? format.day(lapsesOn) : ''
  return (
    <div>
      <b>
        {lapseState === 'foretold'
          ? t('lapse.risk', { share: format.percent(lapseRisk ?? 0, 0) })
          : t(`lapse.${lapseState}`)}
      </b>
      <p className="cap">{t(`lapse.why.${lapseState}`, { day })}</p>
      {lapseReasons.length > 0 && (
        <ul className="vb-reasons">
          {lapseReasons.map((reason) => (
            <li key={reason.driver}>
              <span>{reasonOf(reason)}</span>
              <span className="cap">{t(reason.effect > 0 ? 'lapse.raises' : 'lapse.lowers')}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
