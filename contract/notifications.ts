import { z } from 'zod'
import { endpoint, id, instant, pageQuery } from './endpoint.ts'

export const notification = z.object({
  id,
  at: instant,
  /** `<domain>.<what happened>`; the web words it from its locale. */
  kind: z.string(),
  /** A path of the web application. */
  link: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  readAt: instant.nullable(),
})
export type Notification = z.infer<typeof notification>

export const listNotifications = endpoint({
  method: 'GET',
  path: '/api/notifications',
  summary: { zh: '我的通知', en: 'One’s own notifications' },
  query: z.strictObject({ unread: z.stringbool().optional(), ...pageQuery }),
  /** `unread` stops counting at 100. */
  reply: z.object({ items: z.array(notification), next: z.string().nullable(), unread: z.int() }),
})
export const readNotifications = endpoint({
  method: 'PUT',
  path: '/api/notifications/read',
  summary: { zh: '标记已读；不给 ids 表示全部', en: 'Mark as read; without ids all of them' },
  body: z.strictObject({ ids: z.array(id).min(1).max(200).optional() }),
  reply: z.object({ unread: z.int() }),
})
