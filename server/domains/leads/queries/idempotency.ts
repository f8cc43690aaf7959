import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { LeadCaptured } from '../intake/arrival.ts'

export type EarlierReply = { hash: string; reply: LeadCaptured }

/** Takes the keys for this transaction, all at once; answers with the ones that were used before and what they got. */
export async function takeKeys(
  ctx: Ctx,
  keyed: { key: string; hash: string }[],
): Promise<Map<string, EarlierReply>> {
  if (keyed.length === 0) return new Map()
  const { rows: taken } = await sql<{ key: string }>`
    insert into kernel.idempotency (actor_id, key, request, at)
    select ${ctx.actor.id}, r.key, r.hash, ${ctx.now} from jsonb_to_recordset(${JSON.stringify(keyed)}::jsonb) r(key text, hash text) order by r.key
    on conflict (actor_id, key) do nothing returning key`.execute(ctx.db)
  if (taken.length === keyed.length) return new Map()
  const { rows } = await sql<{ key: string; request: string; reply: LeadCaptured | null }>`
    select key, request, reply from kernel.idempotency where actor_id = ${ctx.actor.id} and key = any(${keyed.map((one) => one.key)}::text[])`.execute(
    ctx.db,
  )
  const mine = new Set(taken.map((row) => row.key))
  return new Map(
    rows
      .filter((row) => !mine.has(row.key))
      .map((row) => [row.key, { hash: row.request, reply: row.reply! }]),
  )
}

export async function rememberReplies(
  ctx: Ctx,
  replies: { key: string; reply: LeadCaptured }[],
): Promise<void> {
  if (replies.length === 0) return
  await sql`
    update kernel.idempotency i set status = 201, reply = r.reply
    from jsonb_to_recordset(${JSON.stringify(replies)}::jsonb) r(key text, reply jsonb) where i.actor_id = ${ctx.actor.id} and i.key = r.key`.execute(
    ctx.db,
  )
}

export async function forgetKeys(ctx: Ctx, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  await sql`delete from kernel.idempotency where actor_id = ${ctx.actor.id} and key = any(${keys}::text[])`.execute(
    ctx.db,
  )
}
