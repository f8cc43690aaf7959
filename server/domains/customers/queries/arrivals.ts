import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { Evidence } from '../matching/exact.ts'
import type { Fit } from '../matching/names.ts'

type Met = {
  n: number
  kind: Evidence['kind']
  customerId: string
  fit: Fit
  clash: boolean
  recordId: string | null
}

/** Locks the identifiers (all of them together when `locks` is null) and says who is known by them. */
export async function meet(
  ctx: Ctx,
  locks: string[] | null,
  people: object[],
): Promise<Map<number, Evidence[]>> {
  const { rows } = await sql<Met>`
    select * from customers.meet(${locks}::bigint[], ${JSON.stringify(people)}::jsonb)
  `.execute(ctx.db)
  return Map.groupBy(rows, (row) => row.n)
}

/** The same answer without a lock: for looking, not for writing. */
export async function whoIsKnown(ctx: Ctx, people: object[]): Promise<Evidence[]> {
  const { rows } = await sql<Met>`select * from customers.known(${JSON.stringify(people)}::jsonb)`.execute(
    ctx.db,
  )
  return rows
}

/** The golden records these people have now, kept from changing until the transaction ends. */
export const currentPeople = (ctx: Ctx, ids: string[]) =>
  ctx.db
    .selectFrom('customers.customer')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()

export type Reached = { nodeId: string; customerId: string; seenAt: Date }
export type IdentifierSeen = { kind: string; value: string; customerId: string; at: Date; source: string }
export type Kept = {
  created: { row: object; keys: string[] }[]
  changed: object[]
  records: object[]
  identifiers: IdentifierSeen[]
  reached: Reached[]
}

/** Lines of a batch for customers.keep: short values joined by tabs, which no value may hold. */
const line = (...values: string[]) =>
  values.map((value) => (value.includes('\t') ? value.replaceAll('\t', ' ') : value)).join('\t')
const reachLines = (reached: Reached[]) =>
  reached.map((one) => line(one.nodeId, one.customerId, one.seenAt.toISOString()))

export async function keep(ctx: Ctx, kept: Kept): Promise<void> {
  const json = (rows: object[]) => sql`${JSON.stringify(rows)}::jsonb`
  const identifiers = kept.identifiers.map((one) =>
    line(one.kind, one.value, one.customerId, one.at.toISOString(), one.source),
  )
  await sql`
    select customers.keep(${ctx.now}, ${json(kept.created.map((one) => one.row))}, ${kept.created.map((one) => line(...one.keys))}::text[],
      ${json(kept.changed)}, ${json(kept.records)}, ${identifiers}::text[], ${reachLines(kept.reached)}::text[])
  `.execute(ctx.db)
}

export async function reachTo(ctx: Ctx, reached: Reached[]): Promise<void> {
  await sql`select customers.reach_to(${reachLines(reached)}::text[])`.execute(ctx.db)
}

export async function learn(
  ctx: Ctx,
  identifiers: object[],
  finders: { id: string; keys: string[] }[],
): Promise<void> {
  await sql`select customers.learn(${JSON.stringify(identifiers)}::jsonb, ${JSON.stringify(finders)}::jsonb)`.execute(
    ctx.db,
  )
}
