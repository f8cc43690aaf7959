import type { consentProblems } from '../../../contract/consent.ts'

const minute = 60_000
type Fault = { field: string; problem: keyof typeof consentProblems }

/** A ledger line that cannot be: from the future (a minute of clock drift is allowed), or one dealer of all insurers. */
export function entryFault(
  entry: { recipient: string; recipientId: string | null; happenedAt: Date },
  now: Date,
): Fault | null {
  if (entry.happenedAt.getTime() > now.getTime() + minute) return { field: 'happenedAt', problem: 'future' }
  if (entry.recipientId && entry.recipient !== 'dealer')
    return { field: 'recipientId', problem: 'recipientNeedsDealer' }
  return null
}
