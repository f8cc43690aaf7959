import type { MatchPair } from '../../../../contract/match-review.ts'
import type { SideBySide } from './sides.ts'

/** What the judge of a merge had on screen, kept with it as evidence: who is asked again sees the same. */
export type MatchEvidence = {
  groupId: string
  modelNumber: number
  /** The strongest pair's. */
  weight: number
  pairs: Pick<MatchPair, 'a' | 'b' | 'weight' | 'chance' | 'steps'>[]
  shown: SideBySide
}

export const readShown = (evidence: unknown): SideBySide | null => {
  const { shown } = (evidence ?? {}) as Partial<MatchEvidence>
  return shown?.sides ? shown : null
}

/** As if the group had been these two alone. */
export function onlyOf(
  { sides, alike, survivorId, winners }: SideBySide,
  two: readonly string[],
): SideBySide {
  const survivor = two.includes(survivorId) ? survivorId : two[0]!
  const winner = (field: string, id: string) =>
    two.includes(id) ? id : (two.find((one) => alike[field]?.[one] !== undefined) ?? survivor)
  return {
    sides: sides.filter((side) => two.includes(side.customer.id)),
    alike: Object.fromEntries(
      Object.entries(alike).map(([field, of]) => [
        field,
        Object.fromEntries(Object.entries(of).filter(([id]) => two.includes(id))),
      ]),
    ),
    survivorId: survivor,
    winners: Object.fromEntries(Object.entries(winners).map(([field, id]) => [field, winner(field, id)])),
  }
}
