import { credit, type TouchRule } from './credits.ts'
import { wholeFen } from './fen.ts'
import { chainOf, removalEffects } from './markov.ts'
import type { TouchPaths } from './paths.ts'

export type AttributionMethod = TouchRule | { method: 'markov'; order: number }

export type Credit = { channel: string; conversions: number; revenueFen: number; removalEffect?: number }
export type Attributed = {
  credits: Credit[]
  /** Bought without a touch we know of: shown, never spread over channels that did nothing. */
  untouched: { conversions: number; revenueFen: number }
  bookedFen: number
}

/** The defaults the boards offer. Position is 40/20/40; decay halves every week. */
export const attributionMethods = {
  first: { method: 'first' },
  last: { method: 'last' },
  linear: { method: 'linear' },
  position: { method: 'position', ends: 0.4 },
  decay: { method: 'decay', halfLife: 7 },
  markov: { method: 'markov', order: 1 },
  shapley: { method: 'shapley' },
} as const satisfies Record<string, AttributionMethod>

type Credited = ReturnType<typeof credit> & { effects?: number[] }

/** Credits and what came untouched add up to the booked revenue, to the fen, by every method. */
export function attribute(paths: TouchPaths, method: AttributionMethod): Attributed {
  const bookedFen = paths.revenueFen.reduce((sum, fen) => sum + fen, 0)
  const { conversions, revenueFen, untouched, effects }: Credited =
    method.method === 'markov' ? byRemoval(paths, method.order) : credit(paths, method)
  const fens = wholeFen(revenueFen, bookedFen - untouched.revenueFen)
  return {
    credits: paths.channels.map((channel, place) => ({
      channel,
      conversions: conversions[place]!,
      revenueFen: fens[place]!,
      ...(effects && { removalEffect: effects[place]! }),
    })),
    untouched,
    bookedFen,
  }
}

/** All that was touched, in proportion to what would be lost without each channel. */
function byRemoval(paths: TouchPaths, order: number): Credited {
  const { effects } = removalEffects(chainOf(paths, order))
  const sum = effects.reduce((total, effect) => total + effect, 0)
  // Nobody bought: whatever revenue there is anyway goes as linear has it.
  if (sum === 0) return { ...credit(paths, { method: 'linear' }), effects }
  const { touched, untouched } = totals(paths)
  const spread = (amount: number) => Float64Array.from(effects, (effect) => (amount * effect) / sum)
  return {
    conversions: spread(touched.conversions),
    revenueFen: spread(touched.revenueFen),
    untouched,
    effects,
  }
}

function totals({ starts, conversions, revenueFen }: TouchPaths) {
  const touched = { conversions: 0, revenueFen: 0 }
  const untouched = { conversions: 0, revenueFen: 0 }
  for (let path = 0; path + 1 < starts.length; path++) {
    const sums = starts[path] === starts[path + 1] ? untouched : touched
    sums.conversions += conversions[path]!
    sums.revenueFen += revenueFen[path]!
  }
  return { touched, untouched }
}
