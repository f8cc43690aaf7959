import { useTranslation } from 'react-i18next'
import { listDisputes } from '../../../../../contract/dispatch.ts'
import type { LeadItem } from '../../../../../contract/leads.ts'
import { type Listed, useList } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useNow } from '../../../ui/useNow.ts'
import { LeadClock } from '../LeadClock.tsx'
import { useLeadWords } from '../useLeadWords.ts'
import type { Part } from './useBoard.ts'
import { useDecide } from './useDecide.ts'
import { waited } from './waited.ts'

type Dispute = Listed<typeof listDisputes>

const Decide = ({ dispute }: { dispute: Dispute }) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const { decide, sending } = useDecide()
  const may = useCan('leads.decide')
  return (
    <div className="db-decide">
      <div className="row">
        <b>{dispute.lead.person.name}</b>
        <span className="q2 cut">
          {words.dispute(dispute.reason)} ·{' '}
          {t('dispatch.by', { dealer: dispute.dealerName, who: dispute.openedByName ?? '' })}
        </span>
        <span className="end">
          <LeadClock lead={dispute.lead} />
        </span>
      </div>
      <p className="q2">{dispute.note}</p>
      {may && (
        <div className="row">
          <Button look="primary" disabled={sending} onClick={() => void decide(dispute.lead, 'recalled')}>
            {t('decide.act.recalled')}
          </Button>
          <Button disabled={sending} onClick={() => void decide(dispute.lead, 'rejected')}>
            {t('decide.act.rejected')}
          </Button>
          <Button look="quiet" disabled={sending} onClick={() => void decide(dispute.lead, 'closed')}>
            {t('decide.act.closed')}
          </Button>
        </div>
      )}
    </div>
  )
}

type Props = {
  count: number
  part: Part
  chosenId: string | undefined
  onChoose: (lead: LeadItem) => void
}

/** Disputes that wait for a word from head office; the chosen one shows what the dealer wrote and the three answers. */
export const DisputesPanel = ({ count, part, chosenId, onChoose }: Props) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const format = useFormat()
  const now = useNow()
  const list = useList(listDisputes, { query: { limit: 20, ...part } }, { refetchSeconds: 30 })
  const chosen = list.items.find((one) => one.lead.id === chosenId) ?? list.items[0]
  return (
    <Panel
      title={t('dispatch.disputes')}
      note={count > 0 ? t('dispatch.disputesNote', { n: count }) : undefined}
      flush
    >
      {list.problem && <Problem problem={list.problem} onRetry={list.reload} />}
      <PlainTable
        low
        label={t('dispatch.disputes')}
        rows={list.items.slice(0, 8)}
        id={(one) => one.id}
        rowLook={(one) => (one.id === chosen?.id ? 'on' : undefined)}
        onOpen={(one) => onChoose(one.lead)}
        empty={list.loading ? ' ' : t('dispatch.disputesNone')}
        columns={[
          { key: 'reason', title: t('dispute.reason'), width: 76, cell: (one) => words.dispute(one.reason) },
          {
            key: 'name',
            title: t('column.name'),
            width: 68,
            cell: (one) => <b title={one.lead.person.name}>{one.lead.person.name}</b>,
          },
          {
            key: 'dealer',
            title: t('column.dealer'),
            width: 100,
            cell: (one) => <span title={one.dealerName}>{one.dealerName}</span>,
          },
          {
            key: 'note',
            title: t('dispute.note'),
            width: 76,
            cell: (one) => (
              <span className="q2" title={one.note}>
                {one.note}
              </span>
            ),
          },
          {
            key: 'age',
            title: t('dispatch.waited'),
            width: 76,
            number: true,
            cell: (one) => <span className="q2">{format.span(waited(one.openedAt, now))}</span>,
          },
        ]}
      />
      {chosen && <Decide key={chosen.id} dispute={chosen} />}
    </Panel>
  )
}
