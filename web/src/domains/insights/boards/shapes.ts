import type { CustomSeriesRenderItem } from 'echarts'
import {
  type ChartOf,
  columnOf,
  type Drawing,
  type Drawn,
  type Hand,
  mixed,
  nameAxis,
  numberOf,
  textOf,
  tip,
  tipOf,
} from './drawing.ts'

const mostNames = 20
const rowOf = (given: unknown): number => {
  const data = typeof given === 'object' && given !== null && 'data' in given ? given.data : undefined
  return typeof data === 'object' && data !== null && 'row' in data && typeof data.row === 'number'
    ? data.row
    : -1
}

/** Cells coloured by their value, the value in them where there is room. */
export const drawHeat = (chart: ChartOf<'heat'>, drawn: Drawn, hand: Hand): Drawing => {
  const [x, y, value] = [chart.x, chart.y, chart.value].map((key) => columnOf(drawn, key)) as [
    ReturnType<typeof columnOf>,
    ReturnType<typeof columnOf>,
    ReturnType<typeof columnOf>,
  ]
  const [columns, lines] = [x, y].map(({ key }) => [
    ...new Set(drawn.rows.map((row) => textOf(row[key]))),
  ]) as [string[], string[]]
  const words = (column: typeof x, text: string) => {
    const cell = drawn.rows.find((row) => textOf(row[column.key]) === text)?.[column.key] ?? null
    return column.kind === 'text' ? hand.cells.write(column, cell) : hand.cells.brief(column, cell)
  }
  const values = drawn.rows.flatMap((row) => numberOf(row[value.key]) ?? [])
  const narrow = columns.length > (hand.phone ? 6 : 13)
  const pale = (share: number) => mixed(hand.ink('--c1'), hand.ink('--surface'), share)
  return {
    left: 0,
    height: Math.max(150, lines.length * 30 + 44),
    option: {
      tooltip: {
        trigger: 'item',
        confine: true,
        formatter: (given: unknown) => {
          const row = drawn.rows[rowOf(given)]
          if (!row) return ''
          const title = `${hand.cells.write(y, row[y.key])} · ${hand.cells.write(x, row[x.key])}`
          return tipOf(drawn, row, title, [value.key], hand)
        },
      },
      grid: { left: 12, right: 12, top: 12, bottom: 4, containLabel: true },
      xAxis: {
        type: 'category',
        data: columns.map((text) => words(x, text)),
        axisLabel: { hideOverlap: true },
      },
      yAxis: nameAxis(
        lines.map((text) => words(y, text)),
        hand,
      ),
      visualMap: {
        show: false,
        min: Math.min(0, ...values),
        max: Math.max(...values, Number.MIN_VALUE),
        dimension: 2,
        inRange: { color: [pale(0.04), pale(0.48)] },
      },
      series: [
        {
          type: 'heatmap',
          itemStyle: { borderWidth: 1, borderColor: hand.ink('--surface') },
          label: {
            show: !narrow,
            color: hand.ink('--ink'),
            fontSize: 12,
            formatter: (given: unknown) =>
              hand.cells.brief(value, drawn.rows[rowOf(given)]?.[value.key] ?? null),
          },
          data: drawn.rows.flatMap((row, at) => {
            const amount = numberOf(row[value.key])
            if (amount === null) return []
            return [
              {
                value: [columns.indexOf(textOf(row[x.key])), lines.indexOf(textOf(row[y.key])), amount],
                row: at,
              },
            ]
          }),
        },
      ],
    },
  }
}

/** A point for each name; named where they are few. */
export const drawScatter = (chart: ChartOf<'scatter'>, drawn: Drawn, hand: Hand): Drawing => {
  const [x, y, name] = [columnOf(drawn, chart.x), columnOf(drawn, chart.y), columnOf(drawn, chart.name)]
  const axis = (column: typeof x) => ({
    type: 'value' as const,
    scale: true,
    splitNumber: 4,
    name: hand.cells.title(column),
    axisLabel: { formatter: (value: number) => hand.cells.brief(column, value), hideOverlap: true },
  })
  return {
    left: 0,
    height: hand.phone ? 260 : 300,
    option: {
      tooltip: {
        trigger: 'item',
        confine: true,
        formatter: (given: unknown) => {
          const row = drawn.rows[rowOf(given)]
          return row ? tipOf(drawn, row, hand.cells.write(name, row[name.key]), [x.key, y.key], hand) : ''
        },
      },
      grid: { left: 12, right: 28, top: 30, bottom: 22, containLabel: true },
      xAxis: { ...axis(x), nameLocation: 'middle', nameGap: 26, splitLine: { show: true } },
      yAxis: { ...axis(y), nameTextStyle: { align: 'left' } },
      series: [
        {
          type: 'scatter',
          symbolSize: 9,
          itemStyle: { opacity: 0.8 },
          labelLayout: { hideOverlap: true },
          label: {
            show: drawn.rows.length <= 40,
            position: 'right',
            color: hand.ink('--ink-2'),
            fontSize: 12,
            formatter: (given: unknown) =>
              hand.cells.write(name, drawn.rows[rowOf(given)]?.[name.key] ?? null),
          },
          data: drawn.rows.map((row, at) => ({
            value: [numberOf(row[x.key]), numberOf(row[y.key])],
            row: at,
          })),
        },
      ],
    },
  }
}

