import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dispatchLead } from '../../../../../contract/dispatch.ts'
import { type LeadDetail, leadProblems } from '../../../../../contract/leads.ts'
import { useWrite } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CandidatesDialog } from '../dispatch/CandidatesDialog.tsx'
import { useDecide } from '../dispatch/useDecide.ts'
import { everywhere } from '../everywhere.ts'
import { useLeadWords } from '../useLeadWords.ts'

const Decisions = ({ lead }: { lead: LeadDetail }) => {
  const { t } = useTranslation('leads')
  const { decide, sending } = useDecide()
  return (
    <>
      <Button big look="primary" disabled={sending} onClick={() => void decide(lead, 'recalled')}>
        {t('decide.act.recalled')}
      </Button>
      <Button big disabled={sending} onClick={() => void decide(lead, 'rejected')}>
        {t('decide.act.rejected')}
      </Button>
      <Button big look="quiet" disabled={sending} onClick={() => void decide(lead, 'closed')}>
        {t('decide.act.closed')}
      </Button>
    </>
  )
}

const Dispatching = ({ lead, mayRecall }: { lead: LeadDetail; mayRecall: boolean }) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const [choosing, setChoosing] = useState(false)
  const { recall, sending } = useDecide()
  const write = useWrite(dispatchLead, {
    refresh: everywhere,
    done: (reply) =>
      reply.lead.dealerName
        ? t('dispatch.sent', { name: lead.person.name, dealer: reply.lead.dealerName })
        : t('dispatch.waits', { why: words.waiting(reply.lead.waiting) }),
  })
  const held = lead.dealerId !== null
  const missing =
    lead.consented === false
      ? words.say(leadProblems.consentMissing).replace('{dealer}', t('anyDealer'))
      : undefined
  return (
    <>
      {!held && (
        <Button
          big
          look="primary"
          icon="fork"
          busy={write.sending}
          disabled={missing !== undefined}
          title={missing}
          onClick={() => void write.send({ params: { id: lead.id }, body: {} }).catch(() => {})}
        >
          {t('dispatch.byRules')}
        </Button>
      )}
      <Button big icon={held ? 'swap' : 'map'} onClick={() => setChoosing(true)}>
        {t(held ? 'dispatch.again' : 'dispatch.choose')}
      </Button>
      {held && mayRecall && (
        <Button big look="quiet" icon="undo" disabled={sending} onClick={() => void recall(lead)}>
          {t('recall.open')}
        </Button>
      )}
      {choosing && <CandidatesDialog lead={lead} onClose={() => setChoosing(false)} />}
    </>
  )
}

/** What somebody who does not hold the lead may do with it. */
export const HeadActions = ({ lead }: { lead: LeadDetail }) => {
  const { t } = useTranslation('leads')
  const mayDispatch = useCan('leads.dispatch')
  const mayDecide = useCan('leads.decide')
  if (lead.closedAt) return <span className="cap">{t('closedNote')}</span>
  if (mayDecide && lead.dispute && lead.dispute.decision === null) return <Decisions lead={lead} />
  if (mayDispatch) return <Dispatching lead={lead} mayRecall={mayDecide} />
  return <span className="cap">{t('readOnly')}</span>
}
