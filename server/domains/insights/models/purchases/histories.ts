/**
 * Purchase histories as columns, one place per customer, all in one unit of time (weeks, as a rule):
 * repeat purchases after the first, the age at the last of them (0 without any) and the age at the end of observation.
 */
export type Histories = { repeats: Float64Array; recency: Float64Array; age: Float64Array }

/** Histories with how many customers share each; a likelihood need not visit the same row twice. */
export type Weighted = Histories & { weights: Float64Array; customers: number }

/** The first customer whose row cannot be a purchase history, or -1. */
export function firstImpossible({ repeats, recency, age }: Histories): number {
  for (let i = 0; i < repeats.length; i++) {
    const [x, last, end] = [repeats[i]!, recency[i]!, age[i]!]
    const possible =
      Number.isInteger(x) && x >= 0 && last >= 0 && last <= end && end < Number.POSITIVE_INFINITY
    if (!possible || (x === 0 ? last !== 0 : last === 0)) return i
  }
  return -1
}

const doubles = new Float64Array(2)
const words = new Uint32Array(doubles.buffer)

function hashOf(x: number, last: number, end: number): number {
  doubles[0] = last
  doubles[1] = end
  let hash = Math.imul(x, 0x9e3779b1)
  for (let at = 0; at < 4; at++) {
    hash = Math.imul(hash ^ words[at]!, 0x85ebca6b)
    hash ^= hash >>> 15
  }
  return hash >>> 0
}

/**
 * One row per distinct history: 1,016 for CDNOW's 2,357 customers. Where most histories are different (two years in days)
 * hashing costs more than it saves, so it is given up after the first 20,000.
 */
export function collapse({ repeats, recency, age }: Histories): Weighted {
  const size = repeats.length
  const customers = size
  const mask = 2 ** Math.ceil(Math.log2(2 * size + 2)) - 1
  const slots = new Int32Array(mask + 1).fill(-1)
  const first = new Int32Array(size)
  const weights = new Float64Array(size)
  let distinct = 0
  for (let i = 0; i < size; i++) {
    if (i === 20_000 && distinct > 16_000)
      return { repeats, recency, age, weights: weights.fill(1), customers }
    const [x, last, end] = [repeats[i]!, recency[i]!, age[i]!]
    let slot = hashOf(x, last, end) & mask
    for (; ; slot = (slot + 1) & mask) {
      const at = slots[slot]!
      if (at < 0) {
        slots[slot] = distinct
        first[distinct] = i
        weights[distinct++] = 1
        break
      }
      const same = first[at]!
      if (repeats[same] === x && recency[same] === last && age[same] === end) {
        weights[at]!++
        break
      }
    }
  }
  const pick = (column: Float64Array) => Float64Array.from(first.subarray(0, distinct), (at) => column[at]!)
  return {
    repeats: pick(repeats),
    recency: pick(recency),
    age: pick(age),
    weights: weights.slice(0, distinct),
    customers,
  }
}

/** Every `step`-th customer: enough to start the fit on everybody from. */
export function thinned({ repeats, recency, age }: Histories, step: number): Histories {
  const size = Math.ceil(repeats.length / step)
  const pick = (column: Float64Array) => Float64Array.from({ length: size }, (_, i) => column[i * step]!)
  return { repeats: pick(repeats), recency: pick(recency), age: pick(age) }
}

/** Customers who bought once only, and the others. */
export function bySecondPurchase(histories: Histories): { once: Histories; again: Histories } {
  const { repeats } = histories
  const places = new Int32Array(repeats.length)
  let [front, back] = [0, places.length]
  for (let i = 0; i < places.length; i++) places[repeats[i] === 0 ? front++ : --back] = i
  const pick = (from: number, to: number): Histories => {
    const at = places.subarray(from, to)
    const of = (column: Float64Array) => {
      const picked = new Float64Array(at.length)
      for (let i = 0; i < picked.length; i++) picked[i] = column[at[i]!]!
      return picked
    }
    return { repeats: of(repeats), recency: of(histories.recency), age: of(histories.age) }
  }
  return { once: pick(0, front), again: pick(front, places.length) }
}

/** How many customers have each whole number of repeat purchases: what every gamma function hangs on. */
export function countsByRepeats({ repeats, weights }: Weighted): Float64Array {
  let most = 0
  for (let i = 0; i < repeats.length; i++) if (repeats[i]! > most) most = repeats[i]!
  const counts = new Float64Array(most + 1)
  for (let i = 0; i < repeats.length; i++) counts[repeats[i]!]! += weights[i]!
  return counts
}

export const meanOf = (column: Float64Array): number =>
  column.reduce((sum, one) => sum + one, 0) / column.length
