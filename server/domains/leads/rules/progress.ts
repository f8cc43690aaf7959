import { type LostReason, mayMove, type Stage, stages } from '../../../../contract/lead-words.ts'
import { type Change, tell } from './change.ts'
import { reopenCustody, sealCustody } from './holding.ts'
import { reschedule, stopClock } from './watch.ts'

const instantOf = {
  visit: 'visitedAt',
  'test-drive': 'testDrivenAt',
  order: 'orderedAt',
  delivery: 'deliveredAt',
  lost: 'lostAt',
} as const

/** Moves the lead on. A step it has already passed only fills in its instant; the funnel counts first times. */
export function enterStage(change: Change, to: Stage, at: Date): boolean {
  const { lead } = change
  const instant = to in instantOf ? instantOf[to as keyof typeof instantOf] : null
  if (instant && lead[instant] === null) lead[instant] = at
  if (lead.stage === to || !mayMove(lead.stage, to)) return false
  const before = lead.stage
  lead.stage = to
  change.stages.push({ at, before, after: to })
  tell(change, 'leads.stage-changed', at, { before, after: to })
  return true
}

export const isFurther = (stage: Stage, than: Stage): boolean => stages.indexOf(stage) > stages.indexOf(than)

type Loss = { reason: LostReason | string; winBackOn: string | null }

export function closeLost(change: Change, at: Date, lost: Loss): void {
  stopClock(change, at)
  lose(change, at, lost)
}

function lose(change: Change, at: Date, lost: Loss): void {
  change.lead.lostReason = lost.reason
  change.lead.winBackOn = lost.winBackOn
  enterStage(change, 'lost', at)
  close(change, at, 'lost')
  tell(change, 'leads.lost', at, { reason: lost.reason })
}

export function closeWon(
  change: Change,
  at: Date,
  won: { revenueFen: number | null; vehicleId: string | null },
): void {
  stopClock(change, at)
  change.lead.revenueFen = won.revenueFen
  change.lead.vehicleId = won.vehicleId
  enterStage(change, 'delivery', at)
  close(change, at, 'delivered')
  tell(change, 'leads.won', at, { revenueFen: won.revenueFen })
}

/** Not a lead at all. Whoever has been to the showroom was one: then it is lost, for that reason. */
export function closeInvalid(change: Change, at: Date, why: string): void {
  if (mayMove(change.lead.stage, 'invalid')) {
    enterStage(change, 'invalid', at)
    change.lead.lostReason = why
    close(change, at, 'invalid')
  } else lose(change, at, { reason: why, winBackOn: null })
  tell(change, 'leads.invalid', at, { reason: why })
}

function close(change: Change, at: Date, reason: 'lost' | 'delivered' | 'invalid'): void {
  const { lead } = change
  // Before the pause is over: a clock that stood still has not run out.
  sealCustody(change, at, reason)
  lead.closedAt = at
  lead.pausedAt = null
  lead.waiting = null
  reschedule(change)
}

/** Takes a closing back within the undo window: the same hands hold it again. */
export function reopen(change: Change, at: Date): void {
  reopenCustody(change, at)
  tell(change, 'leads.reopened', at)
}
