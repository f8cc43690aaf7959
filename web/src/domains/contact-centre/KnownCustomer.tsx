import { useTranslation } from 'react-i18next'
import { businessTypeWords, listContacts } from '../../../../contract/contact-centre.ts'
import { listLeads } from '../../../../contract/leads.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { Anchor } from '../../ui/Anchor.tsx'
import { Avatar, Grade } from '../../ui/Marks.tsx'
import { Panel, Section } from '../../ui/Panel.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { Timeline } from '../../ui/Timeline.tsx'
import type { Likely } from '../leads/capture/useDuplicates.ts'
import { LeadClock } from '../leads/LeadClock.tsx'
import { modelOf } from '../leads/LeadPerson.tsx'
import { useLeadWords } from '../leads/useLeadWords.ts'

const OpenLeads = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation('contactCentre')
  const { data } = useRead(listLeads, { query: { customerId, open: 'true', limit: 5 } })
  if (!data) return <span className="bone" />
  if (data.items.length === 0) return <p className="cap">{t('known.noLeads')}</p>
  return (
    <ul className="cc-leads">
      {data.items.map((lead) => (
        <li key={lead.id} className="row">
          <Grade grade={lead.grade} />
          <Anchor to={paths.lead(lead.id)} className="cut" title={modelOf(lead)}>
            {modelOf(lead) || lead.number}
          </Anchor>
          <span className="q2 cut" title={lead.dealerName ?? undefined}>
            {lead.dealerName}
          </span>
          <span className="end">
            <LeadClock lead={lead} />
          </span>
        </li>
      ))}
    </ul>
  )
}

const Contacts = ({ customerId }: { customerId: string }) => {
  const { t } = useTranslation('contactCentre')
  const words = useLeadWords()
  const { data } = useRead(listContacts, { query: { customerId, limit: 10 } })
  if (!data) return <span className="bone" />
  if (data.items.length === 0) return <p className="cap">{t('known.noContacts')}</p>
  return (
    <Timeline
      items={data.items.map((one) => {
        const about = businessTypeWords[one.businessType as keyof typeof businessTypeWords]
        return {
          id: one.id,
          at: one.at,
          icon: 'phone' as const,
          spoken: one.disposition !== 'no-answer',
          title: [about ? words.say(about) : one.businessType, t(`disposition.${one.disposition}`)].join(
            ' · ',
          ),
          text: one.note,
          actor: one.agentName ?? undefined,
        }
      })}
    />
  )
}

/** What we know of the customer that was chosen: open leads with their clocks, and what was said before. */
export const KnownCustomer = ({ customer }: { customer: Likely | undefined }) => {
  const { t } = useTranslation('contactCentre')
  if (!customer)
    return (
      <Panel title={t('known.title')}>
        <Empty icon="user" title={t('known.none')}>
          {t('known.noneHint')}
        </Empty>
      </Panel>
    )
  return (
    <Panel
      title={t('known.title')}
      end={<Anchor to={paths.customer(customer.id)}>{t('known.record')}</Anchor>}
    >
      <div className="cc-known">
        <div className="row">
          <Avatar name={customer.name} size="large" />
          <div className="grow">
            <div className="h16 cut" title={customer.name}>
              {customer.name}
            </div>
            <div className="q2 cut">
              {[customer.salutation, customer.place, customer.phone].filter(Boolean).join(' · ')}
            </div>
          </div>
        </div>
        <Section title={t('known.leads')} />
        <OpenLeads customerId={customer.id} />
        <Section title={t('known.contacts')} />
        <Contacts customerId={customer.id} />
      </div>
    </Panel>
  )
}
