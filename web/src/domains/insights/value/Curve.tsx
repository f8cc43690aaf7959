import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAppearance } from '../../../app/appearance.ts'
import { Chart } from '../../../ui/Chart.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import type { Value, ValueBoard } from './useValue.ts'
import { accountOf, ValueFigure } from './ValueFigure.tsx'

const fifth = 20
const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

const useOption = (shares: number[]) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const { mode } = useAppearance()
  return useMemo(() => {
    const per = (value: number) => `${format.number(value)}%`
    const share = (value: unknown) => (typeof value === 'number' ? format.percent(value) : '–')
    return {
      mode,
      tooltip: { trigger: 'axis', valueFormatter: share },
      grid: { left: 12, right: 20, top: 20, bottom: 4, containLabel: true },
      xAxis: {
        type: 'value',
        max: 100,
        splitNumber: 5,
        splitLine: { show: false },
        axisLabel: { formatter: per },
        axisPointer: { label: { formatter: ({ value }: { value: number }) => per(value) } },
      },
      yAxis: {
        type: 'value',
        // Loss-makers lift it above 100 %; the axis need not go higher without them.
        ...(Math.max(...shares) > 1.0001 ? {} : { max: 1, interval: 0.25 }),
        splitNumber: 4,
        axisLabel: { formatter: (value: number) => format.percent(value, 0) },
      },
      series: [
        {
          type: 'line',
          name: t('curve.share'),
          data: shares.map((value, at) => [at, value]),
          markLine: {
            symbol: 'none',
            silent: true,
            lineStyle: { color: colour('--ink-3'), type: 'dashed', width: 1 },
            label: {
              formatter: t('curve.mark', { share: share(shares[fifth]) }),
              color: colour('--ink'),
              position: 'insideStartBottom',
              rotate: 0,
              offset: [10, -18],
              align: 'left',
            },
            data: [{ xAxis: fifth }],
          },
        },
      ],
    }
  }, [shares, format, t, mode])
}

const Drawing = ({ curve }: { curve: NonNullable<ValueBoard['curve']> }) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  const option = useOption(curve.shares)
  const says = t('curve.says', {
    share: format.percent(curve.shares[fifth] ?? 0),
    most: format.percent(curve.forFourFifths),
  })
  const tenths = curve.shares.flatMap((share, best) => (best % 10 === 0 ? [{ best, share }] : []))
  return (
    <>
      <p className="vb-says">{says}</p>
      <Chart
        label={says}
        option={option}
        height={230}
        table={
          <PlainTable
            label={t('curve.title')}
            rows={tenths}
            id={(row) => String(row.best)}
            columns={[
              { key: 'best', title: t('curve.best'), cell: (row) => format.percent(row.best / 100, 0) },
              {
                key: 'share',
                title: t('curve.share'),
                number: true,
                cell: (row) => format.percent(row.share),
              },
            ]}
          />
        }
      />
    </>
  )
}

/** How much of the profit how few bring. */
export const Curve = ({ data, value }: { data: ValueBoard; value: Value }) => {
  const { t } = useTranslation('value')
  return (
    <Panel
      flush
      title={
        <ValueFigure
          name={t('curve.title')}
          account={accountOf(data, 'value-curve')}
          data={data}
          value={value}
        />
      }
      note={t('curve.note')}
    >
      {data.curve ? <Drawing curve={data.curve} /> : <Empty icon="count" title={t('curve.none')} />}
    </Panel>
  )
}
