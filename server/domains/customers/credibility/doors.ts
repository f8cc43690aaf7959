import type { Ctx } from '../../../kernel/ctx.ts'

/** What came of a source record, as far as the domains above know; handed in by `app.ts`, because they stand above us. */
export type Trail = {
  recordId: string
  leadId: string
  customerId: string
  dealerId: string | null
  consultantId: string | null
  consultant: string | null
  /** When the dealer says it reached the person by itself; null when it says nothing, or the person came in. */
  claimedAt: Date | null
  wrongNumber: boolean
}
export type Claim = { leadId: string; customerId: string; dealerId: string; at: Date }
export type Doors = {
  trails: (ctx: Ctx, recordIds: readonly string[]) => Promise<Trail[]>
  /** Per claim: whether a call was heard; null where that dealer's telephone was not logged at the time. */
  heard: (ctx: Ctx, claims: readonly Claim[]) => Promise<(boolean | null)[]>
}