/** From the lower to the upper bound, and where the value is: overlapping lines cannot be ranked. */
const whisker =
  (hand: Hand): CustomSeriesRenderItem =>
  (_params, api) => {
    const at = (value: number | string) => api.coord([api.value(value), api.value(3)])
    const [low, middle, high] = [at(0), at(1), at(2)] as [number[], number[], number[]]
    const line = (from: number[], to: number[], tall = 0) => ({
      type: 'line' as const,
      shape: { x1: from[0] ?? 0, y1: (from[1] ?? 0) - tall, x2: to[0] ?? 0, y2: (to[1] ?? 0) + tall },
      style: { stroke: hand.ink('--c2'), lineWidth: 1.5 },
    })
    return {
      type: 'group',
      children: [
        line(low, high),
        line(low, low, 4),
        line(high, high, 4),
        {
          type: 'circle',
          shape: { cx: middle[0] ?? 0, cy: middle[1] ?? 0, r: 4.5 },
          style: { fill: hand.ink('--c1') },
        },
      ],
    }
  }

/** An interval per name, in the order given. */
export const drawRange = (chart: ChartOf<'range'>, drawn: Drawn, hand: Hand): Drawing => {
  const [name, value] = [columnOf(drawn, chart.name), columnOf(drawn, chart.value)]
  const shown = drawn.rows.slice(0, mostNames)
  const bound = (at: number, key: string | undefined) => (key ? numberOf(shown[at]?.[key]) : null)
  const data = shown.flatMap((row, at) => {
    const middle = numberOf(row[value.key])
    if (middle === null) return []
    return [{ value: [bound(at, value.low) ?? middle, middle, bound(at, value.high) ?? middle, at], row: at }]
  })
  return {
    left: drawn.rows.length - shown.length,
    height: Math.max(140, shown.length * 24 + 40),
    option: {
      tooltip: {
        trigger: 'item',
        confine: true,
        formatter: (given: unknown) => {
          const row = drawn.rows[rowOf(given)]
          return row ? tipOf(drawn, row, hand.cells.write(name, row[name.key]), [value.key], hand) : ''
        },
      },
      grid: { left: 12, right: 24, top: 10, bottom: 4, containLabel: true },
      xAxis: {
        type: 'value',
        scale: true,
        splitNumber: 4,
        axisLabel: { formatter: (one: number) => hand.cells.brief(value, one), hideOverlap: true },
      },
      yAxis: nameAxis(
        shown.map((row) => hand.cells.write(name, row[name.key])),
        hand,
      ),
      series: [
        {
          type: 'custom',
          renderItem: whisker(hand),
          encode: { x: [0, 1, 2], y: 3 },
          data,
        },
      ],
    },
  }
}

/** A step's bar and the paler flow to the next, both centred. */
const flow =
  (values: number[], hand: Hand): CustomSeriesRenderItem =>
  (params, api) => {
    const at = params.dataIndex
    const next = values[at + 1]
    const corner = (value: number, line: number) => api.coord([value, line]) as [number, number]
    const half = (values[at] ?? 0) / 2
    const [left, y] = corner(-half, at)
    const [right] = corner(half, at)
    const tall = 11
    const bar = {
      type: 'rect' as const,
      shape: { x: left, y: y - tall, width: Math.max(2, right - left), height: tall * 2 },
      style: { fill: hand.ink('--c1') },
    }
    if (next === undefined) return bar
    const [nextLeft, nextY] = corner(-next / 2, at + 1)
    const [nextRight] = corner(next / 2, at + 1)
    const points = [
      [left, y + tall],
      [right, y + tall],
      [nextRight, nextY - tall],
      [nextLeft, nextY - tall],
    ]
    const fill = mixed(hand.ink('--c1'), hand.ink('--surface'), 0.16)
    return { type: 'group', children: [{ type: 'polygon', shape: { points }, style: { fill } }, bar] }
  }

/** Steps from top to bottom; at the right the figure, and what share of the step before it is. */
export const drawFunnel = (chart: ChartOf<'funnel'>, drawn: Drawn, hand: Hand): Drawing => {
  const [name, value] = [columnOf(drawn, chart.name), columnOf(drawn, chart.value)]
  const values = drawn.rows.map((row) => numberOf(row[value.key]) ?? 0)
  const most = Math.max(...values, 1)
  const rate = drawn.columns.find(({ kind }) => kind === 'share')
  const figures = drawn.rows.map((row, at) => {
    const before = values[at - 1]
    // The analysis's own word for the conversion, where it has one.
    const share = rate ? row[rate.key] : before ? (values[at] ?? 0) / before : null
    const words = at > 0 && typeof share === 'number' ? `  ${hand.cells.write({ kind: 'share' }, share)}` : ''
    return hand.cells.write(value, row[value.key]) + words
  })
  const names = drawn.rows.map((row) => hand.cells.write(name, row[name.key]))
  return {
    left: 0,
    height: Math.max(150, drawn.rows.length * 40 + 16),
    option: {
      tooltip: {
        trigger: 'item',
        confine: true,
        formatter: (given: unknown) => {
          const at = rowOf(given)
          return names[at] === undefined
            ? ''
            : tip(names[at], [{ name: hand.cells.title(value), value: figures[at] ?? '' }])
        },
      },
      grid: { left: 12, right: 12, top: 8, bottom: 4, containLabel: true },
      xAxis: { type: 'value', min: -most / 2, max: most / 2, show: false },
      yAxis: [
        nameAxis(names, hand),
        {
          type: 'category',
          inverse: true,
          data: figures,
          position: 'right',
          axisLabel: { interval: 0, color: hand.ink('--ink') },
        },
      ],
      series: [
        {
          type: 'custom',
          renderItem: flow(values, hand),
          encode: { x: 0, y: 1 },
          data: drawn.rows.map((_, at) => ({ value: [0, at], row: at })),
        },
        // The figures' axis is drawn only when something stands on it.
        { type: 'bar', yAxisIndex: 1, silent: true, data: [] },
      ],
    },
  }
}
