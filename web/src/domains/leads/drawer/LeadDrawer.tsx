import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type FeedbackIn,
  type FeedbackOutcome,
  giveFeedback,
  type LeadDetail,
  leadProblems,
  readLead,
  undoFeedback,
} from '../../../../../contract/leads.ts'
import { commonProblems } from '../../../../../contract/problem.ts'
import { usePhone } from '../../../app/appearance.ts'
import { call, ProblemError } from '../../../app/client.ts'
import { paths } from '../../../app/paths.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { useForm } from '../../../ui/Form.tsx'
import { Grade } from '../../../ui/Marks.tsx'
import { Section } from '../../../ui/Panel.tsx'
import { Note, Problem } from '../../../ui/Problem.tsx'
import { FormDrawer, SideDrawer, useMayLeave } from '../../../ui/SideDrawer.tsx'
import { SaleButtons, SaleForm, type SaleStep } from '../../sales/LeadSales.tsx'
import { useMayRecord } from '../../sales/useSales.tsx'
import { everywhere } from '../everywhere.ts'
import '../leads.css'
import { useCall } from '../useCall.ts'
import { useLeadWords } from '../useLeadWords.ts'
import { AssignMenu } from './AssignMenu.tsx'
import { DisputeDialog } from './DisputeDialog.tsx'
import { FeedbackFields, type FeedbackValues } from './FeedbackFields.tsx'
import { HeadActions } from './HeadActions.tsx'
import { LeadCustody } from './LeadCustody.tsx'
import { LeadHead } from './LeadHead.tsx'
import { LeadLane } from './LeadLane.tsx'
import { LeadSaid } from './LeadSaid.tsx'

export type DrawerMoves = {
  onClose: () => void
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  /** Chosen beforehand, when a card was moved to a column. */
  outcome?: FeedbackOutcome | undefined
}

const heldByDealer = (lead: LeadDetail) =>
  lead.closedAt === null && (lead.holder === 'dealer' || lead.holder === 'consultant')

const titleOf = (lead: LeadDetail) => (
  <>
    {lead.person.name} <Grade grade={lead.grade} />
  </>
)

type FeedbackProps = {
  lead: LeadDetail
  moves: DrawerMoves
  onStale: () => unknown
  onSale: (step: SaleStep) => void
}

const Feedback = ({ lead, moves, onStale, onSale }: FeedbackProps) => {
  const { t } = useTranslation('leads')
  const phone = usePhone()
  const dial = useCall()
  const words = useLeadWords()
  const [disputing, setDisputing] = useState(false)
  const mayDispute = useCan('leads.dispute')
  const mayAssign = useCan('leads.assign')
  const name = lead.person.name
  const write = useWrite(giveFeedback, {
    quiet: true,
    refresh: everywhere,
    done: () => t('feedback.saved', { name }),
    undo: (reply) => call(undoFeedback, { params: { id: lead.id, feedbackId: reply.id } }),
    onDone: () => (moves.onNext && !phone && !moves.outcome ? moves.onNext() : moves.onClose()),
  })
  const use = useForm<FeedbackValues>(async (values) => {
    try {
      await write.send({ params: { id: lead.id }, body: { ...values, version: lead.version } as FeedbackIn })
    } catch (error) {
      if (error instanceof ProblemError && error.is(commonProblems.conflict)) void onStale()
      throw error
    }
  })
  const mayLeave = useMayLeave(use)
  const sell = async (step: SaleStep) => {
    if (await mayLeave()) onSale(step)
  }
  const standing = lead.dispute && lead.dispute.decision === null
  const late = lead.breachedAt !== null
  const why = standing ? leadProblems.disputeOpen : late ? leadProblems.clockRunOut : undefined
  return (
    <>
      <FormDrawer
        use={use}
        title={titleOf(lead)}
        label={name}
        sub={lead.person.salutation}
        head={<LeadHead lead={lead} />}
        {...moves}
        pageTo={paths.lead(lead.id)}
        submitLabel={t('feedback.save')}
        note={!mayAssign && <span className="nw">{t('feedback.undoable')}</span>}
        initial={{
          ...(lead.variantId ? { variantId: lead.variantId } : {}),
          ...(moves.outcome ? { outcome: moves.outcome, contacted: 'reached' as const } : {}),
        }}
        actions={
          <>
            {phone && dial && lead.person.phone && !lead.doNotContact && (
              <Button icon="phone" onClick={() => void dial(lead)}>
                {t('call')}
              </Button>
            )}
            {mayDispute && (
              <Button
                icon="flag"
                big
                disabled={why !== undefined}
                title={why && words.say(why)}
                onClick={() => setDisputing(true)}
              >
                {t('dispute.open')}
              </Button>
            )}
            {mayAssign && (
              <AssignMenu lead={lead}>
                <IconButton icon="swap" label={t('assign.open')} />
              </AssignMenu>
            )}
          </>
        }
      >
        <LeadLane lead={lead} />
        {standing && <Note icon="pause">{t('dispute.waits')}</Note>}
        <FeedbackFields brandId={lead.brandId} />
        <Sale onPick={sell} />
        <LeadSaid lead={lead} />
        <LeadCustody id={lead.id} />
      </FormDrawer>
      {disputing && <DisputeDialog lead={lead} onClose={() => setDisputing(false)} />}
    </>
  )
}

/** What a dealer records of the sale itself, beside what they answer head office. */
const Sale = ({ onPick }: { onPick: (step: SaleStep) => void }) => {
  const { t } = useTranslation('leads')
  if (useMayRecord()) return null
  return (
    <>
      <Section title={t('sale.title')} />
      <div className="row ld-sale">
        <SaleButtons onPick={onPick} />
      </div>
    </>
  )
}

const Reading = ({ lead, moves }: { lead: LeadDetail; moves: DrawerMoves }) => (
  <SideDrawer
    title={titleOf(lead)}
    label={lead.person.name}
    sub={lead.person.salutation}
    head={<LeadHead lead={lead} />}
    {...moves}
    pageTo={paths.lead(lead.id)}
    footer={<HeadActions lead={lead} />}
  >
    <LeadLane lead={lead} />
    <LeadSaid lead={lead} />
    <LeadCustody id={lead.id} />
  </SideDrawer>
)

/** One lead beside the list: for a dealer who holds it a feedback form, for everybody else what there is to know. */
export const LeadDrawer = ({ id, ...moves }: { id: string } & DrawerMoves) => {
  const { t } = useTranslation('leads')
  const { data, problem, reload } = useRead(readLead, { params: { id } })
  const mayFeedback = useCan('leads.feedback')
  const [sale, setSale] = useState<SaleStep>()
  if (!data)
    return (
      <SideDrawer title={t('one')} {...moves}>
        {problem ? <Problem problem={problem} onRetry={reload} /> : <span className="bone" />}
      </SideDrawer>
    )
  if (sale) return <SaleForm key={sale} step={sale} lead={data} onClose={() => setSale(undefined)} />
  return mayFeedback && heldByDealer(data) ? (
    <Feedback
      key={`${data.id} ${moves.outcome ?? ''}`}
      lead={data}
      moves={moves}
      onStale={reload}
      onSale={setSale}
    />
  ) : (
    <Reading lead={data} moves={moves} />
  )
}
