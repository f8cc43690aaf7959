import { useTranslation } from 'react-i18next'
import {
  type AnalysisColumn,
  type BehindRow,
  readAnalysisRows,
  shownColumns,
} from '../../../../../contract/analyses.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { cache, keyOf, useList } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Anchor } from '../../../ui/Anchor.tsx'
import type { Column } from '../../../ui/columns.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import { useGo } from '../../../ui/useGo.ts'
import { isNumber, useCells } from './cells.ts'
import type { AskedBoard } from './useAsked.ts'
import { type Placed, useTileAsk } from './useTile.ts'

/** Where a row leads, if its reader may go there. */
const useWay = () => {
  const [lead, customer, dealer] = [useCan('leads.read'), useCan('customers.read'), useCan('dealers.read')]
  return ({ page, id }: BehindRow) => {
    if (page === 'lead' && lead) return paths.lead(id)
    if (page === 'customer' && customer) return paths.customer(id)
    if (page === 'dealer' && dealer) return paths.dealer(id)
    return undefined
  }
}

/** Two columns for a narrow drawer: who it is with what is said of them, and the figures. */
const useColumns = (
  columns: AnalysisColumn[],
  way: (row: BehindRow) => string | undefined,
): Column<BehindRow>[] => {
  const { t } = useTranslation('boards')
  const cells = useCells()
  const shown = shownColumns({ columns, rows: [] })
  const numbers = shown.filter(({ kind }) => isNumber(kind))
  const texts = shown.filter(({ kind }) => !isNumber(kind))
  const [first, ...others] = numbers
  const said = (column: AnalysisColumn, row: BehindRow) => cells.write(column, row.cells[column.key])
  const named = (column: AnalysisColumn, row: BehindRow) => `${cells.title(column)} ${said(column, row)}`
  const who: Column<BehindRow> = {
    key: 'title',
    title: t('rows.row'),
    cell: (row) => {
      const to = way(row)
      const words = texts.map((column) => said(column, row)).join(' · ')
      return (
        <span className="lb-two">
          {to ? (
            <Anchor className="cut" to={to} onClick={(event) => event.stopPropagation()}>
              {row.title}
            </Anchor>
          ) : (
            <b className="cut">{row.title}</b>
          )}
          <span className="q cut" title={texts.map((column) => named(column, row)).join(' · ')}>
            {words}
          </span>
        </span>
      )
    },
  }
  if (!first) return [who]
  return [
    who,
    {
      key: first.key,
      title: cells.title(first),
      width: 150,
      number: true,
      cell: (row) => (
        <span className="lb-two">
          <span>{said(first, row)}</span>
          <span className="q cut" title={others.map((column) => named(column, row)).join(' · ')}>
            {others.map((column) => named(column, row)).join(' · ')}
          </span>
        </span>
      ),
    },
  ]
}

/** The columns come with every page; the list keeps the rows only. */
const columnsOf = (args: unknown): AnalysisColumn[] => {
  const known = cache.getQueryData<{ pages: { columns?: AnalysisColumn[] }[] }>(keyOf(readAnalysisRows, args))
  return known?.pages[0]?.columns ?? []
}

type Props = { tile: Placed; board: AskedBoard }

/** The leads, customers or dealers behind a row of an analysis, page by page. */
export const BehindDrawer = ({ tile, board }: Props) => {
  const { t } = useTranslation('boards')
  const { say } = useLanguage()
  const go = useGo()
  const way = useWay()
  const { query } = useTileAsk(tile, board)
  const row = board.search.many('row')
  const args = { params: { name: tile.analysis }, query: { ...query, ...(row.length > 0 ? { row } : {}) } }
  const list = useList(readAnalysisRows, args)
  const columns = useColumns(columnsOf(args), way)
  const leads = list.items.some((item) => way(item))
  return (
    <SideDrawer
      title={t('rows.title', { name: say(tile.entry.title) })}
      sub={row.length > 0 ? t('rows.ofRow') : t('rows.ofAll')}
      onClose={() => board.search.set({ rows: undefined, row: [] })}
    >
      <div className="lb-rows">
        <DataTable
          label={t('rows.title', { name: say(tile.entry.title) })}
          list={list}
          columns={columns}
          id={(item) => item.id}
          rowHeight={52}
          {...(leads
            ? {
                onOpen: (item: BehindRow) => {
                  const to = way(item)
                  if (to) go(to)
                },
              }
            : {})}
          empty={<Empty icon="rows" title={t('rows.nothing')} />}
        />
      </div>
    </SideDrawer>
  )
}
