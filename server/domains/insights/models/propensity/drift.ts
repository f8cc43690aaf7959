import type { Column } from './columns.ts'

/** How a column lay when the model was trained: shares by tenths of its numbers or by level, the last is "not known". */
export type Footprint = { name: string; edges?: number[]; levels?: string[]; shares: number[] }

export function footprintOf(column: Column): Footprint {
  if (column.kind === 'category') {
    const footprint = { name: column.name, levels: [...column.levels], shares: [] }
    return { ...footprint, shares: sharesOf(footprint, column) }
  }
  const known = column.values.filter((value) => !Number.isNaN(value)).sort()
  const tenths = Array.from({ length: 9 }, (_, at) => known[Math.floor(((at + 1) * known.length) / 10)] ?? 0)
  const footprint = { name: column.name, edges: [...new Set(tenths)], shares: [] }
  return { ...footprint, shares: sharesOf(footprint, column) }
}

function sharesOf({ edges, levels }: Footprint, column: Column): number[] {
  const bins = (edges ? edges.length + 1 : levels!.length + 1) + 1
  const counts = new Float64Array(bins)
  const rows = column.kind === 'number' ? column.values : column.codes
  if (column.kind === 'number')
    for (const value of column.values) {
      let bin = 0
      if (Number.isNaN(value)) bin = bins - 1
      else while (edges && bin < edges.length && value >= edges[bin]!) bin++
      counts[bin]! += 1
    }
  else {
    const placeOf = column.levels.map((level) => levels?.indexOf(level) ?? -1)
    for (const code of column.codes) {
      const place = code < 0 ? bins - 1 : placeOf[code]!
      // A level nobody had at training stands before "not known".
      counts[place < 0 ? bins - 2 : place]! += 1
    }
  }
  // Half a row each, so that an empty bin is rare and not impossible.
  return Array.from(counts, (count) => (count + 0.5) / (rows.length + 0.5 * bins))
}

export type Drift = { name: string; index: number; verdict: 'stable' | 'watch' | 'shifted' }

/** The population stability index; under 0.1 is stable and over 0.25 another population, as credit scoring has it. */
export function driftOf(footprint: Footprint, column: Column): Drift {
  const now = sharesOf(footprint, column)
  const index = now.reduce((sum, share, bin) => {
    const then = footprint.shares[bin]!
    return sum + (share - then) * Math.log(share / then)
  }, 0)
  return { name: footprint.name, index, verdict: index < 0.1 ? 'stable' : index < 0.25 ? 'watch' : 'shifted' }
}
