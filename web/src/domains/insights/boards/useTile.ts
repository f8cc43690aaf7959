import { type AnalysisAnswer, type AnalysisRow, readAnalysis } from '../../../../../contract/analyses.ts'
import type { ServedTile } from '../../../../../contract/boards.ts'
import { useRead } from '../../../app/query.ts'
import type { AskedBoard } from './useAsked.ts'

/** A tile of a board: `key` is the analysis's name, and the second of the same name counts on. */
export type Placed = ServedTile & { key: string }

export const placed = (tiles: readonly ServedTile[]): Placed[] => {
  const seen = new Map<string, number>()
  return tiles.map((tile) => {
    const times = (seen.get(tile.analysis) ?? 0) + 1
    seen.set(tile.analysis, times)
    return { ...tile, key: times > 1 ? `${tile.analysis}-${times}` : tile.analysis }
  })
}

/** The analysis's own choices: the address first, then the board's, then the usual ones. */
const chosenOf = ({ key, entry, choices }: Placed, one: (name: string) => string | undefined) =>
  entry.choices.map((choice) => {
    const given = [one(`${key}.${choice.key}`), choices[choice.key], choice.standard]
    const value = given.find((text) => choice.options.some((option) => option.value === text))
    return { ...choice, value: value ?? choice.options[0]?.value ?? '' }
  })

/** What a tile is asked with: the chips it listens to and its own choices. */
export const useTileAsk = (tile: Placed, board: AskedBoard) => {
  const chosen = chosenOf(tile, board.search.one)
  const own = chosen.map(({ key, value }) => `${key}:${value}`)
  return { chosen, query: { ...board.of(tile.entry.filters), ...(own.length > 0 ? { with: own } : {}) } }
}

export const useTile = (tile: Placed, board: AskedBoard, seen: boolean) => {
  const ask = useTileAsk(tile, board)
  const { search } = board
  return {
    ...ask,
    ...useRead(
      readAnalysis,
      { params: { name: tile.analysis }, query: ask.query },
      { enabled: seen, staleSeconds: 60, refetchSeconds: 300 },
    ),
    choose: (choice: string, value: string) => search.set({ [`${tile.key}.${choice}`]: value }, true),
    asTable: search.many('table').includes(tile.key),
    turn: (asTable: boolean) => {
      const others = search.many('table').filter((key) => key !== tile.key)
      search.set({ table: asTable ? [...others, tile.key] : others }, true)
    },
    showRows: (row?: AnalysisRow, answer?: AnalysisAnswer) =>
      search.set({ rows: tile.key, row: row && answer ? namesOf(row, answer) : [] }),
  }
}

/** A row as the address names it: its texts and ids, and the numbers the chart tells rows apart by. */
const namesOf = (row: AnalysisRow, { chart }: AnalysisAnswer): string[] => {
  const parts = Object.entries(chart).flatMap(([part, key]) =>
    ['x', 'by', 'name', 'division'].includes(part) || (chart.kind === 'heat' && part === 'y')
      ? [String(key)]
      : [],
  )
  return Object.entries(row).flatMap(([key, value]) =>
    value !== null && (typeof value === 'string' || parts.includes(key))
      ? [`${key}:${value}`.slice(0, 200)]
      : [],
  )
}
