import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { column } from '../../../kernel/db/columns.ts'

export type StandingTie = {
  id: string
  kind: string | null
  fromId: string
  toId: string
  fromOn: string | null
  untilOn: string | null
  note: string | null
  dismissed: boolean
}
/** Everything ever said of these pairs, whichever way round. */
export async function allTiesAmong(
  ctx: Ctx,
  pairs: readonly (readonly [string, string])[],
): Promise<StandingTie[]> {
  if (pairs.length === 0) return []
  const { rows } = await sql<StandingTie>`
    with p as (select distinct least(a, b) as a, greatest(a, b) as b
      from unnest(${column(pairs.map(([a]) => a))}::uuid[], ${column(pairs.map(([, b]) => b))}::uuid[]) as u(a, b))
    select t.id, t.kind, t.from_id, t.to_id, t.from_on::text, t.until_on::text, t.note, t.dismissed, t.created_at from p
    join customers.tie t on t.from_id = p.a and t.to_id = p.b
    union
    select t.id, t.kind, t.from_id, t.to_id, t.from_on::text, t.until_on::text, t.note, t.dismissed, t.created_at from p
    join customers.tie t on t.from_id = p.b and t.to_id = p.a
    order by created_at, id`.execute(ctx.db)
  return rows
}

export async function insertTies(ctx: Ctx, ties: readonly StandingTie[]): Promise<void> {
  if (ties.length === 0) return
  await ctx.db
    .insertInto('customers.tie')
    .values(
      ties.map(({ id, kind, fromId, toId, fromOn, untilOn, note }) => ({
        id,
        kind,
        fromId,
        toId,
        fromOn,
        untilOn,
        note,
        source: 'file',
        createdAt: ctx.now,
        byName: ctx.actor.name,
      })),
    )
    .execute()
}
