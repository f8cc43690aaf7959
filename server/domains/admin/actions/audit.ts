import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type AuditEntry, auditRows } from '../../../../contract/audit.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { cursorOf, pageOf } from '../../../kernel/db/keyset.ts'
import { csvStream, type TableColumn } from '../../../kernel/tables/index.ts'
import { maskValues } from '../masking.ts'
import { type AuditFilter, auditPage } from '../queries/audit.ts'

type Row = Awaited<ReturnType<typeof auditPage>>[number]
type Values = Record<string, unknown> | null

const shown = (ctx: Ctx) => {
  const plain = ctx.actor.permissions.has('customers.reveal')
  const values = (given: unknown) => (plain ? (given as Values) : maskValues(given as Values))
  return (row: Row): AuditEntry => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: { id: row.actorId, name: row.actorName },
    action: row.action as AuditEntry['action'],
    table: row.tableName,
    rowId: row.rowId,
    before: values(row.before),
    after: values(row.after),
    reason: row.reason,
    requestId: row.requestId,
    address: row.address,
  })
}

export async function listAudit(ctx: Ctx, filter: AuditFilter) {
  return pageOf(await auditPage(ctx, filter), filter.limit, (row) => [row.exactAt, row.id], shown(ctx))
}

const json = (values: Values) => (values ? JSON.stringify(values) : '')
const columns: TableColumn<AuditEntry>[] = [
  { header: 'at', value: (row) => row.at },
  { header: 'actor', value: (row) => row.actor.name },
  { header: 'action', value: (row) => row.action },
  { header: 'table', value: (row) => row.table },
  { header: 'row', value: (row) => row.rowId },
  { header: 'before', value: (row) => json(row.before) },
  { header: 'after', value: (row) => json(row.after) },
  { header: 'reason', value: (row) => row.reason },
  { header: 'request', value: (row) => row.requestId },
  { header: 'address', value: (row) => row.address },
]
const atOnce = 2_000

/** Who takes the log away leaves a line in it. Text a spreadsheet would run is guarded. */
export async function exportAudit(
  ctx: Ctx,
  { reason, ...filter }: Omit<AuditFilter, 'after' | 'limit'> & { reason: string },
): Promise<string> {
  const rows: AuditEntry[] = []
  let after: string | undefined
  do {
    const page = await auditPage(ctx, { ...filter, limit: atOnce, ...(after && { after }) })
    const taken = page.slice(0, Math.min(atOnce, auditRows - rows.length))
    rows.push(...taken.map(shown(ctx)))
    const last = page.length > atOnce ? taken.at(-1) : undefined
    after = last && cursorOf([last.exactAt, last.id])
  } while (after && rows.length < auditRows)
  await recordAudit(ctx, {
    table: 'kernel.audit',
    rowId: null,
    action: 'export',
    reason,
    after: { rows: rows.length },
  })
  return text(Readable.from(rows).pipe(csvStream(columns)))
}
