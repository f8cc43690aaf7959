import type { Holder, Stage } from '../../../../contract/lead-words.ts'
import type { Lead, Turn } from '../lead.ts'
import type { Ranked } from './routing.ts'

export type CustodyStep = {
  at: Date
  holder: Holder | 'closed'
  dealerId: string | null
  consultantId: string | null
  reason: CustodyReason
}
export type CustodyReason =
  | 'captured'
  | 'qualified'
  | 'nurture'
  | 'dispatched'
  | 'manual'
  | 'claimed'
  | 'own'
  | 'imported'
  | 'assigned'
  | 'breach'
  | 'recall'
  | 'dispute'
  | 'recycle'
  | 'win-back'
  | 'delivered'
  | 'lost'
  | 'invalid'
  | 'undo'

export type DispatchLine = {
  at: Date
  dealerId: string | null
  outcome: 'sent' | 'no-consent' | 'no-dealer' | 'tie' | 'manual' | 'claimed'
  policyNumber: number
  candidates: Ranked[]
  bulkId?: string
}
export type TouchLine = {
  id: string
  recordId: string
  at: Date
  source: string
  medium: string | null
  campaignId: string | null
  landingPage: string | null
  message: string | null
  externalId: string | null
  joined: boolean
}
export type MarkDone = {
  kind: 'remind' | 'copy' | 'breach' | 'win-back' | 'recycle'
  dueAt: Date
  doneAt: Date
}
export type Told = {
  type: `leads.${string}`
  at: Date
  dealerId: string | null
  data?: Record<string, unknown>
}

/** Where the custody log of a lead ends. */
export type Tail = { seq: number; hash: Buffer; at: Date }

/**
 * What happens to one lead in one transaction, gathered by the rules and written at once by `saveChanges`: intake
 * of thousands and a single click take the same road.
 */
export type Change = {
  lead: Lead
  isNew: boolean
  /** The turn that runs now; null while no dealer holds the lead. */
  turn: Turn | null
  tail: Tail | null
  turns: Set<Turn>
  custody: CustodyStep[]
  stages: { at: Date; before: Stage | null; after: Stage }[]
  marks: MarkDone[]
  dispatches: DispatchLine[]
  touches: TouchLine[]
  told: Told[]
}

export const changeOf = (
  lead: Lead,
  turn: Turn | null = null,
  tail: Tail | null = null,
  isNew = false,
): Change => ({
  lead,
  isNew,
  turn,
  tail,
  turns: new Set(),
  custody: [],
  stages: [],
  marks: [],
  dispatches: [],
  touches: [],
  told: [],
})

export const tell = (
  change: Change,
  type: Told['type'],
  at: Date,
  data: Record<string, unknown> = {},
  dealerId = change.lead.dealerId,
): void => void change.told.push({ type, at, dealerId, data })
