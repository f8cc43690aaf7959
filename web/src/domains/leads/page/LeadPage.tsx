import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type LeadDetail, readLead } from '../../../../../contract/leads.ts'
import { paths } from '../../../app/paths.ts'
import { useRead } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Money } from '../../../ui/Figures.tsx'
import { Grade, StateTag } from '../../../ui/Marks.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Facts, Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { Split } from '../../../ui/SideDrawer.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useMediumWords } from '../../campaigns/useMedia.ts'
import { VisitorCard } from '../../customers/visitors/VisitorCard.tsx'
import { ChancePanel } from '../../insights/propensity/ChancePanel.tsx'
import { SaleButtons, SaleForm, type SaleStep } from '../../sales/LeadSales.tsx'
import { Candidates } from '../dispatch/Candidates.tsx'
import { HeadActions } from '../drawer/HeadActions.tsx'
import { LeadCustody } from '../drawer/LeadCustody.tsx'
import { LeadDrawer } from '../drawer/LeadDrawer.tsx'
import { ContactTag } from '../drawer/LeadHead.tsx'
import { LeadLane } from '../drawer/LeadLane.tsx'
import { LeadSaid } from '../drawer/LeadSaid.tsx'
import '../leads.css'
import { salutationIn } from '../../../ui/useSalutation.ts'
import { LeadPhone, modelOf } from '../LeadPerson.tsx'
import { useLeadWords } from '../useLeadWords.ts'
import { LeadHistory } from './LeadHistory.tsx'
import { LeadTouches } from './LeadTouches.tsx'

type Doing = 'feedback' | SaleStep
type HeadProps = { lead: LeadDetail; onDo: ((doing: Doing) => void) | undefined }

const Head = ({ lead, onDo }: HeadProps) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  return (
    <header className="panel lp-head">
      <div className="row">
        <h2 className="h20 cut" title={lead.person.name}>
          {lead.person.name}
        </h2>
        <span className="q">{salutationIn(lead.person.salutation)}</span>
        <Grade grade={lead.grade} />
        <StateTag look="outline">{words.stage(lead.stage)}</StateTag>
        <ContactTag lead={lead} />
        <span className="grow" />
        {onDo ? (
          <span className="row lp-actions">
            <SaleButtons onPick={onDo} />
            <Button look="primary" icon="edit" onClick={() => onDo('feedback')}>
              {t('page.give')}
            </Button>
          </span>
        ) : (
          <span className="row lp-actions">
            <HeadActions lead={lead} />
          </span>
        )}
      </div>
      <div className="row q2 lp-ids">
        <LeadPhone lead={lead} />
        <span className="mono">{lead.number}</span>
        <span>{modelOf(lead) || t('noModel')}</span>
        {lead.priceFen !== null && <Money fen={lead.priceFen} />}
        <span className="cut">{lead.dealerName ?? t(`holder.${lead.holder}`)}</span>
        {lead.consultantName && <span>{lead.consultantName}</span>}
      </div>
    </header>
  )
}

const Score = ({ lead }: { lead: LeadDetail }) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  return (
    <Panel title={t('page.score', { n: lead.score })} note={t('page.scoreNote')} flush>
      <PlainTable
        low
        label={t('page.why')}
        rows={lead.reasons}
        id={(one) => one.en}
        columns={[
          { key: 'why', title: t('page.why'), cell: (one) => words.say(one) },
          {
            key: 'points',
            title: t('page.points'),
            width: 64,
            number: true,
            cell: (one) => `+${one.points}`,
          },
        ]}
      />
    </Panel>
  )
}

const Dispute = ({ lead }: { lead: LeadDetail }) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const format = useFormat()
  const { dispute } = lead
  if (!dispute) return null
  return (
    <Panel title={t('page.dispute')} note={format.instant(dispute.openedAt, true)}>
      <p>
        <b>{words.dispute(dispute.reason)}</b> {dispute.note}
      </p>
      {dispute.decision && (
        <p className="q2">
          {t('page.decided', { what: t(`page.disputeDecided.${dispute.decision}`) })} {dispute.decisionNote}
        </p>
      )}
    </Panel>
  )
}

const More = ({ lead }: { lead: LeadDetail }) => {
  const { t } = useTranslation('leads')
  const medium = useMediumWords()
  const format = useFormat()
  const items = [
    { key: 'medium', label: t('page.medium'), value: lead.medium && medium(lead.medium) },
    {
      key: 'landing',
      label: t('page.landing'),
      value: lead.landingPage && <span title={lead.landingPage}>{lead.landingPage}</span>,
    },
    { key: 'breaches', label: t('page.breaches'), value: lead.breaches || null },
    {
      key: 'protected',
      label: t('page.protectedUntil'),
      value: lead.protectedUntil && format.instant(lead.protectedUntil),
    },
  ].filter(({ value }) => Boolean(value))
  return items.length > 0 ? <Facts items={items} /> : null
}

const Loaded = ({ lead }: { lead: LeadDetail }) => {
  const { t } = useTranslation('leads')
  const [doing, setDoing] = useState<Doing>()
  const mayFeedback = useCan('leads.feedback')
  const mayDispatch = useCan('leads.dispatch')
  const mayCustomers = useCan('customers.read')
  const held = lead.closedAt === null && (lead.holder === 'dealer' || lead.holder === 'consultant')
  const close = () => setDoing(undefined)
  const drawer =
    doing === 'feedback' ? (
      <LeadDrawer id={lead.id} onClose={close} />
    ) : (
      doing && <SaleForm key={doing} step={doing} lead={lead} onClose={close} />
    )
  return (
    <Split drawer={drawer}>
      <div className="lp">
        <Head lead={lead} onDo={mayFeedback && held ? setDoing : undefined} />
        <div className="lp-grid">
          <div className="lp-col">
            <Panel title={t('page.summary')}>
              <div className="lp-stack">
                <LeadLane lead={lead} />
                <LeadSaid lead={lead} />
                <More lead={lead} />
              </div>
            </Panel>
            <LeadHistory lead={lead} />
            {mayDispatch && (
              <Panel title={t('page.whyDealer')} flush>
                <Candidates lead={lead} most={8} />
              </Panel>
            )}
          </div>
          <div className="lp-col">
            <LeadCustody id={lead.id} asPanel />
            <Dispute lead={lead} />
            <LeadTouches id={lead.id} />
            {mayCustomers && <VisitorCard id={lead.customerId} until={lead.capturedAt} />}
            <Score lead={lead} />
            <ChancePanel id={lead.id} open={lead.closedAt === null} />
          </div>
        </div>
      </div>
    </Split>
  )
}

/** Everything about one lead: its days, what was said, who held it and why, every enquiry behind it. */
export const LeadPage = () => {
  const { t } = useTranslation('leads')
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, problem, reload } = useRead(readLead, { params: { id } })
  return (
    <Page title={data?.person.name ?? t('one')} crumbs={[{ label: t('title'), to: paths.leads() }]}>
      {problem && <Problem problem={problem} onRetry={reload} />}
      {data && <Loaded key={data.id} lead={data} />}
      {!data && !problem && <span className="bone lp-wait" />}
    </Page>
  )
}
