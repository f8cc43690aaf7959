import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MatchGroupRow } from '../../../../../contract/match-review.ts'
import { usePhone } from '../../../app/appearance.ts'
import type { List } from '../../../app/query.ts'
import type { Column } from '../../../ui/columns.tsx'
import { PhoneCard } from '../../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../../ui/DataTable.tsx'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import type { Filters } from '../../../ui/useFilters.ts'
import { bitsIn } from './bits.ts'

const nameOf = (group: MatchGroupRow) => group.names.join(' / ')

type Props = {
  list: List<MatchGroupRow>
  filters: Filters
  openId: string | undefined
  onOpen: (id: string) => void
  count: { open: number; more: boolean } | undefined
}

/** Groups to decide, the likeliest first; J and K walk through them. */
export const GroupList = ({ list, filters, openId, onOpen, count }: Props) => {
  const { t } = useTranslation('review')
  const columns = useMemo<Column<MatchGroupRow>[]>(
    () => [
      {
        key: 'name',
        title: t('column.name'),
        always: true,
        cell: (group) => (
          <span className="cut" title={nameOf(group)}>
            {group.names[0]}
          </span>
        ),
      },
      { key: 'people', title: t('column.people'), width: 44, number: true, cell: (group) => group.people },
      {
        key: 'weight',
        title: t('column.weight'),
        width: 68,
        number: true,
        cell: (group) => bitsIn(group.weight),
      },
    ],
    [t],
  )
  const phone = usePhone()
  const narrowed = filters.active.length > 0
  return (
    <section className="mr-list" aria-label={t('title')}>
      <FilterBar filters={filters} />
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        id={(group) => group.id}
        rowName={nameOf}
        openId={openId}
        onOpen={(group) => onOpen(group.id)}
        count={
          !narrowed && count ? `${list.items.length} / ${count.open}${count.more ? '+' : ''}` : undefined
        }
        empty={
          narrowed ? (
            <EmptyFiltered onClear={filters.clear} />
          ) : phone ? (
            <Empty icon="merge" title={t('noneTitle')} />
          ) : (
            <span className="cap list-state">{t('noneTitle')}</span>
          )
        }
        card={(group) => (
          <PhoneCard
            name={nameOf(group)}
            lines={[
              `${t('column.weight')} ${bitsIn(group.weight)}`,
              [
                t(group.kind === 'person' ? 'looksAlike' : 'looksAlikeCompany', { n: group.people }),
                group.held === 'between' ? '' : t(`held.${group.held}`),
              ]
                .filter(Boolean)
                .join(' · '),
            ]}
          />
        )}
      />
    </section>
  )
}
