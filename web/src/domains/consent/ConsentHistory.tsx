import { useTranslation } from 'react-i18next'
import type { ConsentLine } from '../../../../contract/consent.ts'
import { When } from '../../ui/Figures.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { useConsentWords } from './useConsentWords.ts'

export const Said = ({ granted }: { granted: boolean }) => {
  const { t } = useTranslation('consent')
  return (
    <StateTag look={granted ? 'plain' : 'outline'} icon={granted ? 'check' : 'ban'}>
      {t(granted ? 'granted' : 'withdrawn')}
    </StateTag>
  )
}

/** The whole ledger of one customer; append only, so an order of lines and nothing to edit. */
export const ConsentHistory = ({ lines }: { lines: ConsentLine[] }) => {
  const { t } = useTranslation('consent')
  const words = useConsentWords()
  if (lines.length === 0)
    return (
      <Empty icon="shield" title={t('none')}>
        {t('noneNext')}
      </Empty>
    )
  return (
    <ul className="ch">
      {lines.map((line) => (
        <li key={line.id}>
          <div className="row">
            <Said granted={line.granted} />
            <b>{t(`purpose.${line.purpose}`)}</b>
            <span className="q2 cut">{line.recipientName ?? t(`recipient.${line.recipient}`)}</span>
            <span className="cap end nw">
              <When at={line.happenedAt} />
            </span>
          </div>
          <div className="cap ch-proof">
            {[words.channel(line.channel), words.evidence(line.evidence), line.textVersion, line.actorName]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </li>
      ))}
    </ul>
  )
}
