import { useTranslation } from 'react-i18next'
import type { Chance } from '../../../../../contract/propensity.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import './propensity.css'
import { useValueWords } from './useValueWords.ts'

/** A score with its band, its strongest reasons, its version and its date. */
export const Reasons = ({ chance }: { chance: Chance }) => {
  const { t } = useTranslation('propensity')
  const { say } = useLanguage()
  const format = useFormat()
  const worded = useValueWords()
  return (
    <div className="pr-chance">
      <div className="row">
        <b>{t(`kind.${chance.kind}`)}</b>
        <span className="end">
          <b>{format.percent(chance.score)}</b> <span className="cap">{t(`band.${chance.band}`)}</span>
        </span>
      </div>
      <ul>
        {chance.reasons.map(({ name, feature, value, effect }) => (
          <li key={feature.en} className="q2">
            <Icon name={effect > 0 ? 'up' : 'down'} />
            <span className="sr">{t(effect > 0 ? 'chance.up' : 'chance.down')}</span>
            {say(feature)} <span className="ink">{worded(name, value)}</span>
          </li>
        ))}
      </ul>
      <p className="cap">{t('chance.of', { n: chance.model, at: format.instant(chance.at, true) })}</p>
    </div>
  )
}
