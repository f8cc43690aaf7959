import { z } from 'zod'
import { endpoint, id, instant, page, pageQuery, several, text } from './endpoint.ts'

export const auditActions = ['create', 'update', 'delete', 'reveal', 'export', 'sign-in', 'refused'] as const

const values = z.record(z.string(), z.unknown()).nullable()
export const auditEntry = z.object({
  id,
  at: instant,
  actor: z.object({ id: id.nullable(), name: z.string().nullable() }),
  action: z.enum(auditActions),
  table: z.string(),
  rowId: id.nullable(),
  /** Changed fields only; personal values are masked without `customers.reveal`. */
  before: values,
  after: values,
  reason: z.string().nullable(),
  requestId: z.string().nullable(),
  address: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof auditEntry>

const filters = {
  actorId: id.optional(),
  table: z
    .string()
    .regex(/^[a-z_]{1,40}\.[a-z_]{1,40}$/)
    .optional(),
  rowId: id.optional(),
  action: several(z.enum(auditActions), auditActions.length),
  from: instant.optional(),
  to: instant.optional(),
  /** A person’s name or log-in, or the number of a row or a request. */
  q: z.string().trim().max(60).optional(),
}

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  summary: { zh: '审计日志', en: 'The audit log' },
  query: z.strictObject({ ...filters, ...pageQuery }),
  reply: page(auditEntry),
})
export const auditRows = 20_000
export const exportAudit = endpoint({
  method: 'GET',
  path: '/api/audit/export',
  summary: { zh: '导出审计日志（CSV，最多 2 万行）', en: 'Export the audit log (CSV, at most 20,000 rows)' },
  query: z.strictObject({ ...filters, reason: text(200) }),
  produces: 'text/csv',
})
