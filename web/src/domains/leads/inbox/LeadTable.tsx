import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type LeadItem, listLeads } from '../../../../../contract/leads.ts'
import { type List, useList } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import type { Column } from '../../../ui/columns.tsx'
import { PhoneCard } from '../../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../../ui/DataTable.tsx'
import { Money } from '../../../ui/Figures.tsx'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { Split } from '../../../ui/SideDrawer.tsx'
import { LeadDrawer } from '../drawer/LeadDrawer.tsx'
import { LeadClock } from '../LeadClock.tsx'
import { modelOf } from '../LeadPerson.tsx'
import { useCall } from '../useCall.ts'
import { useLeadWords } from '../useLeadWords.ts'
import { BulkAssign } from './BulkAssign.tsx'
import { useDueCounts } from './leadTabs.ts'
import type { LeadFilters } from './useLeadFilters.ts'

/** A lead on a phone: clock, name, model and price, next step, one thumb action. */
export const LeadCard = ({
  lead,
  onCall,
}: {
  lead: LeadItem
  onCall?: ((lead: LeadItem) => unknown) | undefined
}) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const next = words.next(lead.nextStep)
  return (
    <PhoneCard
      top={<LeadClock lead={lead} />}
      name={lead.person.name}
      honorific={lead.person.salutation ?? undefined}
      grade={lead.grade}
      lines={[
        <span key="model">
          {modelOf(lead) || t('noModel')}
          {lead.priceFen !== null && (
            <>
              {' · '}
              <Money fen={lead.priceFen} />
            </>
          )}
        </span>,
        <span key="next" className="ink">
          {t('nextIs', { step: next })}
        </span>,
      ]}
      {...(onCall && lead.person.phone
        ? {
            action: {
              icon: 'phone' as const,
              label: t('callPerson', { name: lead.person.name }),
              run: () => void onCall(lead),
            },
          }
        : {})}
    />
  )
}

const useFootWords = (filters: LeadFilters, list: List<LeadItem>) => {
  const { t } = useTranslation('leads')
  const { due: _, ...query } = filters.query
  const counts = useDueCounts({ ...query, open: 'true' })
  if (!counts || list.items.length === 0) return undefined
  const n = `${list.items.length.toLocaleString('en-US')}${list.hasMore ? '+' : ''}`
  return t('foot', { n, over: counts.overdue ?? 0, today: counts.today ?? 0 })
}

type Props = {
  filters: LeadFilters
  columns: Column<LeadItem>[]
  openId: string | undefined
  onOpen: (lead: LeadItem | undefined) => void
  onRegister: (() => void) | undefined
  drawer?: React.ReactNode
}

export const LeadTable = ({ filters, columns, openId, onOpen, onRegister, drawer }: Props) => {
  const { t } = useTranslation('leads')
  const list = useList(listLeads, { query: filters.query })
  const [selected, setSelected] = useState<string[]>([])
  const [assigning, setAssigning] = useState(false)
  const mayAssign = useCan('leads.assign')
  const dial = useCall()
  const count = useFootWords(filters, list)
  const at = list.items.findIndex((lead) => lead.id === openId)
  const step = (by: number) => {
    const to = list.items[at + by]
    return at >= 0 && to ? () => onOpen(to) : undefined
  }
  const chips = filters.filters
  const filtered = chips.active.length > 0
  const empty = filtered ? (
    <EmptyFiltered onClear={chips.clear} />
  ) : (
    <Empty
      icon="lead"
      title={t(`empty.${filters.tabKey}`)}
      action={
        onRegister && (
          <Button icon="plus" look="primary" onClick={onRegister}>
            {t('register.open')}
          </Button>
        )
      }
    >
      {t('empty.next')}
    </Empty>
  )
  const chosen = list.items.filter((lead) => selected.includes(lead.id))
  return (
    <Split
      drawer={
        drawer ??
        (openId && (
          <LeadDrawer
            key={openId}
            id={openId}
            onClose={() => onOpen(undefined)}
            onPrevious={step(-1)}
            onNext={step(1)}
          />
        ))
      }
    >
      <FilterBar
        filters={chips}
        end={t(filters.query.sort === 'attention' ? 'sort.attention' : 'sort.recent')}
      />
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        id={(lead) => lead.id}
        rowName={(lead) => lead.person.name}
        openId={openId}
        onOpen={onOpen}
        onEdit={onOpen}
        editLabel={t('feedback.title')}
        empty={empty}
        count={count}
        card={(lead) => <LeadCard lead={lead} onCall={dial} />}
        {...(mayAssign
          ? {
              selected,
              onSelect: setSelected,
              bulk: (
                <Button icon="swap" onClick={() => setAssigning(true)}>
                  {t('assign.open')}
                </Button>
              ),
            }
          : {})}
      />
      {assigning && (
        <BulkAssign
          leads={chosen}
          onClose={() => setAssigning(false)}
          onDone={() => {
            setAssigning(false)
            setSelected([])
          }}
        />
      )}
    </Split>
  )
}
