import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { paths } from '../../../app/paths.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { ClockLabel } from '../../../ui/Clock.tsx'
import type { Column } from '../../../ui/columns.tsx'
import { Spark } from '../../../ui/Figures.tsx'
import { FilterBar } from '../../../ui/FilterBar.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import type { Filters } from '../../../ui/useFilters.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import { useNetwork } from '../../dealers/useNetwork.ts'
import type { Board, Numbers } from './useBoard.ts'

type Row = Numbers & {
  key: string
  id: string | null
  name: string
  look: 'sum' | 'sub' | undefined
  areas: number
  brand?: string
}

const rowsOf = (board: Board, whole: string, opened: string[], brandOf: (id: string) => string): Row[] => [
  { ...board.total, key: 'whole', id: null, name: whole, look: 'sum', areas: 0 },
  ...board.regions.flatMap((region): Row[] => [
    { ...region, key: region.id, look: undefined, areas: region.areas.length, brand: brandOf(region.id) },
    ...(opened.includes(region.id)
      ? region.areas.map((area): Row => ({ ...area, key: area.id, look: 'sub' as const, areas: 0 }))
      : []),
  ]),
]

/** Weeks without a dispatch leave no gap: the line goes on where it was. */
const carried = (weeks: (number | null)[]) => {
  let last = 0
  return weeks.map((week) => {
    last = week ?? last
    return last
  })
}

const Rate = ({ row, widest }: { row: Row; widest: number }) => {
  const { t } = useTranslation('leads')
  const format = useFormat()
  if (row.breachPercent === null) return <span className="q">–</span>
  const rate = format.percent(row.breachPercent / 100)
  return (
    <span className="db-rate" title={t('dispatch.rate', { rate })}>
      <i style={{ width: widest > 0 ? (row.breachPercent / widest) * 38 : 0 }} />
      <b>{rate}</b>
    </span>
  )
}

const useColumns = (opened: string[], toggle: (id: string) => void, widest: number): Column<Row>[] => {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const colour = (n: number, look: string) => <span className={n > 0 ? look : 'q'}>{format.number(n)}</span>
  return [
    {
      key: 'name',
      title: t('dispatch.column.region'),
      cell: (row) => {
        const open = row.id !== null && opened.includes(row.id)
        return (
          <>
            {row.areas > 0 ? (
              <button
                type="button"
                className="db-fold"
                aria-expanded={open}
                aria-label={t(open ? 'dispatch.close' : 'dispatch.open', { name: row.name })}
                onClick={() => row.id && toggle(row.id)}
              >
                <Icon name={open ? 'down' : 'right'} small />
              </button>
            ) : (
              <span className="db-fold" />
            )}{' '}
            {row.id ? (
              <Anchor to={paths.leads({ under: row.id })} className="db-link">
                {row.name}
              </Anchor>
            ) : (
              row.name
            )}
            {row.brand && <span className="q"> {row.brand}</span>}
          </>
        )
      },
    },
    {
      key: 'dealers',
      title: t('dispatch.column.dealers'),
      width: 60,
      number: true,
      cell: (row) => <span className="q2">{format.number(row.dealers)}</span>,
    },
    {
      key: 'waiting',
      title: t('dispatch.column.waiting'),
      width: 62,
      number: true,
      cell: (row) => format.number(row.waiting),
    },
    {
      key: 'sent',
      title: t('dispatch.column.dispatched'),
      width: 56,
      number: true,
      cell: (row) => format.number(row.dispatched),
    },
    {
      key: 'in',
      title: <ClockLabel state="in">{t('dispatch.column.in')}</ClockLabel>,
      width: 82,
      number: true,
      cell: (row) => colour(row.inTime, 't-in'),
    },
    {
      key: 'due',
      title: <ClockLabel state="due">{t('dispatch.column.due')}</ClockLabel>,
      width: 66,
      number: true,
      cell: (row) => colour(row.due, 't-due'),
    },
    {
      key: 'over',
      title: <ClockLabel state="over">{t('dispatch.column.over')}</ClockLabel>,
      width: 70,
      number: true,
      cell: (row) => colour(row.over, 't-over'),
    },
    {
      key: 'rate',
      title: t('dispatch.column.rate'),
      width: 92,
      cell: (row) => <Rate row={row} widest={widest} />,
    },
    {
      key: 'hours',
      title: t('dispatch.column.hours'),
      width: 66,
      number: true,
      cell: (row) =>
        row.firstContactHours === null ? (
          <span className="q">–</span>
        ) : (
          format.number(row.firstContactHours, 1)
        ),
    },
    {
      key: 'weeks',
      title: t('dispatch.column.weeks'),
      width: 88,
      cell: (row) => {
        const line = carried(row.weeks)
        return row.weeks.some((week) => week !== null) ? (
          <Spark
            values={line}
            width={56}
            label={t('dispatch.spark', { rate: format.percent((line.at(-1) ?? 0) / 100) })}
          />
        ) : (
          <span className="q">–</span>
        )
      },
    },
  ]
}

/** Regions and their areas; a region opens in place. */
export const Regions = ({
  board,
  filters,
  whole,
}: {
  board: Board
  filters: Filters
  whole: string | undefined
}) => {
  const { t } = useTranslation('leads')
  const [opened, setOpened] = useState<string[]>(() => board.regions.slice(0, 1).map((region) => region.id))
  const { branches, brands, nameOf } = useNetwork()
  // 华东 stands once below each brand: the brand tells them apart.
  const brandOf = (id: string) =>
    brands.length > 1 ? nameOf(branches.find((branch) => branch.id === id)?.brandId) : ''
  const toggle = (id: string) =>
    setOpened(opened.includes(id) ? opened.filter((one) => one !== id) : [...opened, id])
  const rows = rowsOf(board, whole ?? t('dispatch.whole'), opened, brandOf)
  const widest = Math.max(0, ...rows.map((row) => row.breachPercent ?? 0))
  const columns = useColumns(opened, toggle, widest)
  return (
    <Panel
      title={t('dispatch.regions')}
      note={t('dispatch.regionsNote')}
      end={
        <span className="db-chips">
          <FilterBar filters={filters} />
        </span>
      }
      flush
    >
      <PlainTable
        low
        label={t('dispatch.regions')}
        columns={columns}
        rows={rows}
        id={(row) => row.key}
        rowLook={(row) => row.look}
      />
    </Panel>
  )
}
