import { type BinCode, binned, learnBins, mostBins } from './binning.ts'
import type { Table } from './columns.ts'

/** Nodes by place; a leaf has column -1. Rows whose bin is at most `bin` go left. Every node has the value it would give. */
export type Tree = { columns: number[]; bins: number[]; left: number[]; right: number[]; values: number[] }
export type Boosted = { codes: BinCode[]; start: number; trees: Tree[] }

export const usualBoosting = { rounds: 120, depth: 5, rate: 0.08, ridge: 5, fewest: 30 }
type Settings = typeof usualBoosting

/**
 * Gradient boosted trees over bins (Friedman 2001, by Newton's steps as XGBoost does): the challenger, for what a weighted
 * sum cannot say. Nothing is drawn by chance: the same rows give the same trees.
 */
export function fitBoosted(table: Table, outcome: Uint8Array, settings: Settings = usualBoosting): Boosted {
  const codes = learnBins(table, outcome)
  const bins = binned(codes, table)
  const positive = outcome.reduce((sum, one) => sum + one, 0)
  const start = Math.log((positive + 0.5) / (outcome.length - positive + 0.5))
  const logOdds = new Float64Array(table.rows).fill(start)
  const gradients = new Float64Array(table.rows)
  const curvatures = new Float64Array(table.rows)
  const trees: Tree[] = []
  for (let round = 0; round < settings.rounds; round++) {
    for (let row = 0; row < table.rows; row++) {
      const p = 1 / (1 + Math.exp(-logOdds[row]!))
      gradients[row] = outcome[row]! - p
      curvatures[row] = p * (1 - p)
    }
    const tree = grow(
      { bins, rows: table.rows, columns: codes.length, gradients, curvatures },
      settings,
      logOdds,
    )
    if (tree.columns.length === 1) break
    trees.push(tree)
  }
  return { codes, start, trees }
}

type Sample = {
  bins: Uint8Array
  rows: number
  columns: number
  gradients: Float64Array
  curvatures: Float64Array
}
/** Per column and bin: gradient, curvature and rows. */
type Histogram = Float64Array

function histogramOf(
  { bins, rows, columns, gradients, curvatures }: Sample,
  members: Uint32Array,
): Histogram {
  const histogram = new Float64Array(columns * mostBins * 3)
  const size = members.length
  // Read in order once, instead of across the whole table for every column.
  const own = new Float64Array(size * 2)
  for (let at = 0; at < size; at++) {
    own[at * 2] = gradients[members[at]!]!
    own[at * 2 + 1] = curvatures[members[at]!]!
  }
  for (let column = 0; column < columns; column++) {
    const part = histogram.subarray(column * mostBins * 3, (column + 1) * mostBins * 3)
    const ofColumn = bins.subarray(column * rows, (column + 1) * rows)
    for (let at = 0; at < size; at++) {
      const place = ofColumn[members[at]!]! * 3
      part[place]! += own[at * 2]!
      part[place + 1]! += own[at * 2 + 1]!
      part[place + 2]! += 1
    }
  }
  return histogram
}

/** The rows that go left and those that go right, each in the order they stood in. */
function parted({ bins, rows }: Sample, members: Uint32Array, cut: { column: number; bin: number }) {
  const ofColumn = bins.subarray(cut.column * rows, (cut.column + 1) * rows)
  const [less, more] = [new Uint32Array(members.length), new Uint32Array(members.length)]
  let [left, right] = [0, 0]
  for (let at = 0; at < members.length; at++) {
    const row = members[at]!
    if (ofColumn[row]! <= cut.bin) less[left++] = row
    else more[right++] = row
  }
  return [less.subarray(0, left), more.subarray(0, right)] as const
}

function grow(sample: Sample, settings: Settings, logOdds: Float64Array): Tree {
  const tree: Tree = { columns: [], bins: [], left: [], right: [], values: [] }
  const add = (members: Uint32Array, histogram: Histogram, depth: number): number => {
    let [gradient, curvature] = [0, 0]
    for (let bin = 0; bin < mostBins; bin++) {
      gradient += histogram[bin * 3]!
      curvature += histogram[bin * 3 + 1]!
    }
    const node = tree.columns.push(-1) - 1
    tree.bins.push(0)
    tree.left.push(-1)
    tree.right.push(-1)
    tree.values.push((settings.rate * gradient) / (curvature + settings.ridge))
    const cut =
      depth < settings.depth && members.length >= 2 * settings.fewest
        ? bestCut(histogram, sample.columns, { gradient, curvature, rows: members.length }, settings)
        : null
    if (!cut) {
      const value = tree.values[node]!
      for (let at = 0; at < members.length; at++) logOdds[members[at]!]! += value
      return node
    }
    const [less, more] = parted(sample, members, cut)
    // Only the smaller side is counted; the other is what is left of the parent.
    const counted = histogramOf(sample, less.length <= more.length ? less : more)
    const rest = new Float64Array(histogram.length)
    for (let at = 0; at < rest.length; at++) rest[at] = histogram[at]! - counted[at]!
    const [ofLess, ofMore] = less.length <= more.length ? [counted, rest] : [rest, counted]
    tree.columns[node] = cut.column
    tree.bins[node] = cut.bin
    tree.left[node] = add(less, ofLess, depth + 1)
    tree.right[node] = add(more, ofMore, depth + 1)
    return node
  }
  const all = Uint32Array.from({ length: sample.rows }, (_, row) => row)
  add(all, histogramOf(sample, all), 0)
  return tree
}

function bestCut(
  histogram: Histogram,
  columns: number,
  all: { gradient: number; curvature: number; rows: number },
  { ridge, fewest }: Settings,
) {
  const worth = (gradient: number, curvature: number) => gradient ** 2 / (curvature + ridge)
  let [best, column, bin] = [worth(all.gradient, all.curvature) + 1e-6, -1, 0]
  for (let one = 0; one < columns; one++) {
    let [gradient, curvature, rows] = [0, 0, 0]
    for (let at = 0; at < mostBins - 1; at++) {
      const place = (one * mostBins + at) * 3
      gradient += histogram[place]!
      curvature += histogram[place + 1]!
      rows += histogram[place + 2]!
      if (rows < fewest) continue
      if (all.rows - rows < fewest) break
      const both = worth(gradient, curvature) + worth(all.gradient - gradient, all.curvature - curvature)
      if (both > best) [best, column, bin] = [both, one, at]
    }
  }
  return column < 0 ? null : { column, bin }
}

/** Log-odds per row and, when asked, what each column added to them (in `parts`, row after row). */
export function boostedLogOdds(
  { codes, start, trees }: Boosted,
  table: Table,
  parts?: Float64Array,
): Float64Array {
  const bins = binned(codes, table)
  return Float64Array.from({ length: table.rows }, (_, row) => {
    let sum = start
    for (const { columns, bins: cuts, left, right, values } of trees) {
      let node = 0
      while (columns[node]! >= 0) {
        const column = columns[node]!
        const next = bins[column * table.rows + row]! <= cuts[node]! ? left[node]! : right[node]!
        if (parts) parts[row * codes.length + column]! += values[next]! - values[node]!
        node = next
      }
      sum += values[node]!
    }
    return sum
  })
}
