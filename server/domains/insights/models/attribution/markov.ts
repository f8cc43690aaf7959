import type { TouchPaths } from './paths.ts'

/**
 * Journeys as a Markov chain whose state is the last `order` touches (Anderl et al. 2016). Exact: absorbing
 * probabilities are solved, not simulated.
 */
export type Chain = {
  channels: number
  /** From state s, `counts[s * (channels + 2) + next]`: next is a channel, then the purchase, then giving up. */
  counts: Float64Array
  /** Where state s stands after touching the channel: `after[s * channels + channel]`; -1 where nobody went. */
  after: Int32Array
}

/** How often each step was taken. State 0 is the start; a touch after itself is a step like any other. */
export function chainOf(paths: TouchPaths, order: number): Chain {
  const channels = paths.channels.length
  const base = channels + 1
  const codes = base ** order
  if (!Number.isInteger(order) || order < 1 || codes > Number.MAX_SAFE_INTEGER)
    throw new RangeError(`order ${order} over ${channels} channels`)
  const places = new Map<number, number>([[0, 0]])
  const codeOf = [0]
  const width = channels + 2
  let counts = new Float64Array(width * 64)
  let after = new Int32Array(channels * 64).fill(-1)
  const stepTo = (state: number, channel: number): number => {
    const code = ((codeOf[state]! * base) % codes) + channel + 1
    let place = places.get(code)
    if (place === undefined) {
      place = codeOf.push(code) - 1
      places.set(code, place)
      if (codeOf.length * width > counts.length) {
        const [more, further] = [
          new Float64Array(counts.length * 2),
          new Int32Array(after.length * 2).fill(-1),
        ]
        more.set(counts)
        further.set(after)
        counts = more
        after = further
      }
    }
    after[state * channels + channel] = place
    return place
  }
  const { starts, touches, conversions, nulls } = paths
  for (let path = 0; path + 1 < starts.length; path++) {
    const [bought, left, to] = [conversions[path]!, nulls[path]!, starts[path + 1]!]
    if (starts[path] === to || bought + left === 0) continue
    let state = 0
    for (let at = starts[path]!; at < to; at++) {
      const channel = touches[at]!
      counts[state * width + channel]! += bought + left
      const known = after[state * channels + channel]!
      state = known < 0 ? stepTo(state, channel) : known
    }
    counts[state * width + channels]! += bought
    counts[state * width + channels + 1]! += left
  }
  return {
    channels,
    counts: counts.slice(0, codeOf.length * width),
    after: after.slice(0, codeOf.length * channels),
  }
}

/**
 * What share of the purchases would be lost without each channel: whoever would have been touched by it gives up there.
 * `rate` is the chance to buy from the start with all of them.
 */
export function removalEffects(chain: Chain): { rate: number; effects: number[] } {
  const rate = chanceToBuy(chain, -1)
  const effects = Array.from({ length: chain.channels }, (_, channel) =>
    rate === 0 ? 0 : Math.max(0, 1 - chanceToBuy(chain, channel) / rate),
  )
  return { rate, effects }
}

/** Gauss-Seidel over the states: sparse, so that third order over 20 channels (9,000 states) stays under a second. */
function chanceToBuy({ channels, counts, after }: Chain, without: number): number {
  const width = channels + 2
  const states = counts.length / width
  const chances = new Float64Array(states)
  for (let sweep = 0; sweep < 200_000; sweep++) {
    let moved = 0
    // Backwards: states found late stand near the end of journeys, where purchases are.
    for (let state = states - 1; state >= 0; state--) {
      let [all, bought, stays] = [counts[state * width + channels + 1]!, 0, 0]
      for (let channel = 0; channel < channels; channel++) {
        const count = counts[state * width + channel]!
        if (count === 0) continue
        all += count
        if (channel === without) continue
        const next = after[state * channels + channel]!
        if (next === state) stays += count
        else bought += count * chances[next]!
      }
      all += counts[state * width + channels]!
      bought += counts[state * width + channels]!
      const chance = all - stays > 0 ? bought / (all - stays) : 0
      moved = Math.max(moved, Math.abs(chance - chances[state]!))
      chances[state] = chance
    }
    if (moved < 1e-15) break
  }
  return chances[0]!
}
