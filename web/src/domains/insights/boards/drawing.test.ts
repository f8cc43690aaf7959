import { describe, expect, it } from 'vitest'
import { type AnalysisColumn, type AnalysisRow, shownColumns } from '../../../../../contract/analyses.ts'
import { drawAxes } from './axes.ts'
import { isNumber } from './cells.ts'
import { type Hand, mixed } from './drawing.ts'
import { provinces } from './provinces.ts'
import { placed } from './useTile.ts'

const column = (key: string, kind: AnalysisColumn['kind'], more: Partial<AnalysisColumn> = {}) => ({
  key,
  title: { zh: key, en: key },
  kind,
  ...more,
})
const hand: Hand = {
  cells: {
    write: (_column: unknown, value: unknown) => String(value ?? '–'),
    brief: (_column: unknown, value: unknown) => String(value ?? '–'),
    title: ({ title }: AnalysisColumn) => title.en,
    around: () => undefined,
  } as unknown as Hand['cells'],
  ink: () => '#ffffff',
  phone: false,
  opens: false,
}
type Option = {
  series: {
    id?: string
    name?: string
    type: string
    data: ({ value: unknown; row: number } | number | null)[]
  }[]
  xAxis: { data: string[] }
}
const optionOf = (drawing: { option: unknown }) => drawing.option as Option

describe('lines, bars and stacks', () => {
  const rows: AnalysisRow[] = [
    { month: '2026-09', group: 'A', n: 1 },
    { month: '2026-10', group: 'A', n: 2 },
    { month: '2026-10', group: 'B', n: 5 },
  ]
  const columns = [column('month', 'month'), column('group', 'text'), column('n', 'count')]

  it('split by a name stand on one shared axis, with a gap where a group has no row', () => {
    const option = optionOf(
      drawAxes({ kind: 'line', x: 'month', y: ['n'], by: 'group' }, { columns, rows }, hand, []),
    )
    expect(option.xAxis.data).toEqual(['2026-09', '2026-10'])
    expect(
      option.series.map(({ name, data }) => [name, data.map((one) => (one as { value: unknown }).value)]),
    ).toEqual([
      ['A', [1, 2]],
      ['B', [null, 5]],
    ])
  })
  it('split by codes follow the order of their words, whoever comes first', () => {
    const ages = { young: { zh: '新', en: 'young' }, old: { zh: '旧', en: 'old' } }
    const option = optionOf(
      drawAxes(
        { kind: 'stack', x: 'month', y: ['n'], by: 'age' },
        {
          columns: [column('month', 'month'), column('age', 'text', { words: ages }), column('n', 'count')],
          rows: [
            { month: '2026-09', age: 'old', n: 1 },
            { month: '2026-10', age: 'young', n: 2 },
            { month: '2026-10', age: 'other', n: 3 },
          ],
        },
        hand,
        [],
      ),
    )
    expect(option.series.map(({ name }) => name)).toEqual(['young', 'old', 'other'])
  })
  it('know which row each mark is, for opening it', () => {
    const option = optionOf(
      drawAxes({ kind: 'stack', x: 'month', y: ['n'], by: 'group' }, { columns, rows }, hand, []),
    )
    expect(option.series[1]?.data[1]).toMatchObject({ row: 2 })
  })
  it('have a band where the measure has bounds', () => {
    const bounded = [column('month', 'month'), column('n', 'count', { low: 'lo', high: 'hi' })]
    const one = [{ month: '2026-09', n: 4, lo: 3, hi: 9 }]
    const option = optionOf(
      drawAxes({ kind: 'line', x: 'month', y: ['n'] }, { columns: bounded, rows: one }, hand, []),
    )
    expect(option.series.map(({ id, data }) => [id, data[0]])).toEqual([
      ['band:0:floor', 3],
      ['band:0:height', 6],
      ['series:0', { value: 4, row: 0 }],
    ])
  })
  it('draw no more lying bars than can be read, and say how many are left', () => {
    const many = Array.from({ length: 40 }, (_, at) => ({ name: `店 ${at}`, n: at }))
    const named = [column('name', 'text'), column('n', 'count')]
    const drawing = drawAxes(
      { kind: 'bar', x: 'name', y: ['n'], lying: true },
      { columns: named, rows: many },
      hand,
      [],
    )
    expect(drawing.left).toBe(25)
  })
})

describe('what drawings share', () => {
  it('reads colours as the packed stylesheet writes them', () => {
    expect(mixed('#000000', '#fff', 0.5)).toBe('#808080')
  })
  it('shows bounds beside their value, not as columns', () => {
    const columns = [
      column('rate', 'share', { low: 'l', high: 'h' }),
      column('l', 'share'),
      column('h', 'share'),
    ]
    expect(shownColumns({ columns, rows: [] }).map(({ key }) => key)).toEqual(['rate'])
    expect(isNumber('day')).toBe(false)
  })
  it('gives each of the 34 provinces a square of its own', () => {
    const squares = Object.values(provinces).map(({ column: x, row: y }) => `${x} ${y}`)
    expect(squares).toHaveLength(34)
    expect(new Set(squares).size).toBe(34)
  })
  it('tells two tiles of one analysis apart', () => {
    const tile = { analysis: 'funnel', choices: {}, wide: false } as unknown as Parameters<
      typeof placed
    >[0][number]
    expect(placed([tile, tile]).map(({ key }) => key)).toEqual(['funnel', 'funnel-2'])
  })
})
