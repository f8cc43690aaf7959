import { differenceOfMeans, type Interval } from '../../models/effects/difference.ts'
import { incrementality } from '../../models/effects/incrementality.ts'
import type { Arms } from '../../questions/experiment-arms/question.ts'
import { ratio } from '../../rules.ts'

/** In each arm: below it an interval is a guess with decimals. */
export const fewestMembers = { customers: 30, dealers: 5 } as const

export type Effect = {
  treated: number
  heldOut: number
  /** Shares who bought; of customers only: every dealer sells. */
  rates: { treated: number; heldOut: number } | null
  lift: Interval | null
  extraOrders: Interval | null
  extraFen: Interval | null
  verdict: 'gained' | 'lost' | 'not shown' | 'few'
}

export function effectOf(ofDealers: boolean, arms: readonly Arms[]): Effect {
  const [one, other] = [arms.find((arm) => !arm.heldOut), arms.find((arm) => arm.heldOut)]
  const [treated, heldOut] = [one?.members ?? 0, other?.members ?? 0]
  const none = { treated, heldOut, rates: null, lift: null, extraOrders: null, extraFen: null }
  const needed = ofDealers ? fewestMembers.dealers : fewestMembers.customers
  if (!one || !other || Math.min(treated, heldOut) < needed) return { ...none, verdict: 'few' }
  if (ofDealers) return { ...none, ...changes(one, other) }
  const found = incrementality(armOf(one), armOf(other))
  return {
    ...none,
    rates: { treated: ratio(one.buyers, treated)!, heldOut: ratio(other.buyers, heldOut)! },
    lift: found.conversion,
    extraOrders: rounded(found.extraBuyers, 10),
    extraFen: found.extraRevenueFen,
    verdict: found.verdict,
  }
}

const armOf = ({ members, buyers, fen, fenSquares }: Arms) => ({
  buyers: { of: members, did: buyers },
  revenueFen: { of: members, sum: fen, sumOfSquares: fenSquares },
})

/** Dealers differ by far more than a campaign does: their change against as long a time before is compared. */
function changes(one: Arms, other: Arms): Pick<Effect, 'extraOrders' | 'extraFen' | 'verdict'> {
  const fen = (arm: Arms) => ({
    of: arm.members,
    sum: arm.fen - arm.fenBefore,
    sumOfSquares: arm.changeSquares,
  })
  const purchases = (arm: Arms) => ({
    of: arm.members,
    sum: arm.purchases - arm.purchasesBefore,
    sumOfSquares: arm.purchaseChangeSquares,
  })
  const each = differenceOfMeans(fen(one), fen(other))
  return {
    extraOrders: rounded(times(differenceOfMeans(purchases(one), purchases(other)), one.members), 10),
    extraFen: rounded(times(each, one.members), 1),
    verdict: each.low > 0 ? 'gained' : each.high < 0 ? 'lost' : 'not shown',
  }
}

const mapped = ({ estimate, low, high }: Interval, of: (value: number) => number): Interval => ({
  estimate: of(estimate),
  low: of(low),
  high: of(high),
})
const times = (interval: Interval, members: number) => mapped(interval, (value) => value * members)
const rounded = (interval: Interval, parts: number) =>
  mapped(interval, (value) => Math.round(value * parts) / parts)
