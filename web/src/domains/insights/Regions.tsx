import { useTranslation } from 'react-i18next'
import { type LoopGroup, readLoopBy } from '../../../../contract/insights.ts'
import { useRead } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import type { Column } from '../../ui/columns.tsx'
import { Money } from '../../ui/Figures.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PlainTable } from '../../ui/PlainTable.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { Bones } from './Bones.tsx'
import { useGroupName } from './GroupTable.tsx'
import type { Board } from './useBoard.ts'

/** Regions side by side; a region's own people see its dealers instead, a dealer sees nobody else. */
export const Regions = ({ board }: { board: Board }) => {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const { scope } = useSession()
  const dimension = scope === 'region' ? 'dealer' : 'region'
  const nameOf = useGroupName(dimension)
  const { data, problem, reload } = useRead(
    readLoopBy,
    { params: { dimension }, query: board.query },
    { enabled: scope !== 'dealer' },
  )
  if (scope === 'dealer') return null
  const share = (rate: number | null) => (rate === null ? '–' : format.percent(rate))
  const columns: Column<LoopGroup>[] = [
    {
      key: 'name',
      title: t(`by.short.${dimension}`),
      width: 96,
      cell: (row) => <span title={nameOf(row)}>{nameOf(row)}</span>,
    },
    { key: 'leads', title: t('by.leads'), width: 50, number: true, cell: (row) => format.number(row.leads) },
    { key: 'inTime', title: t('by.inTime'), width: 58, number: true, cell: (row) => share(row.inTimeRate) },
    {
      key: 'orders',
      title: t('by.orders'),
      width: 54,
      number: true,
      cell: (row) => format.number(row.orders),
    },
    { key: 'rate', title: t('by.conversion'), width: 54, number: true, cell: (row) => share(row.orderRate) },
  ]
  if (data?.seesMoney)
    columns.push({
      key: 'cost',
      title: t('by.perOrder'),
      width: 64,
      number: true,
      cell: (row) =>
        row.costPerOrderFen && row.spendFen ? (
          <Money fen={Math.round(row.costPerOrderFen / 100) * 100} />
        ) : (
          '–'
        ),
    })
  return (
    <Panel
      className="lb-regions"
      flush
      title={dimension === 'region' ? t('region.title') : t('region.byDealer')}
      end={
        dimension === 'region' && (
          <Button look="link" onClick={() => board.search.set({ by: 'dealer' })}>
            {t('region.byDealer')}
          </Button>
        )
      }
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <Bones rows={6} />}
      {data && (
        <div className="lb-scroll">
          <PlainTable
            low
            label={t('region.title')}
            columns={columns}
            rows={data.items}
            id={(row) => row.id ?? 'none'}
            onOpen={(row) => row.id && board.narrow(dimension, row.id)}
          />
        </div>
      )}
    </Panel>
  )
}
