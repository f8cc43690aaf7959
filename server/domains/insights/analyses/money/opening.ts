import type { ShiftRow } from '../../models/effects/shift.ts'
import type { ShiftFact } from '../../questions/channel-shift/question.ts'

/** Below this whole dealers drawn again (bootstrap) say nothing. */
export const fewestDealers = 5

/**
 * Where the channel opened in the period, against dealers without it. Dealers that had it before tell neither; only when
 * it opened nearly nowhere is it about the growth of the channel at those that have it.
 */
export function shiftRows(facts: readonly ShiftFact[]): {
  rows: ShiftRow[]
  opened: number
  without: number
  alreadyHad: number
  isNew: boolean
} {
  const dealers = (of: (fact: ShiftFact) => boolean) =>
    new Set(facts.filter(of).map(({ dealerId }) => dealerId))
  const fresh = dealers(({ has, hadBefore }) => has && !hadBefore)
  const had = dealers(({ hadBefore }) => hadBefore)
  const without = dealers(({ has }) => !has)
  const isNew = fresh.size >= fewestDealers
  const rows = facts
    .filter(({ dealerId }) => !isNew || !had.has(dealerId))
    .map((fact) => ({
      unit: fact.dealerId,
      opened: fact.has,
      customers: fact.customers,
      before: { channelFen: fact.channelBeforeFen, otherFen: fact.otherBeforeFen },
      after: { channelFen: fact.channelFen, otherFen: fact.otherFen },
    }))
  return {
    rows,
    opened: isNew ? fresh.size : fresh.size + had.size,
    without: without.size,
    alreadyHad: had.size,
    isNew,
  }
}
