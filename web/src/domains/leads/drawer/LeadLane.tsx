import { useTranslation } from 'react-i18next'
import type { LeadDetail } from '../../../../../contract/leads.ts'
import { Money } from '../../../ui/Figures.tsx'
import { Lane } from '../../../ui/Lane.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { LeadClock } from '../LeadClock.tsx'
import { modelOf } from '../LeadPerson.tsx'

const dayMs = 86_400_000
const daysFrom = (start: string, at: string) => (Date.parse(at) - Date.parse(start)) / dayMs

/** The policy's marks as they were fixed at dispatch; whole days carry their words. */
const useMarks = ({ clock }: LeadDetail) => {
  const { t } = useTranslation('leads')
  const { startedAt } = clock
  if (!startedAt) return []
  return clock.marks
    .filter(({ kind }) => kind === 'remind' || kind === 'copy' || kind === 'breach')
    .map(({ kind, at }, index, all) => {
      const day = Math.round(daysFrom(startedAt, at) * 10) / 10
      // Two reminders stand close together: only the later one is written out.
      const crowded = kind === 'remind' && all[index + 1]?.kind === 'remind'
      return { day, ...(crowded ? {} : { label: t(`mark.${kind as 'remind'}`, { n: Math.round(day) }) }) }
    })
}

/** Model, price and the days of the lead; nothing of the lane while no dealer holds it. */
export const LeadLane = ({ lead }: { lead: LeadDetail }) => {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const marks = useMarks(lead)
  const { startedAt, stoppedAt, pausedAt, dueAt } = lead.clock
  const copy = lead.clock.marks.find(({ kind }) => kind === 'copy')
  const runs = startedAt && !stoppedAt && dueAt
  return (
    <section className="ld-lane">
      <div className="row">
        <b className="cut" title={modelOf(lead)}>
          {modelOf(lead) || t('noModel')}
        </b>
        {lead.priceFen !== null && (
          <span className="q2">
            <Money fen={lead.priceFen} />
          </span>
        )}
        {runs && <span className="cap nw">{t('recallAt', { at: format.instant(dueAt, true) })}</span>}
        <span className="end nw">
          <LeadClock lead={lead} box />
        </span>
      </div>
      {startedAt && dueAt && (
        <Lane
          startedAt={startedAt}
          stoppedAt={stoppedAt ?? pausedAt}
          marks={marks}
          days={Math.max(1, Math.round(daysFrom(startedAt, dueAt)))}
          {...(copy ? { dueFrom: Math.round(daysFrom(startedAt, copy.at)) } : {})}
        />
      )}
      {lead.firstFeedbackAt && (
        <p className="cap">{t('firstFeedback', { at: format.instant(lead.firstFeedbackAt, true) })}</p>
      )}
    </section>
  )
}
