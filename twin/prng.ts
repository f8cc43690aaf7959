/**
 * Counter-based randomness: every draw is a pure function of (seed, stream, index), so person ten million
 * can be described without describing the others. That is what keeps the twin's memory flat.
 */

/** One number per independent use, so that adding a draw in one place never shifts another. */
export const STREAM = {
  dealer: 1,
  dealerQuality: 2,
  staff: 3,
  person: 4,
  home: 5,
  owned: 6,
  enquiry: 7,
  funnel: 8,
  service: 9,
  record: 10,
  call: 11,
  session: 12,
  stranger: 13,
  counts: 14,
  media: 15,
  company: 16,
  arrival: 17,
  touch: 18,
  name: 19,
  adf: 20,
  cause: 21,
  repair: 22,
  particulars: 23,
  again: 24,
  fate: 25,
  profile: 26,
  equipment: 27,
  market: 28,
  trial: 29,
  cart: 30,
  plan: 31,
} as const

/** Murmur3's finaliser: a bijection on 32 bits, so distinct counters never meet. */
export function mix32(value: number): number {
  let h = value | 0
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/**
 * xoroshiro64**: 64 bits of state, because with 32 about a hundred pairs in a million people
 * would have been each other's perfect doubles.
 */
export class Draw {
  private a: number
  private b: number

  constructor(seed: number, stream: number, index: number) {
    const key = mix32(seed ^ Math.imul(stream, 0x9e3779b1))
    this.b = mix32((index + key) | 0)
    this.a = mix32(this.b ^ key ^ 0x5bd1e995) || 1
  }

  /** A whole number of 32 bits. */
  bits(): number {
    const s0 = this.a
    const s1 = this.b ^ s0
    const product = Math.imul(s0, 0x9e3779bb)
    this.a = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9)
    this.b = (s1 << 13) | (s1 >>> 19)
    return Math.imul((product << 5) | (product >>> 27), 5) >>> 0
  }

  /** At least 0, below 1. */
  unit(): number {
    return this.bits() / 4294967296
  }

  /** A whole number from 0 to limit - 1. */
  below(limit: number): number {
    return Math.floor((this.bits() / 4294967296) * limit)
  }

  /** A whole number from low to high, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  chance(probability: number): boolean {
    return this.bits() < probability * 4294967296
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit())
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.unit())
  }

  /** Knuth's product for small means, a rounded normal above 40 where the difference no longer shows. */
  poisson(mean: number): number {
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()))
    const floor = Math.exp(-mean)
    let count = 0
    for (let product = this.unit(); product > floor; product *= this.unit()) count++
    return count
  }
}

/** Weighted choice in constant time (Vose's alias table). */
export class Weighted {
  private readonly probability: Float64Array
  private readonly alias: Int32Array

  constructor(weights: readonly number[]) {
    const size = weights.length
    this.probability = new Float64Array(size)
    this.alias = new Int32Array(size)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const scaled = weights.map((weight) => (weight * size) / total)
    const small: number[] = []
    const large: number[] = []
    scaled.forEach((weight, index) => {
      ;(weight < 1 ? small : large).push(index)
    })
    while (small.length > 0 && large.length > 0) {
      const low = small.pop() as number
      const high = large[large.length - 1] as number
      this.probability[low] = scaled[low] as number
      this.alias[low] = high
      scaled[high] = (scaled[high] as number) + (scaled[low] as number) - 1
      if ((scaled[high] as number) < 1) small.push(large.pop() as number)
    }
    for (const index of [...small, ...large]) this.probability[index] = 1
  }

  draw(draw: Draw): number {
    const index = draw.below(this.probability.length)
    return draw.unit() < (this.probability[index] as number) ? index : (this.alias[index] as number)
  }
}

/** A keyed bijection on 32 bits (four Feistel rounds): numbers that look random and never repeat. */
export class Scramble {
  private readonly keys: readonly number[]

  constructor(seed: number, purpose: number) {
    this.keys = [1, 2, 3, 4].map((round) => mix32(seed ^ Math.imul(purpose * 8 + round, 0x27d4eb2f)))
  }

  of(value: number): number {
    let left = value >>> 16
    let right = value & 0xffff
    for (const key of this.keys) {
      const next = left ^ (mix32(right ^ key) & 0xffff)
      left = right
      right = next
    }
    return ((left << 16) | right) >>> 0
  }

  /** The same below a limit, by walking the cycle until it lands inside. */
  below(value: number, limit: number): number {
    let result = this.of(value)
    while (result >= limit) result = this.of(result)
    return result
  }
}
