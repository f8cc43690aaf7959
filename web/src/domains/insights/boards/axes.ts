import type { AnalysisChart, AnalysisColumn, AnalysisRow } from '../../../../../contract/analyses.ts'
import { isNumber } from './cells.ts'
import {
  columnOf,
  type Drawing,
  type Drawn,
  type Hand,
  mixed,
  nameAxis,
  numberOf,
  textOf,
  tip,
  written,
} from './drawing.ts'

type Axes = Extract<AnalysisChart, { kind: 'line' | 'bar' | 'stack' }>
type Point = { x: string | number; value: number | null; row: number }
type Series = { name: string; column: AnalysisColumn; points: Point[] }

/** Counts and expected counts are read off one axis. */
const scaleOf = ({ kind }: AnalysisColumn) => (kind === 'number' ? 'count' : kind)

/** As many as there are colours. */
const mostSeries = 8
const mostLying = 15
const mostStanding = 60

/** One series for each measure, or for each name of `by`. */
const seriesOf = (chart: Axes, drawn: Drawn, hand: Hand, ordered: boolean): Series[] => {
  const point = (row: AnalysisRow, key: string): Point => ({
    x: ordered ? (numberOf(row[chart.x]) ?? 0) : textOf(row[chart.x]),
    value: numberOf(row[key]),
    row: drawn.rows.indexOf(row),
  })
  const { by } = chart
  if (!by)
    return chart.y.map((key) => {
      const column = columnOf(drawn, key)
      return { name: hand.cells.title(column), column, points: drawn.rows.map((row) => point(row, key)) }
    })
  const split = columnOf(drawn, by)
  // Codes with words of their own have an order of their own: ages run from young to old.
  const order = Object.keys(split.words ?? {})
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  const names = [...new Set(drawn.rows.map((row) => textOf(row[by])))].sort((a, b) => place(a) - place(b))
  return names.flatMap((name) => {
    const mine = drawn.rows.filter((row) => textOf(row[by]) === name)
    const said = hand.cells.write(split, mine[0]?.[by] ?? null)
    return chart.y.map((key) => {
      const column = columnOf(drawn, key)
      return {
        name: chart.y.length > 1 ? `${said} · ${hand.cells.title(column)}` : said,
        column,
        points: mine.map((row) => point(row, key)),
      }
    })
  })
}

/** Points at their place on a shared category axis. */
const alongside = (points: Point[], places: string[]) => {
  const at = new Map(points.map((point) => [String(point.x), point]))
  return places.map((place) => {
    const point = at.get(place)
    return point ? { value: point.value, row: point.row } : { value: null, row: -1 }
  })
}

/** The interval as a pale band: its height stacked on an unseen floor. */
const bandsOf = ({ column, points }: Series, at: number, drawn: Drawn, places: string[], colour: string) => {
  const { low, high } = column
  if (!low || !high) return []
  const ends = alongside(points, places).map(({ row }) => {
    const bounds = drawn.rows[row]
    const [floor, top] = [numberOf(bounds?.[low]), numberOf(bounds?.[high])]
    return floor === null || top === null ? null : { floor, height: top - floor }
  })
  const one = (part: 'floor' | 'height') => ({
    id: `band:${at}:${part}`,
    type: 'line' as const,
    stack: `band:${at}`,
    stackStrategy: 'all',
    silent: true,
    showSymbol: false,
    lineStyle: { opacity: 0 },
    data: ends.map((end) => end?.[part] ?? null),
    ...(part === 'height' ? { areaStyle: { color: colour, opacity: 0.14 } } : {}),
  })
  return [one('floor'), one('height')]
}

type Hover = { seriesId?: string; seriesName?: string; color?: string; dataIndex: number; data?: unknown }
const rowAt = (data: unknown): number =>
  typeof data === 'object' && data !== null && 'row' in data && typeof data.row === 'number' ? data.row : -1

const tooltip = (series: Series[], title: (row: AnalysisRow) => string, drawn: Drawn, hand: Hand) => ({
  trigger: 'axis' as const,
  confine: true,
  axisPointer: { type: 'line' as const },
  formatter: (given: Hover | Hover[]) => {
    const seen = [given]
      .flat()
      .filter(({ seriesId, data }) => !seriesId?.startsWith('band:') && rowAt(data) >= 0)
    const first = drawn.rows[rowAt(seen[0]?.data)]
    const lines = seen.flatMap((one) => {
      const row = drawn.rows[rowAt(one.data)]
      const column = series.find(({ name }) => name === one.seriesName)?.column
      return row && column
        ? [{ colour: one.color ?? '', name: one.seriesName ?? '', value: written(column, row, hand) }]
        : []
    })
    return tip(first ? title(first) : '', lines)
  },
})

/** Shares that come near the whole are seen against it, and never above. */
const wholeOf = (column: AnalysisColumn, series: Series[]) => {
  const values = series
    .flatMap((one) => (scaleOf(one.column) === scaleOf(column) ? one.points : []))
    .map(({ value }) => value ?? 0)
  const most = Math.max(0, ...values)
  return column.kind === 'share' && most > 0.8 && most <= 1 ? { max: 1 } : {}
}

const valueAxis = (column: AnalysisColumn, series: Series[], hand: Hand, right = false) => ({
  type: 'value' as const,
  splitNumber: 4,
  splitLine: { show: !right },
  axisLabel: { formatter: (value: number) => hand.cells.brief(column, value) },
  ...(column.kind === 'count' ? { minInterval: 1 } : {}),
  ...wholeOf(column, series),
})

