import { useTranslation } from 'react-i18next'
import { type Dimension, dimensions, type LoopGroup, readLoopBy } from '../../../../contract/insights.ts'
import { useRead } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import type { Column } from '../../ui/columns.tsx'
import { Meter, Money } from '../../ui/Figures.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PlainTable } from '../../ui/PlainTable.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useMediumWords } from '../campaigns/useMedia.ts'
import { Bones } from './Bones.tsx'
import type { Board } from './useBoard.ts'

const asDimension = (text: string | undefined): Dimension =>
  dimensions.find((one) => one === text) ?? 'campaign'
/** Which dimensions say something here: a dealer is one dealer of one region. */
export const useDimensions = (): Dimension[] => {
  const { scope } = useSession()
  if (scope === 'dealer') return ['campaign', 'medium', 'series']
  if (scope === 'region') return ['campaign', 'medium', 'dealer', 'series']
  return [...dimensions]
}

export const useGroupName = (dimension: Dimension) => {
  const { t } = useTranslation('insights')
  const medium = useMediumWords()
  return ({ id, name }: Pick<LoopGroup, 'id' | 'name'>) => {
    if (id === null && name === null) return t(`by.none.${dimension}`)
    const shown = name ?? id ?? ''
    return dimension === 'medium' ? medium(shown) : shown
  }
}

type Row = LoopGroup & { total?: true }

const useGroupColumns = (dimension: Dimension, money: boolean, most: number): Column<Row>[] => {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const nameOf = useGroupName(dimension)
  const count = (key: string, title: string, value: (row: Row) => number, width = 56): Column<Row> => ({
    key,
    title,
    width,
    number: true,
    cell: (row) => format.number(value(row)),
  })
  const rounded = (fen: number | null) => (fen === null ? null : Math.round(fen / 100) * 100)
  const paid = (
    key: string,
    title: string,
    value: (row: Row) => number | null,
    width: number,
  ): Column<Row> => ({
    key,
    title,
    width,
    number: true,
    cell: (row) => <Money fen={rounded(value(row))} short={key !== 'perLead' && key !== 'perOrder'} />,
  })
  const share = (key: string, title: string, value: (row: Row) => number | null): Column<Row> => ({
    key,
    title,
    width: 66,
    number: true,
    cell: (row) => ((rate) => (rate === null ? '–' : format.percent(rate)))(value(row)),
  })
  const name: Column<Row> = {
    key: 'name',
    title: t(`by.short.${dimension}`),
    cell: (row) => {
      const words = row.total ? t('by.total') : nameOf(row)
      return <span title={words}>{words}</span>
    },
  }
  const back: Column<Row> = {
    key: 'return',
    title: t('by.returnOnSpend'),
    width: 108,
    number: true,
    cell: (row) =>
      row.returnOnSpend === null ? (
        '–'
      ) : (
        <span className="lb-return">
          {!row.total && (
            <Meter share={row.returnOnSpend / most} label={format.number(row.returnOnSpend, 1)} />
          )}
          <b>{format.number(row.returnOnSpend, 1)}</b>
        </span>
      ),
  }
  const each = (key: string, title: string, value: (row: Row) => number | null) =>
    paid(key, title, (row) => (row.spendFen ? value(row) : null), 70)
  return [
    name,
    ...(money ? [paid('spend', t('by.spend'), (row) => row.spendFen, 78)] : []),
    count('leads', t('by.leads'), (row) => row.leads),
    ...(money ? [each('perLead', t('by.perLead'), (row) => row.costPerLeadFen)] : []),
    share('inTime', t('by.inTime'), (row) => row.inTimeRate),
    count('visits', t('by.visits'), (row) => row.visits),
    ...(money ? [] : [count('testDrives', t('by.testDrives'), (row) => row.testDrives, 84)]),
    count('orders', t('by.orders'), (row) => row.orders),
    ...(money ? [each('perOrder', t('by.perOrder'), (row) => row.costPerOrderFen)] : []),
    ...(money ? [] : [share('conversion', t('by.conversion'), (row) => row.orderRate)]),
    paid('revenue', t('by.revenue'), (row) => row.revenueFen, 82),
    ...(money ? [back] : [count('lost', t('by.lost'), (row) => row.lost)]),
  ]
}

const Switch = ({ value, onChange }: { value: Dimension; onChange: (to: Dimension) => void }) => {
  const { t } = useTranslation('insights')
  return (
    <fieldset className="lb-switch" aria-label={t('by.label')}>
      {useDimensions().map((one) => (
        <button
          key={one}
          type="button"
          className={one === value ? 'on' : ''}
          aria-pressed={one === value}
          onClick={() => onChange(one)}
        >
          {t(`by.short.${one}`)}
        </button>
      ))}
    </fieldset>
  )
}

/** The loop by one dimension; a row narrows the whole board. The total is the board's, not the sum of the rows in sight. */
export const GroupTable = ({ board }: { board: Board }) => {
  const { t } = useTranslation('insights')
  const allowed = useDimensions()
  const wanted = asDimension(board.search.one('by'))
  const dimension = allowed.includes(wanted) ? wanted : 'campaign'
  const { data, problem, reload } = useRead(readLoopBy, { params: { dimension }, query: board.query })
  const most = Math.max(1e-9, ...(data?.items.map((row) => row.returnOnSpend ?? 0) ?? []))
  const columns = useGroupColumns(dimension, data?.seesMoney ?? false, most)
  const carried = dimension === 'dealer' || dimension === 'series'
  const note = data?.seesMoney ? t(carried ? 'by.noteCarried' : 'by.noteMoney') : t('by.note')
  const rows: Row[] = data ? [{ ...data.total, total: true }, ...data.items] : []
  return (
    <Panel
      className="lb-by"
      flush
      title={t(`by.${dimension}`)}
      note={note}
      end={<Switch value={dimension} onChange={(by) => board.search.set({ by })} />}
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <Bones rows={8} />}
      {data && (
        <div className="lb-scroll">
          <PlainTable
            low
            label={t(`by.${dimension}`)}
            columns={columns}
            rows={rows}
            id={(row) => (row.total ? 'total' : (row.id ?? row.name ?? 'none'))}
            rowLook={(row) => (row.total ? 'sum' : undefined)}
            onOpen={(row) => row.id && !row.total && board.narrow(dimension, row.id)}
          />
        </div>
      )}
    </Panel>
  )
}
