import { day } from '../../../kernel/clock.ts'
import type { Change } from './change.ts'
import { backToPool } from './holding.ts'
import { enterStage } from './progress.ts'
import { breach, passMarks, reschedule, stopWatching } from './watch.ts'

export type Swept = {
  change: Change
  dealerId: string | null
  did: ('remind' | 'copy' | 'breach' | 'recycle' | 'win-back')[]
}

/** What the clock asks of one lead at `now`, however long nobody looked: passed marks are done, a run-out clock recalls. */
export function sweepOne(change: Change, now: Date, hasOtherOpen: boolean): Swept {
  const { lead } = change
  const dealerId = lead.dealerId
  if (lead.nextMark === 'win-back') return { change, dealerId: null, did: winBack(change, now, hasOtherOpen) }
  if (lead.nextMark === 'recycle') {
    change.marks.push({ kind: 'recycle', dueAt: lead.nextMarkAt!, doneAt: now })
    backToPool(change, now, {
      waiting: 'recycle',
      ending: 'recycle',
      reason: 'recycle',
      nextStepAt: new Date(now.getTime() + day),
    })
    return { change, dealerId, did: ['recycle'] }
  }
  passMarks(change, now)
  const did: Swept['did'] = [...new Set(change.marks.map((mark) => mark.kind))]
  if (breach(change, now) || (change.turn?.breachedAt && !change.turn.contactedAt)) {
    backToPool(change, now, {
      waiting: 'breach',
      ending: 'breach',
      reason: 'breach',
      nextStepAt: new Date(now.getTime() + day),
    })
    return { change, dealerId, did: [...did, 'breach'] }
  }
  reschedule(change)
  return { change, dealerId, did }
}

/** A lost lead comes back on its day, unless the person has asked again by themselves meanwhile. */
function winBack(change: Change, now: Date, hasOtherOpen: boolean): Swept['did'] {
  const { lead } = change
  change.marks.push({ kind: 'win-back', dueAt: lead.nextMarkAt!, doneAt: now })
  stopWatching(change)
  if (hasOtherOpen) return []
  Object.assign(lead, { closedAt: null, lostAt: null, lostReason: null, winBackOn: null, breachedAt: null })
  enterStage(change, 'new', now)
  backToPool(change, now, {
    waiting: 'win-back',
    ending: 'closed',
    reason: 'win-back',
    nextStep: 'call',
    nextStepAt: new Date(now.getTime() + day),
  })
  return ['win-back']
}
