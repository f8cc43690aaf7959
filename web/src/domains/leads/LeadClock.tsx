import { useTranslation } from 'react-i18next'
import type { LeadItem } from '../../../../contract/leads.ts'
import { Clock } from '../../ui/Clock.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { useLeadWords } from './useLeadWords.ts'

type Timed = Pick<
  LeadItem,
  | 'closedAt'
  | 'stage'
  | 'waiting'
  | 'pausedAt'
  | 'attentionAt'
  | 'dueAt'
  | 'dispatchedAt'
  | 'firstFeedbackAt'
  | 'lastTouchAt'
>

/** What is due next: first the feedback, afterwards the step agreed on. A dealer's clock wins over everything else. */
export const LeadClock = ({ lead, box = false }: { lead: Timed; box?: boolean }) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  if (lead.closedAt) return <span className="q">{words.stage(lead.stage)}</span>
  if (lead.waiting && !lead.dispatchedAt)
    return <StateTag look="outline">{words.waiting(lead.waiting)}</StateTag>
  const dueAt = lead.attentionAt ?? lead.dueAt
  if (!dueAt) return <span className="q">–</span>
  const first = lead.dueAt !== null && lead.firstFeedbackAt === null
  return (
    <Clock
      dueAt={dueAt}
      startedAt={(first ? lead.dispatchedAt : lead.firstFeedbackAt) ?? lead.lastTouchAt}
      pausedAt={lead.pausedAt}
      pausedWords={t('paused')}
      box={box}
    />
  )
}
