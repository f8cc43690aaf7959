/** Basket lines as columns: line l says that basket `basketOf[l]` holds item `itemOf[l]`. Both count from 0. */
export type BasketLines = {
  baskets: number
  items: readonly string[]
  basketOf: Uint32Array
  itemOf: Uint32Array
}

/** For each item that is frequent enough, one bit per basket. An item twice in a basket counts once. */
export type Bitsets = {
  baskets: number
  /** Items kept, rarest first: rare items make the shortest branches. Places in `BasketLines.items`. */
  items: Uint32Array
  counts: Uint32Array
  words: number
  /** Item at place p: `bits[p * words] .. bits[(p + 1) * words - 1]`. */
  bits: Uint32Array
  /** `pairs[p * n + q]` for p < q: in how many baskets both are. Empty when items are too many for a square. */
  pairs: Uint32Array
}

/** 8,192 items squared are 256 MiB; beyond, pairs are found by their bits. */
const mostPaired = 8192

export function bitsetsOf({ baskets, items, basketOf, itemOf }: BasketLines, atLeast: number): Bitsets {
  const lines = dealt(basketOf, itemOf, baskets)
  const counts = new Uint32Array(items.length)
  for (let at = 0; at < lines.items.length; at++) counts[lines.items[at]!]! += 1
  const kept = Uint32Array.from([...counts.keys()].filter((item) => counts[item]! >= atLeast)).sort(
    (a, b) => counts[a]! - counts[b]! || a - b,
  )
  const placeOf = new Int32Array(items.length).fill(-1)
  kept.forEach((item, place) => {
    placeOf[item] = place
  })
  const words = (baskets + 31) >>> 5
  const bits = new Uint32Array(kept.length * words)
  const paired = kept.length <= mostPaired
  const pairs = new Uint32Array(paired ? kept.length ** 2 : 0)
  const inside = new Int32Array(kept.length)
  for (let basket = 0; basket < baskets; basket++) {
    let size = 0
    for (let at = lines.starts[basket]!; at < lines.starts[basket + 1]!; at++) {
      const place = placeOf[lines.items[at]!]!
      if (place < 0) continue
      bits[place * words + (basket >>> 5)]! |= 1 << (basket & 31)
      inside[size++] = place
    }
    if (!paired) continue
    // Counting pairs basket by basket costs the square of a basket; trying all pairs of items costs all baskets each.
    for (let first = 0; first < size; first++)
      for (let second = first + 1; second < size; second++) {
        const [a, b] = [inside[first]!, inside[second]!]
        pairs[a < b ? a * kept.length + b : b * kept.length + a]! += 1
      }
  }
  return { baskets, items: kept, counts: kept.map((item) => counts[item]!), words, bits, pairs }
}

/** Lines sorted into their baskets (counting sort), each item once. */
function dealt(basketOf: Uint32Array, itemOf: Uint32Array, baskets: number) {
  const ends = new Uint32Array(baskets + 1)
  for (let line = 0; line < basketOf.length; line++) ends[basketOf[line]! + 1]! += 1
  for (let basket = 0; basket < baskets; basket++) ends[basket + 1]! += ends[basket]!
  const next = ends.slice()
  const all = new Uint32Array(basketOf.length)
  for (let line = 0; line < basketOf.length; line++) all[next[basketOf[line]!]!++] = itemOf[line]!
  const starts = new Uint32Array(baskets + 1)
  let size = 0
  for (let basket = 0; basket < baskets; basket++) {
    const sorted = all.subarray(ends[basket]!, ends[basket + 1]!).sort()
    for (let at = 0; at < sorted.length; at++)
      if (at === 0 || sorted[at] !== sorted[at - 1]) all[size++] = sorted[at]!
    starts[basket + 1] = size
  }
  return { starts, items: all.subarray(0, size) }
}
