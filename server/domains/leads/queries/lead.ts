import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { Lead, Turn } from '../lead.ts'
import { type Change, changeOf, type Tail } from '../rules/change.ts'

type Row = Lead & { attentionAt: Date | null; number: string }

/** The leads, locked until the transaction ends, each with its running turn and the end of its custody log. */
export async function lockLeads(ctx: Ctx, ids: string[]): Promise<Change[]> {
  if (ids.length === 0) return []
  const rows = (await ctx.db
    .selectFrom('leads.lead')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()) as Row[]
  return withTurns(ctx, rows)
}

export async function withTurns(ctx: Ctx, rows: Row[]): Promise<Change[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const turns = (await ctx.db
    .selectFrom('leads.turn')
    .selectAll()
    .where('leadId', '=', sql<string>`any(${ids}::uuid[])`)
    .where('endedAt', 'is', null)
    .execute()) as Turn[]
  const { rows: tails } = await sql<Tail & { leadId: string }>`
    select distinct on (lead_id) lead_id, seq, hash, at from leads.custody where lead_id = any(${ids}::uuid[])
    order by lead_id, seq desc`.execute(ctx.db)
  const turnOf = new Map(turns.map((turn) => [turn.leadId, turn]))
  const tailOf = new Map(tails.map(({ leadId, ...tail }) => [leadId, tail]))
  return rows.map(({ attentionAt: _, number: _number, ...lead }) =>
    changeOf(lead, turnOf.get(lead.id) ?? null, tailOf.get(lead.id) ?? null),
  )
}

export async function lockLead(ctx: Ctx, id: string): Promise<Change | undefined> {
  return (await lockLeads(ctx, [id]))[0]
}

/** Whether the caller sees this lead at all. */
export async function seesLead(ctx: Ctx, id: string): Promise<boolean> {
  const row = await ctx.db.selectFrom('leads.lead').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}

/** Dealers whose turn with this lead ended in a breach: they do not get it again. */
export async function breachedDealers(ctx: Ctx, leadIds: string[]): Promise<Map<string, string[]>> {
  const rows = await ctx.db
    .selectFrom('leads.turn')
    .select(['leadId', 'dealerId'])
    .where('leadId', '=', sql<string>`any(${leadIds}::uuid[])`)
    .where('breachedAt', 'is not', null)
    .execute()
  const found = new Map<string, string[]>()
  for (const row of rows) found.set(row.leadId, [...(found.get(row.leadId) ?? []), row.dealerId])
  return found
}

/** Dealers that sold the person a car of the brand before. */
export async function sellersTo(ctx: Ctx, customerIds: string[]): Promise<Map<string, Set<string>>> {
  const rows = await ctx.db
    .selectFrom('leads.lead')
    .select(['customerId', 'dealerId'])
    .distinct()
    .where('customerId', '=', sql<string>`any(${customerIds}::uuid[])`)
    .where('stage', '=', 'delivery')
    .where('dealerId', 'is not', null)
    .execute()
  const found = new Map<string, Set<string>>()
  for (const row of rows)
    found.set(row.customerId, (found.get(row.customerId) ?? new Set()).add(row.dealerId!))
  return found
}
