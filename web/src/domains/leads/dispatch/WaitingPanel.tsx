import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadItem } from '../../../../../contract/leads.ts'
import { useCan } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Grade } from '../../../ui/Marks.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useNow } from '../../../ui/useNow.ts'
import { useLeadWords } from '../useLeadWords.ts'
import { BulkDispatch } from './BulkDispatch.tsx'
import type { Board, Part } from './useBoard.ts'
import { waited } from './waited.ts'

type Props = {
  board: Board
  part: Part
  chosenId: string | undefined
  onChoose: (lead: LeadItem) => void
}

/** `浙江省 杭州市 滨江区` is 杭州市 where there is no room for more. */
const cityOf = (place: string | null) => place?.split(' ').slice(0, 2).at(-1) ?? ''

/** Leads without a dealer, the oldest first, each with the reason it waits. */
export const WaitingPanel = ({ board, part, chosenId, onChoose }: Props) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const format = useFormat()
  const now = useNow()
  const [bulk, setBulk] = useState(false)
  const mayDispatch = useCan('leads.dispatch')
  const { waiting } = board.total
  const why = !mayDispatch ? t('dispatch.allNotYours') : waiting === 0 ? t('dispatch.allNone') : undefined
  return (
    <Panel
      title={t('dispatch.waitingTitle')}
      note={waiting > 0 ? t('dispatch.waitingNote', { n: format.number(waiting) }) : undefined}
      end={
        <Button look="primary" disabled={why !== undefined} title={why} onClick={() => setBulk(true)}>
          {t('dispatch.all')}
        </Button>
      }
      flush
    >
      <PlainTable
        low
        label={t('dispatch.waitingTitle')}
        rows={board.waiting}
        id={(lead) => lead.id}
        rowLook={(lead) => (lead.id === chosenId ? 'on' : undefined)}
        onOpen={onChoose}
        empty={t('dispatch.waitingNone')}
        columns={[
          { key: 'grade', title: t('column.grade'), width: 54, cell: (lead) => <Grade grade={lead.grade} /> },
          {
            key: 'name',
            title: t('column.name'),
            width: 88,
            cell: (lead) => <b title={lead.person.name}>{lead.person.name}</b>,
          },
          {
            key: 'place',
            title: t('column.place'),
            width: 68,
            cell: (lead) => <span title={lead.divisionName ?? ''}>{cityOf(lead.divisionName)}</span>,
          },
          { key: 'why', title: t('filter.waiting'), cell: (lead) => words.waiting(lead.waiting) },
          {
            key: 'age',
            title: t('dispatch.waited'),
            width: 80,
            number: true,
            cell: (lead) => <span className="q2">{format.span(waited(lead.lastTouchAt, now))}</span>,
          },
        ]}
      />
      {bulk && <BulkDispatch part={part} onClose={() => setBulk(false)} />}
    </Panel>
  )
}
