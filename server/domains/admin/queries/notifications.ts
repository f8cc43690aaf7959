import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { keyset } from '../../../kernel/db/keyset.ts'

export const notificationsOf = (
  ctx: Ctx,
  { unread, ...page }: { unread?: boolean; after?: string; limit: number },
) =>
  keyset(
    ctx.db
      .selectFrom('kernel.notification as n')
      .select(['n.id', 'n.at', 'n.kind', 'n.link', 'n.data', 'n.readAt'])
      .where('n.userId', '=', ctx.actor.id)
      .$if(unread === true, (query) => query.where('n.readAt', 'is', null)),
    ['n.at', 'n.id'],
    'desc',
    page,
  ).execute()

/** Stops at 100: the bell says 99+. */
export async function unreadOf(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (
    select from kernel.notification where user_id = ${ctx.actor.id} and read_at is null limit 100) few`.execute(
    ctx.db,
  )
  return rows[0]!.n
}

export const markRead = (ctx: Ctx, ids: string[] | undefined) =>
  ctx.db
    .updateTable('kernel.notification')
    .set({ readAt: ctx.now })
    .where('userId', '=', ctx.actor.id)
    .where('readAt', 'is', null)
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids!))
    .execute()

export type NewNotice = {
  id: string
  userId: string
  kind: string
  link: string | null
  data: Record<string, unknown>
}
export const insertNotices = (ctx: Ctx, notices: NewNotice[]) =>
  sql`insert into kernel.notification (id, user_id, at, kind, link, data)
    select r.id, r."userId", ${ctx.now}, r.kind, r.link, coalesce(r.data, '{}')
    from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) as r(id uuid, "userId" uuid, kind text, link text, data jsonb)`.execute(
    ctx.db,
  )

/** Those not yet mailed whose reader is active and has an address. */
export const unmailed = (ctx: Ctx, ids: string[]) =>
  ctx.db
    .selectFrom('kernel.notification as n')
    .innerJoin('admin.account as a', 'a.id', 'n.userId')
    .select(['n.id', 'n.kind', 'n.link', 'n.data', 'a.email', 'a.name', 'a.language'])
    .where('n.id', 'in', ids)
    .where('n.mailedAt', 'is', null)
    .where('a.active', '=', true)
    .where('a.demo', '=', false)
    .where('a.email', 'is not', null)
    .execute()

export const markMailed = (ctx: Ctx, id: string) =>
  ctx.db.updateTable('kernel.notification').set({ mailedAt: ctx.now }).where('id', '=', id).execute()
