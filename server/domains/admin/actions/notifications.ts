import { type Ctx, systemActor } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { newId } from '../../../kernel/ids.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'
import { mailNotices } from '../jobs.ts'
import * as queries from '../queries/notifications.ts'
import { readSettings } from './settings.ts'

export async function listNotifications(
  ctx: Ctx,
  query: { unread?: boolean; after?: string; limit: number },
) {
  const rows = await queries.notificationsOf(ctx, query)
  const page = pageOf(
    rows,
    query.limit,
    (row) => [row.at.toISOString(), row.id],
    (row) => ({
      ...row,
      data: row.data as Record<string, unknown>,
      at: row.at.toISOString(),
      readAt: row.readAt?.toISOString() ?? null,
    }),
  )
  return { ...page, unread: await queries.unreadOf(ctx) }
}

export async function readNotifications(ctx: Ctx, ids: string[] | undefined): Promise<{ unread: number }> {
  await queries.markRead(ctx, ids)
  return { unread: await queries.unreadOf(ctx) }
}

export type Notice = { userIds: string[]; kind: string; link?: string | null; data?: Record<string, unknown> }

/**
 * Tells users something: one row each, in the caller's transaction, and an e-mail for the kinds the settings name.
 * `data` is worded by the web under `kind`; it must hold no telephone number or other masked value.
 */
export async function notify(ctx: Ctx, notices: Notice[]): Promise<void> {
  const rows = notices.flatMap(({ userIds, kind, link = null, data = {} }) =>
    [...new Set(userIds)].map((userId) => ({ id: newId(ctx.now), userId, kind, link, data })),
  )
  if (rows.length === 0) return
  await queries.insertNotices(ctx, rows)
  if (!ctx.services.mail.ready) return
  const { values } = await readSettings(ctx)
  const ids = rows.filter((row) => values.mail.kinds.includes(row.kind)).map((row) => row.id)
  // As the system: readers are of other scopes, and the mail is no job of whoever caused it.
  await asSystem(ctx, async (wide) => {
    const system = { ...wide, actor: systemActor('notifications') }
    for (let from = 0; from < ids.length; from += mailsPerJob)
      await enqueue(system, mailNotices, { ids: ids.slice(from, from + mailsPerJob) })
  })
}
const mailsPerJob = 200
