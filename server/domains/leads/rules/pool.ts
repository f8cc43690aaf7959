import type { Policy } from '../../../../contract/policy.ts'
import { day } from '../../../kernel/clock.ts'

/** When a dealer's neglected lead goes back to the pool: so many days after its next step was due, never while protected. */
export function recycleAt(nextStepAt: Date, protectedUntil: Date | null, pool: Policy['pool']): Date {
  const neglected = nextStepAt.getTime() + pool.recycleDays * day
  return new Date(Math.max(neglected, protectedUntil?.getTime() ?? 0))
}

export const protectUntil = (claimedAt: Date, pool: Policy['pool']): Date =>
  new Date(claimedAt.getTime() + pool.protectDays * day)

export const mayClaim = (claimedToday: number, pool: Policy['pool']): boolean =>
  claimedToday < pool.claimsPerDay
