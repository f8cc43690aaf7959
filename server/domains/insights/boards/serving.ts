import type { ListedAnalysis } from '../../../../contract/analyses.ts'
import type { Board, BoardTile, ServedBoard, ServedTile } from '../../../../contract/boards.ts'

/** A board as it is kept: built in or somebody's own. */
export type KeptBoard = Omit<Board, 'tileCount'> & { tiles: readonly BoardTile[] }

/** What this reader sees of it. The catalogue is the reader's own: what they may not open is not in it. */
export function serve({ tiles, ...board }: KeptBoard, catalogue: readonly ListedAnalysis[]): ServedBoard {
  const entries = new Map(catalogue.map((entry) => [entry.name, entry]))
  const served = tiles.flatMap((tile): ServedTile[] => {
    const entry = entries.get(tile.analysis)
    return entry
      ? [
          {
            analysis: tile.analysis,
            choices: knownChoices(tile, entry),
            wide: tile.wide ?? false,
            entry,
          },
        ]
      : []
  })
  const leftOut = tiles.map(({ analysis }) => analysis).filter((name) => !entries.has(name))
  return { ...board, tileCount: served.length, tiles: served, leftOut: [...new Set(leftOut)] }
}

/** A choice the analysis no longer has falls back to the usual one; the tile stays. */
function knownChoices({ choices = {} }: BoardTile, entry: ListedAnalysis): Record<string, string> {
  return Object.fromEntries(Object.entries(choices).filter(([key, value]) => hasChoice(entry, key, value)))
}

const hasChoice = ({ choices }: ListedAnalysis, key: string, value: string) =>
  choices.some((choice) => choice.key === key && choice.options.some((option) => option.value === value))

/** What is wrong with the tiles of a board about to be kept; null when nothing is. */
export function faultOf(
  tiles: readonly BoardTile[],
  catalogue: readonly ListedAnalysis[],
): { name: string; given: string | null; options: string[] } | null {
  for (const { analysis, choices = {} } of tiles) {
    const entry = catalogue.find(({ name }) => name === analysis)
    if (!entry) return { name: analysis, given: null, options: [] }
    for (const [key, value] of Object.entries(choices))
      if (!hasChoice(entry, key, value)) {
        const choice = entry.choices.find((one) => one.key === key)
        const options = choice?.options.map((one) => one.value) ?? entry.choices.map((one) => one.key)
        return { name: analysis, given: `${key}:${value}`, options }
      }
  }
  return null
}
