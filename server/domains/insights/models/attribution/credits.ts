import type { TouchPaths } from './paths.ts'

/**
 * What each touch of one path gets of its sale, for touches `from` to `to - 1`. Writes into `shares` from 0 on; the
 * caller scales them to one, so only their proportions count.
 */
type Share = (paths: TouchPaths, from: number, to: number, shares: Float64Array) => void

export type TouchRule =
  | { method: 'first' | 'last' | 'linear' | 'shapley' }
  /** `ends` to the first and the last touch each (0.4), the rest to those between. */
  | { method: 'position'; ends: number }
  /** A touch this much older counts half. In days when the paths have ages, otherwise in touches from the end. */
  | { method: 'decay'; halfLife: number }

function shareOf(rule: TouchRule): Share {
  switch (rule.method) {
    case 'first':
      return (_, from, to, shares) => {
        shares.fill(0, 0, to - from)
        shares[0] = 1
      }
    case 'last':
      return (_, from, to, shares) => {
        shares.fill(0, 0, to - from)
        shares[to - from - 1] = 1
      }
    case 'linear':
      return (_, from, to, shares) => shares.fill(1, 0, to - from)
    case 'shapley':
      return byShapley
    case 'position':
      return byPosition(rule.ends)
    case 'decay':
      return byAge(rule.halfLife)
  }
}

/**
 * The Shapley value over channels, where a set of channels is worth what was bought by those who touched no other
 * channel. That game is a sum of one game per path, in which only all its channels together are worth anything, and
 * Shapley's axioms split such a game evenly (Zhao, Mahboobi and Bagheri 2018): exact, for any number of channels,
 * without the 2^n sets. Each channel counts once however often it was touched.
 */
const byShapley: Share = ({ touches }, from, to, shares) => {
  for (let at = from; at < to; at++) {
    let earlier = from
    while (touches[earlier] !== touches[at]) earlier++
    shares[at - from] = earlier === at ? 1 : 0
  }
}

const byPosition =
  (ends: number): Share =>
  (_, from, to, shares) => {
    const length = to - from
    // With nobody between, the two ends are all there is.
    shares.fill(length > 2 ? (1 - 2 * ends) / (length - 2) : 0, 0, length)
    shares[0] = ends
    shares[length - 1] = ends
  }

const byAge =
  (halfLife: number): Share =>
  ({ ageDays }, from, to, shares) => {
    // Measured from the youngest touch, so that an old path does not vanish into zeros.
    for (let at = from; at < to; at++) {
      const age = ageDays ? ageDays[at]! - ageDays[to - 1]! : to - 1 - at
      shares[at - from] = 2 ** (-age / halfLife)
    }
  }

/** Conversions and revenue (still with fractions) per channel; what came without any touch stands apart. */
export function credit(paths: TouchPaths, rule: TouchRule) {
  const { channels, starts, touches } = paths
  const share = shareOf(rule)
  const conversions = new Float64Array(channels.length)
  const revenueFen = new Float64Array(channels.length)
  const untouched = { conversions: 0, revenueFen: 0 }
  let shares = new Float64Array(64)
  for (let path = 0; path + 1 < starts.length; path++) {
    const [from, to] = [starts[path]!, starts[path + 1]!]
    const [bought, paid] = [paths.conversions[path]!, paths.revenueFen[path]!]
    if (bought === 0 && paid === 0) continue
    if (from === to) {
      untouched.conversions += bought
      untouched.revenueFen += paid
      continue
    }
    if (to - from > shares.length) shares = new Float64Array(2 * (to - from))
    share(paths, from, to, shares)
    let sum = 0
    for (let at = 0; at < to - from; at++) sum += shares[at]!
    for (let at = from; at < to; at++) {
      const part = shares[at - from]! / sum
      if (part === 0) continue
      conversions[touches[at]!]! += bought * part
      revenueFen[touches[at]!]! += paid * part
    }
  }
  return { conversions, revenueFen, untouched }
}
