import { useTranslation } from 'react-i18next'
import { listContacts } from '../../../../contract/contact-centre.ts'
import type { Reply } from '../../../../contract/endpoint.ts'
import type { captureLead } from '../../../../contract/leads.ts'
import { readLead } from '../../../../contract/leads.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { Button } from '../../ui/Button.tsx'
import { TimeOrDay } from '../../ui/Figures.tsx'
import { Grade } from '../../ui/Marks.tsx'
import { Facts, Panel } from '../../ui/Panel.tsx'
import { PlainTable } from '../../ui/PlainTable.tsx'
import { Note } from '../../ui/Problem.tsx'
import { useGo } from '../../ui/useGo.ts'
import { LeadClock } from '../leads/LeadClock.tsx'
import { useLeadWords } from '../leads/useLeadWords.ts'

export type Outcome = Reply<typeof captureLead>

/** Where the lead went: the dealer with its clock, or the reason it waits. */
export const IntakeResult = ({ outcome }: { outcome: Outcome | undefined }) => {
  const { t } = useTranslation('contactCentre')
  const words = useLeadWords()
  const go = useGo()
  const id = outcome?.leadId
  const { data } = useRead(readLead, { params: { id: id ?? '' } }, { enabled: Boolean(id) })
  const lead = id ? data : undefined
  return (
    <Panel title={t('result.title')}>
      {!outcome && <p className="cap">{t('result.none')}</p>}
      {outcome?.errors.map((one) => (
        <Note key={one.en} look="fault" icon="warn">
          {words.say(one)}
        </Note>
      ))}
      {outcome?.notes.map((one) => (
        <Note key={one.en}>{words.say(one)}</Note>
      ))}
      {lead && (
        <div className="cc-known">
          <Facts
            items={[
              {
                key: 'who',
                label: t('queue.column.name'),
                value: <b title={lead.person.name}>{lead.person.name}</b>,
              },
              { key: 'grade', label: t('result.grade'), value: <Grade grade={lead.grade} /> },
              {
                key: 'number',
                label: t('result.number'),
                value: <span className="mono">{lead.number}</span>,
              },
              {
                key: 'holder',
                label: t('result.holder'),
                value: lead.dealerName ? (
                  <b title={lead.dealerName}>{lead.dealerName}</b>
                ) : (
                  <LeadClock lead={lead} />
                ),
                ...(lead.dealerName ? { end: <LeadClock lead={lead} /> } : {}),
              },
            ]}
          />
          <Button icon="arrow" onClick={() => go(paths.lead(lead.id))}>
            {t('result.open')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

/** One's own last entries. */
export const MyContacts = () => {
  const { t } = useTranslation('contactCentre')
  const go = useGo()
  const { data } = useRead(listContacts, { query: { mine: 'true', limit: 12 } })
  return (
    <Panel title={t('mine.title')} flush>
      <PlainTable
        low
        label={t('mine.title')}
        rows={data?.items ?? []}
        id={(one) => one.id}
        empty={t('mine.none')}
        onOpen={(one) => one.leadId && go(paths.lead(one.leadId))}
        columns={[
          { key: 'at', title: '', width: 64, cell: (one) => <TimeOrDay at={one.at} /> },
          {
            key: 'who',
            title: t('queue.column.name'),
            cell: (one) =>
              one.customerName ? (
                <b title={one.customerName}>{one.customerName}</b>
              ) : (
                <span className="q">{t('mine.anonymous')}</span>
              ),
          },
          {
            key: 'what',
            title: t('intake.disposition'),
            width: 92,
            cell: (one) => <span className="q2">{t(`disposition.${one.disposition}`)}</span>,
          },
        ]}
      />
    </Panel>
  )
}
