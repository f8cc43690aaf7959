import type { Column, Table } from './columns.ts'

/** How a column becomes at most 64 bins for trees: numbers by equal parts, levels in the order of their outcome. */
export type BinCode =
  | { name: string; kind: 'number'; edges: number[] }
  | { name: string; kind: 'category'; bins: Record<string, number>; missing: number; other: number }

export const mostBins = 64
const fewest = 25

export function learnBins(table: Table, outcome: Uint8Array): BinCode[] {
  const rate = outcome.reduce((sum, one) => sum + one, 0) / outcome.length
  return table.columns.map((column): BinCode => {
    if (column.kind === 'number') {
      const known = column.values.filter((value) => !Number.isNaN(value)).sort()
      const parts = mostBins - 2
      const edges = Array.from(
        { length: parts - 1 },
        (_, at) => known[Math.floor(((at + 1) * known.length) / parts)]!,
      )
      return {
        name: column.name,
        kind: 'number',
        edges: [...new Set(edges)].filter((edge) => edge !== undefined),
      }
    }
    const counts = new Float64Array(column.levels.length + 1)
    const hits = new Float64Array(column.levels.length + 1)
    column.codes.forEach((code, row) => {
      const place = code < 0 ? column.levels.length : code
      counts[place]! += 1
      hits[place]! += outcome[row]!
    })
    const places = [...counts.keys()]
      .filter((place) => counts[place]! >= fewest)
      .sort((a, b) => counts[b]! - counts[a]!)
      .slice(0, mostBins - 1)
      // Ten rows of the base rate beside each level's own keep the order from being chance.
      .map((place) => ({ place, rate: (hits[place]! + 10 * rate) / (counts[place]! + 10) }))
      .sort((a, b) => a.rate - b.rate)
    const binOf = new Map(places.map(({ place }, bin) => [place, bin]))
    // Rare and unseen levels stand where the base rate would.
    const other = places.filter((one) => one.rate < rate).length
    const shifted = (bin: number) => (bin >= other ? bin + 1 : bin)
    return {
      name: column.name,
      kind: 'category',
      bins: Object.fromEntries(
        column.levels.flatMap((level, place) =>
          binOf.has(place) ? [[level, shifted(binOf.get(place)!)]] : [],
        ),
      ),
      missing: binOf.has(column.levels.length) ? shifted(binOf.get(column.levels.length)!) : other,
      other,
    }
  })
}

/** Bins column after column: column c of row r stands at `c * rows + r`. A number not known is bin 0. */
export function binned(codes: readonly BinCode[], table: Table): Uint8Array {
  const bins = new Uint8Array(codes.length * table.rows)
  codes.forEach((code, at) => {
    const column = table.columns.find(({ name, kind }) => name === code.name && kind === code.kind)
    bins.subarray(at * table.rows, (at + 1) * table.rows).set(binsOf(code, column, table.rows))
  })
  return bins
}

function binsOf(code: BinCode, column: Column | undefined, rows: number): Uint8Array {
  if (code.kind === 'number') {
    const { edges } = code
    if (column?.kind !== 'number') return new Uint8Array(rows)
    return Uint8Array.from(column.values, (value) => {
      if (Number.isNaN(value)) return 0
      let [low, high] = [0, edges.length]
      while (low < high) {
        const middle = (low + high) >>> 1
        if (value >= edges[middle]!) low = middle + 1
        else high = middle
      }
      return low + 1
    })
  }
  if (column?.kind !== 'category') return new Uint8Array(rows).fill(code.missing)
  const ofLevel = column.levels.map((level) => code.bins[level] ?? code.other)
  return Uint8Array.from(column.codes, (level) => (level < 0 ? code.missing : ofLevel[level]!))
}
