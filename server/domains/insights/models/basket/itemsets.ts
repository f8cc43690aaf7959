import { type BasketLines, type Bitsets, bitsetsOf } from './baskets.ts'

export type Itemset = { items: number[]; count: number }
export type Itemsets = {
  baskets: number
  /** By length, then by how many baskets hold them. Items are places in `BasketLines.items`, ascending. */
  itemsets: Itemset[]
  /** The search stopped at `most`: a higher support would have answered in full. */
  stopped: boolean
}

/**
 * All sets of items that at least `support` (0 to 1) of the baskets hold: Eclat (Zaki 2000), depth first, each branch
 * carrying the baskets it still has as bits.
 */
export function frequentItemsets(
  lines: BasketLines,
  { support, longest = 8, most = 200_000 }: { support: number; longest?: number; most?: number },
): Itemsets {
  // 0.06 * 50 is 3.0000000000000004 in floating point; three baskets are enough.
  const atLeast = Math.max(1, Math.ceil(support * lines.baskets - 1e-9))
  const sets = bitsetsOf(lines, atLeast)
  const found: Itemset[] = []
  const stopped = !grow(sets, atLeast, longest, most, found)
  return {
    baskets: lines.baskets,
    itemsets: found.sort((a, b) => a.items.length - b.items.length || b.count - a.count),
    stopped,
  }
}

type Branch = { places: Int32Array; counts: Int32Array; bits: Uint32Array[]; size: number }

function grow(sets: Bitsets, atLeast: number, longest: number, most: number, found: Itemset[]): boolean {
  const { items, counts, words, bits, pairs } = sets
  const kept = items.length
  const branches = new Map<number, Branch>()
  const branchAt = (depth: number): Branch => {
    let branch = branches.get(depth)
    if (!branch) {
      branch = { places: new Int32Array(kept), counts: new Int32Array(kept), bits: [], size: 0 }
      branches.set(depth, branch)
    }
    branch.size = 0
    return branch
  }
  const note = (places: readonly number[], count: number): boolean => {
    if (found.length >= most) return false
    found.push({ items: places.map((place) => items[place]!).sort((a, b) => a - b), count })
    return true
  }
  /** Extends the set `prefix` (in the baskets `own`) by each member of its branch, and goes on below. */
  const extend = (prefix: number[], branch: Branch, depth: number): boolean => {
    for (let at = 0; at < branch.size; at++) {
      const place = branch.places[at]!
      const set = [...prefix, place]
      if (!note(set, branch.counts[at]!)) return false
      if (set.length >= longest) continue
      const below = branchAt(depth + 1)
      const own = branch.bits[at]!
      for (let later = at + 1; later < branch.size; later++) {
        const other = branch.places[later]!
        if (pairs.length > 0 && pairs[place * kept + other]! < atLeast) continue
        below.bits[below.size] ??= new Uint32Array(words)
        const both = below.bits[below.size]!
        const count = intersect(own, branch.bits[later]!, both)
        if (count < atLeast) continue
        below.places[below.size] = other
        below.counts[below.size++] = count
      }
      if (below.size > 0 && !extend(set, below, depth + 1)) return false
    }
    return true
  }
  const all: Branch = {
    places: Int32Array.from(items.keys()),
    counts: Int32Array.from(counts),
    bits: Array.from({ length: kept }, (_, place) => bits.subarray(place * words, (place + 1) * words)),
    size: kept,
  }
  return extend([], all, 0)
}

/** Writes what both have into `both` and counts it. */
function intersect(a: Uint32Array, b: Uint32Array, both: Uint32Array): number {
  let count = 0
  for (let word = 0; word < both.length; word++) {
    let bits = a[word]! & b[word]!
    both[word] = bits
    if (bits === 0) continue
    bits -= (bits >>> 1) & 0x55555555
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
    count += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return count
}
