import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../../contract/endpoint.ts'
import { readWeekly } from '../../../../contract/insights.ts'
import { useRead } from '../../app/query.ts'
import { Chart } from '../../ui/Chart.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PlainTable } from '../../ui/PlainTable.tsx'
import { Empty, Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { Bones } from './Bones.tsx'
import type { Board } from './useBoard.ts'

type Week = Reply<typeof readWeekly>['items'][number]
type Show = 'orders' | 'traffic'
type Line = { name: string; values: (number | null)[]; money: boolean }

/** What stands as bars and what as a line, by what is shown and whether money may be seen. */
const useSeries = (items: Week[], show: Show, money: boolean): { bars: Line; line: Line } => {
  const { t } = useTranslation('insights')
  const of = (name: string, value: (week: Week) => number | null, isMoney = false): Line => ({
    name,
    values: items.map(value),
    money: isMoney,
  })
  if (show === 'traffic')
    return {
      bars: of(t('weekly.visits'), (week) => week.showroomVisits),
      line: of(t('weekly.calls'), (week) => week.phoneEnquiries),
    }
  const bars = of(t('weekly.orders'), (week) => week.orders)
  if (!money) return { bars, line: of(t('weekly.deliveries'), (week) => week.deliveries) }
  return {
    bars,
    line: of(t('weekly.perOrder'), (week) => (week.orders > 0 ? week.costPerOrderFen : null), true),
  }
}

const useOption = (items: Week[], bars: Line, line: Line) => {
  const format = useFormat()
  return useMemo(() => {
    const amount = (value: number) => `¥${format.number(Math.round(value / 100))}`
    const shownIn = (one: Line) => (value: unknown) =>
      typeof value !== 'number' ? '–' : one.money ? amount(value) : format.number(value)
    const weekName = (at: string) => format.day(at, true)
    return {
      tooltip: { trigger: 'axis' },
      legend: { show: false },
      grid: { left: 12, right: 12, top: 12, bottom: 4, containLabel: true },
      xAxis: {
        type: 'category',
        data: items.map((week) => week.week),
        axisLabel: { formatter: weekName, hideOverlap: true },
        axisPointer: { label: { formatter: ({ value }: { value: string }) => weekName(value) } },
      },
      yAxis: [
        { type: 'value', splitNumber: 3, minInterval: 1 },
        {
          type: 'value',
          // Counts share the left axis; only money needs one of its own.
          show: line.money,
          splitNumber: 3,
          scale: line.money,
          splitLine: { show: false },
          axisLabel: { formatter: line.money ? amount : undefined },
        },
      ],
      series: [
        {
          type: 'bar',
          name: bars.name,
          data: bars.values,
          barCategoryGap: '32%',
          itemStyle: { color: seriesColour('--c8') },
          tooltip: { valueFormatter: shownIn(bars) },
        },
        {
          type: 'line',
          name: line.name,
          yAxisIndex: line.money ? 1 : 0,
          data: line.values,
          lineStyle: { color: seriesColour('--c7') },
          itemStyle: { color: seriesColour('--c7') },
          tooltip: { valueFormatter: shownIn(line) },
        },
      ],
    }
  }, [items, bars, line, format])
}
const seriesColour = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim()

const Drawing = ({
  items,
  show,
  money,
  title,
}: {
  items: Week[]
  show: Show
  money: boolean
  title: string
}) => {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const { bars, line } = useSeries(items, show, money)
  const option = useOption(items, bars, line)
  const cell = (one: Line, index: number) => {
    const value = one.values[index]
    if (value === null || value === undefined) return '–'
    return one.money ? format.money(Math.round(value)) : format.number(value)
  }
  return (
    <Chart
      label={title}
      option={option}
      height={178}
      table={
        <PlainTable
          label={title}
          rows={items.map((week, index) => ({ week: week.week, index }))}
          id={(row) => row.week}
          columns={[
            { key: 'week', title: t('weekly.week'), cell: (row) => format.day(row.week) },
            { key: 'bars', title: bars.name, number: true, cell: (row) => cell(bars, row.index) },
            { key: 'line', title: line.name, number: true, cell: (row) => cell(line, row.index) },
          ]}
        />
      }
    />
  )
}

const Legend = ({ bars, line }: { bars: string; line: string }) => (
  <span className="lb-legend cap">
    <i className="bars" /> {bars} <i className="line" /> {line}
  </span>
)

/** Orders as bars and what each cost as a line; the same weeks of showroom traffic at a click. */
export const Weekly = ({ board }: { board: Board }) => {
  const { t } = useTranslation('insights')
  const { data, problem, reload } = useRead(readWeekly, { query: board.query })
  const show: Show = board.search.one('weekly') === 'traffic' ? 'traffic' : 'orders'
  const money = data?.seesMoney ?? false
  const title = t(show === 'traffic' ? 'weekly.traffic' : money ? 'weekly.title' : 'weekly.titlePlain')
  const counted = data?.items.some((week) => week.showroomVisits > 0 || week.phoneEnquiries > 0)
  const lineName = t(show === 'traffic' ? 'weekly.calls' : money ? 'weekly.perOrder' : 'weekly.deliveries')
  return (
    <Panel
      className="lb-weekly"
      flush
      title={title}
      end={
        <fieldset className="lb-switch" aria-label={t('weekly.show')}>
          {(['orders', 'traffic'] as const).map((one) => (
            <button
              key={one}
              type="button"
              className={one === show ? 'on' : ''}
              aria-pressed={one === show}
              onClick={() => board.search.set({ weekly: one === 'orders' ? undefined : one })}
            >
              {t(`weekly.${one}Tab`)}
            </button>
          ))}
        </fieldset>
      }
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <Bones rows={5} />}
      {data && show === 'traffic' && !counted && <Empty icon="count" title={t('weekly.noTraffic')} />}
      {data && (show === 'orders' || counted) && (
        <>
          <Legend bars={t(show === 'traffic' ? 'weekly.visits' : 'weekly.orders')} line={lineName} />
          <Drawing items={data.items} show={show} money={money} title={title} />
        </>
      )}
    </Panel>
  )
}