const legendOf = (series: Series[]) => ({
  show: series.length > 1,
  type: 'scroll' as const,
  top: 0,
  left: 8,
  data: series.map(({ name }) => name),
})

/** Bars and lines over numbers stand where the number is, not one step after the other. */
const drawOrdered = (chart: Axes, drawn: Drawn, series: Series[], hand: Hand): Drawing => {
  const x = columnOf(drawn, chart.x)
  const first = series[0]?.column ?? x
  return {
    left: 0,
    height: hand.phone ? 220 : 240,
    option: {
      tooltip: tooltip(
        series,
        (row) => `${hand.cells.title(x)} ${hand.cells.write(x, row[chart.x] ?? null)}`,
        drawn,
        hand,
      ),
      legend: legendOf(series),
      grid: { left: 12, right: 20, top: series.length > 1 ? 34 : 14, bottom: 4, containLabel: true },
      xAxis: {
        type: 'value',
        min: 'dataMin',
        max: 'dataMax',
        splitLine: { show: false },
        axisLabel: { formatter: (value: number) => hand.cells.brief(x, value), hideOverlap: true },
      },
      yAxis: valueAxis(first, series, hand),
      series: series.map(({ name, points }) => ({
        type: 'line',
        name,
        showSymbol: hand.opens && points.length <= 60,
        symbol: 'circle',
        symbolSize: 5,
        data: points.map(({ x: at, value, row }) => ({ value: [at, value], row })),
      })),
    },
  }
}

/** Bars beside each other need room; on top of each other they do not. */
const rowHeight = ({ kind }: Axes, series: number) => (kind === 'bar' ? 12 + 12 * Math.max(1, series) : 24)

type Placed = {
  places: string[]
  labels: string[]
  series: Series[]
  colours: string[]
  second: string | undefined
}

const marksOf = (chart: Axes, drawn: Drawn, { places, series, colours, second }: Placed, hand: Hand) =>
  series.flatMap((one, at) => {
    const line = chart.kind === 'line' || (chart.kind === 'bar' && scaleOf(one.column) === second)
    const colour = colours[at] ?? hand.ink('--c1')
    const mark = {
      id: `series:${at}`,
      type: line ? ('line' as const) : ('bar' as const),
      name: one.name,
      color: colour,
      data: alongside(one.points, places),
      ...(scaleOf(one.column) === second ? { [chart.lying ? 'xAxisIndex' : 'yAxisIndex']: 1 } : {}),
      ...(line
        ? {
            showSymbol: places.length === 1 || (hand.opens && places.length <= 60),
            symbol: 'circle',
            symbolSize: 5,
          }
        : { barCategoryGap: '32%', ...(chart.kind === 'stack' ? { stack: 'all' } : {}) }),
    }
    return chart.kind === 'line' && series.length <= 3
      ? [...bandsOf(one, at, drawn, places, colour), mark]
      : [mark]
  })

/** Lines, bars and stacked bars; a second kind of measure gets an axis of its own, as a line over the bars. */
export const drawAxes = (chart: Axes, drawn: Drawn, hand: Hand, palette: readonly string[]): Drawing => {
  const x = columnOf(drawn, chart.x)
  const all = seriesOf(chart, drawn, hand, chart.kind === 'line' && isNumber(x.kind))
  const series = all.slice(0, mostSeries)
  if (chart.kind === 'line' && isNumber(x.kind)) return drawOrdered(chart, drawn, series, hand)
  const every = [...new Set(drawn.rows.map((row) => textOf(row[chart.x])))]
  const most = chart.kind === 'line' ? every.length : chart.lying ? mostLying : mostStanding
  const places = every.slice(0, most)
  const [first, second] = [...new Set(series.map(({ column }) => scaleOf(column)))]
  const cellOf = (place: string) =>
    drawn.rows.find((row) => textOf(row[chart.x]) === place)?.[chart.x] ?? null
  const labels = places.map((place) =>
    x.kind === 'text' ? hand.cells.write(x, cellOf(place)) : hand.cells.brief(x, cellOf(place)),
  )
  const columnOfKind = (kind: string | undefined) =>
    series.find(({ column }) => scaleOf(column) === kind)?.column ?? x
  const amounts = [first, ...(second ? [second] : [])].map((kind, at) =>
    valueAxis(columnOfKind(kind), series, hand, at > 0),
  )
  const colours = series.map((_, at) => palette[at] ?? hand.ink('--c2'))
  // One measure beside a line of another is paler, so that the line is seen on it.
  if (chart.kind === 'bar' && second && colours[0])
    colours[0] = mixed(colours[0], hand.ink('--surface'), 0.55)
  const names = chart.lying
    ? nameAxis(labels, hand)
    : { type: 'category' as const, data: labels, axisLabel: { hideOverlap: true } }
  return {
    left: every.length - places.length + (all.length - series.length),
    height: chart.lying
      ? Math.max(140, places.length * rowHeight(chart, series.length) + 48)
      : hand.phone
        ? 220
        : 240,
    option: {
      tooltip: tooltip(series, (row) => hand.cells.write(x, row[chart.x] ?? null), drawn, hand),
      legend: legendOf(series),
      grid: {
        left: 12,
        right: chart.lying ? 28 : 12,
        top: series.length > 1 ? 34 : 14,
        bottom: 4,
        containLabel: true,
      },
      ...(chart.lying ? { xAxis: amounts, yAxis: names } : { xAxis: names, yAxis: amounts }),
      series: marksOf(chart, drawn, { places, labels, series, colours, second }, hand),
    },
  }
}
