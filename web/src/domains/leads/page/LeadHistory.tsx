import { useTranslation } from 'react-i18next'
import type { LeadDetail } from '../../../../../contract/leads.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { Timeline, type TimelineItem } from '../../../ui/Timeline.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useLeadWords } from '../useLeadWords.ts'

const useItems = (lead: LeadDetail): TimelineItem[] => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const format = useFormat()
  const feedback = lead.feedback.map((one): TimelineItem => {
    const next = one.nextStep && t('page.next', { step: words.next(one.nextStep) })
    const when = one.nextStepAt && format.instant(one.nextStepAt, true)
    const marks = [
      one.inTime === null ? '' : t(one.inTime ? 'page.inTime' : 'page.late'),
      one.undone ? t('page.undone') : '',
    ]
    return {
      id: one.id,
      at: one.at,
      icon: one.contacted === 'reached' ? 'phone' : 'ban',
      spoken: one.contacted === 'reached' && !one.undone,
      title: [t(`contacted.${one.contacted}`), t(`outcome.${one.outcome}`), ...marks]
        .filter(Boolean)
        .join(' · '),
      text: [words.lost(one.lostReason), next, when, one.note].filter(Boolean).join(' · '),
      actor: one.actorName ?? undefined,
    }
  })
  const stages = lead.stages.map(
    (one, index): TimelineItem => ({
      id: `stage-${index}`,
      at: one.at,
      icon: one.stage === 'lost' || one.stage === 'invalid' ? 'flag' : 'arrow',
      title: one.before
        ? t('page.stage', { before: words.stage(one.before), after: words.stage(one.stage) })
        : t('page.stageFirst', { after: words.stage(one.stage) }),
    }),
  )
  return [...feedback, ...stages].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
}

/** What people at the dealer did and where it brought the lead, newest first. */
export const LeadHistory = ({ lead }: { lead: LeadDetail }) => {
  const { t } = useTranslation('leads')
  const items = useItems(lead)
  return (
    <Panel title={t('page.feedback')}>
      {items.length === 0 ? <Empty icon="chat" title={t('page.feedbackNone')} /> : <Timeline items={items} />}
    </Panel>
  )
}
