import type { EChartsCoreOption } from 'echarts/core'
import type {
  AnalysisAnswer,
  AnalysisCell,
  AnalysisChart,
  AnalysisColumn,
  AnalysisRow,
} from '../../../../../contract/analyses.ts'
import type { Cells } from './cells.ts'

export type Drawn = Pick<AnalysisAnswer, 'columns' | 'rows'>
/** What a drawing needs beside the rows: words, colours of the theme as they are, and how wide the screen is. */
export type Hand = {
  cells: Cells
  ink: (name: string) => string
  phone: boolean
  /** Marks stand for rows that open, so lines show their points too. */
  opens: boolean
}
export type Drawing = {
  option: EChartsCoreOption
  height: number
  /** How many rows are not drawn, for there would be no reading them. */
  left: number
}
/** A drawn mark and the place of its row among the rows. */
export type Mark = { value: unknown; row: number }

export const columnOf = ({ columns }: Drawn, key: string): AnalysisColumn =>
  columns.find((column) => column.key === key) ?? { key, title: { zh: key, en: key }, kind: 'text' }

export const numberOf = (value: AnalysisCell | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null

export const textOf = (value: AnalysisCell | undefined): string => (value === null ? '' : String(value ?? ''))

/** Two colours mixed, `share` of the first: heat and bands stay pale enough for ink to be read on them. */
export const mixed = (over: string, under: string, share: number): string => {
  // The stylesheet is packed: `#fff` for `#ffffff`.
  const parts = (colour: string) => {
    const whole = colour.length === 4 ? colour.replace(/[\da-f]/gi, '$&$&') : colour
    return [1, 3, 5].map((at) => Number.parseInt(whole.slice(at, at + 2), 16))
  }
  const [a, b] = [parts(over), parts(under)]
  const mix = a.map((part, at) => Math.round(part * share + (b[at] ?? part) * (1 - share)))
  return `#${mix.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

/** Long names are cut on an axis; the tooltip and the table have them whole. */
export const nameAxis = (names: string[], hand: Hand) => ({
  type: 'category' as const,
  inverse: true,
  data: names,
  axisLabel: {
    width: hand.phone ? 84 : 132,
    overflow: 'truncate' as const,
    interval: 0,
    color: hand.ink('--ink-2'),
  },
})

export type TipLine = { colour?: string; name: string; value: string }

/** A tooltip as elements, so that no name is ever read as markup. */
export const tip = (title: string, lines: TipLine[]): HTMLElement => {
  const box = document.createElement('div')
  box.className = 'tile-tip'
  const head = document.createElement('b')
  head.textContent = title
  box.append(head)
  for (const line of lines) {
    const row = document.createElement('div')
    const mark = document.createElement('i')
    mark.style.background = line.colour ?? 'transparent'
    const [name, value] = [document.createElement('span'), document.createElement('span')]
    name.textContent = line.name
    value.textContent = line.value
    row.append(mark, name, value)
    box.append(row)
  }
  return box
}

/** A cell and its interval in one text. */
export const written = (column: AnalysisColumn, row: AnalysisRow, { cells }: Hand): string =>
  [cells.write(column, row[column.key]), cells.around(column, row)].filter(Boolean).join(' ')

export const tipOf = (drawn: Drawn, row: AnalysisRow, title: string, keys: string[], hand: Hand) =>
  tip(
    title,
    keys.map((key) => {
      const column = columnOf(drawn, key)
      return { name: hand.cells.title(column), value: written(column, row, hand) }
    }),
  )

export type ChartOf<K extends AnalysisChart['kind']> = Extract<AnalysisChart, { kind: K }>
