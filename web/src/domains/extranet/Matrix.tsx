import { useTranslation } from 'react-i18next'
import { readMatrix } from '../../../../contract/extranet.ts'
import { type Listed, useList } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { ClockLabel } from '../../ui/Clock.tsx'
import type { Column } from '../../ui/columns.tsx'
import { PhoneCard } from '../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../ui/DataTable.tsx'
import { dayOf } from '../../ui/dates.ts'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { type Filter, useFilters } from '../../ui/useFilters.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { useNow } from '../../ui/useNow.ts'
import { useNetwork } from '../dealers/useNetwork.ts'
import { addDays } from './days.ts'

type Row = Listed<typeof readMatrix>
type Cell = Row['cells'][number]

/** A fortnight until yesterday, unless other days are chosen. */
const useMatrixFilters = () => {
  const { t } = useTranslation('extranet')
  const { brands, scope } = useSession()
  const network = useNetwork()
  const yesterday = addDays(dayOf(useNow()), -1)
  const usual: [string, string] = [addDays(yesterday, -13), yesterday]
  const regions = network.regions.map(({ id, name }) => ({ value: id, label: name }))
  const choice = (key: 'region' | 'brand', options: { value: string; label: string }[]): Filter => ({
    key,
    label: t(`filter.${key}`),
    kind: 'choice',
    pinned: true,
    ...(options.length > 0 ? { options } : {}),
  })
  const filters = useFilters([
    { key: 'period', label: t('filter.period'), kind: 'days', pinned: true, fallback: [usual.join('..')] },
    ...(scope === 'region' ? [] : [choice('region', regions)]),
    ...(brands.length > 1
      ? [
          choice(
            'brand',
            brands.map(({ id, name }) => ({ value: id, label: name })),
          ),
        ]
      : []),
    { key: 'missing', label: t('filter.missing'), kind: 'flag', pinned: true },
  ])
  const [from, to] = filters.days('period') ?? usual
  return { filters, from, to }
}

const CellWords = ({ cell, dealer, day }: { cell: Cell | undefined; dealer: string; day: string }) => {
  const { t } = useTranslation('extranet')
  const format = useFormat()
  if (!cell) return null
  const state = t(`state.${cell.state}`)
  const none = t('matrix.cellNone', { dealer, day: format.day(day), state })
  if (cell.showroomVisits === null)
    return (
      <span title={none}>
        {cell.state === 'missing' ? (
          <ClockLabel state="over">{t('matrix.none')}</ClockLabel>
        ) : (
          <span className="q">{state}</span>
        )}
      </span>
    )
  const [visits, calls] = [format.number(cell.showroomVisits), format.number(cell.phoneEnquiries ?? 0)]
  return (
    <span className="two" title={t('matrix.cell', { dealer, day: format.day(day), visits, calls })}>
      <span>
        <b>{visits}</b> <span className="q">/ {calls}</span>
      </span>
      {cell.state === 'late' && <span className="late">{state}</span>}
    </span>
  )
}

const useMatrixColumns = (days: string[]): Column<Row>[] => {
  const { t } = useTranslation('extranet')
  const format = useFormat()
  return [
    {
      key: 'dealer',
      title: t('matrix.dealer'),
      width: 168,
      cell: (row) => (
        <b className="cut" title={`${row.dealer.name} · ${row.dealer.code}`}>
          {row.dealer.name}
        </b>
      ),
    },
    {
      key: 'region',
      title: t('matrix.region'),
      width: 84,
      cell: (row) => (
        <span className="q2" title={row.dealer.region.name}>
          {row.dealer.region.name}
        </span>
      ),
    },
    {
      key: 'missing',
      title: t('matrix.missing'),
      width: 58,
      number: true,
      cell: (row) =>
        row.missing > 0 ? <b className="t-over">{row.missing}</b> : <span className="q">0</span>,
    },
    ...days.map(
      (day, index): Column<Row> => ({
        key: day,
        title: <span title={`${format.day(day)} ${format.weekday(day)}`}>{format.day(day, true)}</span>,
        name: format.day(day),
        width: 65,
        number: true,
        cell: (row) => <CellWords cell={row.cells[index]} dealer={row.dealer.name} day={day} />,
      }),
    ),
  ]
}

const Strip = ({ row }: { row: Row }) => (
  <span className="xn-strip" aria-hidden="true">
    {row.cells.map((cell, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is the day at its place
      <i key={index} className={cell.state} />
    ))}
  </span>
)

const daysBetween = (from: string, to: string) => {
  const days: string[] = []
  for (let day = from; day <= to && days.length < 31; day = addDays(day, 1)) days.push(day)
  return days
}

/** Dealers by days; a missing report is a sign and a word, not a colour. */
export const Matrix = () => {
  const { t } = useTranslation('extranet')
  const { filters, from, to } = useMatrixFilters()
  const missing = filters.flag('missing')
  const list = useList(readMatrix, {
    query: {
      from,
      to,
      region: filters.many('region'),
      brand: filters.many('brand'),
      ...(missing ? { missing: 'true' } : {}),
    },
  })
  const columns = useMatrixColumns(daysBetween(from, to))
  const empty = missing ? (
    <Empty icon="check" title={t('matrix.allGood')}>
      {t('matrix.allGoodText')}
    </Empty>
  ) : filters.active.length > 0 ? (
    <EmptyFiltered onClear={filters.clear} />
  ) : (
    <Empty icon="count" title={t('matrix.empty')}>
      {t('matrix.emptyText')}
    </Empty>
  )
  return (
    <div className="xm">
      <FilterBar filters={filters} end={t('matrix.legend')} />
      <DataTable
        label={t('title')}
        list={list}
        columns={columns}
        id={(row) => row.dealer.id}
        rowName={(row) => row.dealer.name}
        empty={empty}
        card={(row) => (
          <PhoneCard
            top={
              row.missing > 0 ? (
                <ClockLabel state="over">{t('matrix.missingDays', { n: row.missing })}</ClockLabel>
              ) : (
                <ClockLabel state="done">{t('matrix.complete')}</ClockLabel>
              )
            }
            name={row.dealer.name}
            lines={[`${row.dealer.region.name} · ${row.dealer.code}`, <Strip key="strip" row={row} />]}
          />
        )}
      />
    </div>
  )
}
