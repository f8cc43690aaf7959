import { useTranslation } from 'react-i18next'
import { decideDispute, recallLead } from '../../../../../contract/dispatch.ts'
import type { disputeDecisions, LeadItem } from '../../../../../contract/leads.ts'
import { useWrite } from '../../../app/query.ts'
import { ask } from '../../../ui/ask.ts'
import { everywhere } from '../everywhere.ts'

type Decision = (typeof disputeDecisions)[number]
type Lead = Pick<LeadItem, 'id' | 'person'>

/** Head office's word on a dispute, and taking a lead back; both say what happens before they happen. */
export const useDecide = () => {
  const { t } = useTranslation('leads')
  const decision = useWrite(decideDispute, {
    refresh: everywhere,
    // A recalled lead is weighed anew at once: where it went says more than that it left.
    done: (reply, { body }) =>
      body.decision === 'recalled' && reply.lead?.dealerName
        ? t('dispatch.sent', { name: reply.lead.person.name, dealer: reply.lead.dealerName })
        : t(`decide.done.${body.decision}`),
  })
  const recall = useWrite(recallLead, { refresh: everywhere, done: () => t('recall.done') })
  return {
    sending: decision.sending || recall.sending,
    decide: async (lead: Lead, value: Decision) => {
      const answer = await ask({
        title: t(`decide.title.${value}`, { name: lead.person.name }),
        text: t(`decide.text.${value}`),
        reasons: [t(`decide.reason.${value}`), t('decide.other')],
        danger: value === 'closed',
      })
      if (answer)
        await decision
          .send({ params: { id: lead.id }, body: { decision: value, note: answer.reason } })
          .catch(() => {})
    },
    recall: async (lead: Lead) => {
      const answer = await ask({
        title: t('recall.title', { name: lead.person.name }),
        text: t('recall.text'),
        reasons: [],
      })
      if (answer)
        await recall.send({ params: { id: lead.id }, body: { note: answer.reason } }).catch(() => {})
    },
  }
}
