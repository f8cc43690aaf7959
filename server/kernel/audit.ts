import type { Ctx } from './ctx.ts'

type Entry = {
  table: string
  rowId: string | null
  action: 'create' | 'update' | 'reveal' | 'export' | 'sign-in' | 'refused'
  reason?: string
  after?: Record<string, unknown>
  actor?: { id: string; name: string }
}

/** Writes are audited by triggers; this is for what no trigger may copy (reveals, exports, sign-ins, secrets). */
export async function recordAudit(ctx: Ctx, entry: Entry): Promise<void> {
  await ctx.db
    .insertInto('kernel.audit')
    .values({
      actorId: entry.actor?.id ?? ctx.actor.id,
      actorName: entry.actor?.name ?? ctx.actor.name,
      requestId: ctx.requestId,
      tableName: entry.table,
      rowId: entry.rowId,
      action: entry.action,
      after: entry.after ? JSON.stringify(entry.after) : null,
      reason: entry.reason ?? null,
    })
    .execute()
}
