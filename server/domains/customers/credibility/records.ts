import { once } from 'node:events'
import type { Transform } from 'node:stream'
import { sql } from 'kysely'
import {
  type exportQualityRecords,
  type Fault,
  faultWords,
  type JudgedField,
  type QualityRecord,
} from '../../../../contract/credibility.ts'
import type { Call, Words } from '../../../../contract/endpoint.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { cursorOf, pageOf, readCursor } from '../../../kernel/db/keyset.ts'
import type { TableColumn } from '../../../kernel/tables/index.ts'
import { type Network, networkSnapshot } from '../../dealers/index.ts'
import { type RecordChoice, recordsWhere } from './filters.ts'
import { fieldsIn } from './rules.ts'
import { fieldWords } from './words.ts'

type Row = {
  recordId: string
  customerId: string
  name: string
  source: string
  dealerId: string | null
  consultant: string | null
  month: string
  score: number
  asked: number
  filled: number
  contradicted: number
  verified: boolean
  bounced: boolean
  heard: boolean | null
  parts: { faults?: Partial<Record<JudgedField, Fault>> }
}

/** Score and record, the lowest first; the reader sees the record and its person, or the row is not there. */
async function rowsOf(
  ctx: Ctx,
  choice: RecordChoice,
  page: { after?: string | undefined; limit: number },
): Promise<Row[]> {
  const after = page.after ? readCursor(page.after, 2) : null
  const { rows } = await sql<Row>`
    select k.id as record_id, c.id as customer_id, c.name, k.source, k.dealer_id, k.consultant, to_char(k.month, 'YYYY-MM-DD') as month, k.score, k.asked, k.filled,
      k.contradicted, k.verified, k.bounced, k.heard, k.parts
    from customers.credibility k join customers.link l on l.record_id = k.id join customers.customer c on c.id = l.customer_id
    where ${recordsWhere(choice)} ${after ? sql`and (k.score, k.id) > (${after[0]}::real, ${after[1]}::uuid)` : sql``}
    order by k.score, k.id limit ${page.limit + 1}`.execute(ctx.db)
  return rows
}

const show = (network: Network, row: Row): QualityRecord => ({
  recordId: row.recordId,
  customerId: row.customerId,
  name: row.name,
  source: row.source,
  dealer: row.dealerId ? (network.byId.get(row.dealerId)?.name ?? null) : null,
  consultant: row.consultant,
  month: row.month,
  score: row.score,
  missing: fieldsIn(row.asked & ~row.filled),
  faults: Object.entries(row.parts.faults ?? {}).map(([field, fault]) => ({
    field: field as JudgedField,
    fault,
  })),
  contradicted: fieldsIn(row.contradicted),
  verified: row.verified,
  bounced: row.bounced,
  heard: row.heard,
})

const keysOf = (row: Row) => [row.score, row.recordId]

export async function recordsPage(
  ctx: Ctx,
  { after, limit, ...choice }: RecordChoice & { after?: string | undefined; limit: number },
) {
  const network = await networkSnapshot(ctx)
  return pageOf(await rowsOf(ctx, choice, { after, limit }), limit, keysOf, (row) => show(network, row))
}

const heads = {
  zh: [
    '客户编号',
    '姓名',
    '来源',
    '经销商',
    '顾问',
    '可信度',
    '缺少',
    '无效',
    '矛盾',
    '电话已核实',
    '空号错号',
    '有通话记录',
  ],
  en: [
    'Customer',
    'Name',
    'Source',
    'Dealer',
    'Consultant',
    'Credibility',
    'Missing',
    'Invalid',
    'Contradicted',
    'Verified by call',
    'Wrong number',
    'Call heard',
  ],
}

export function recordColumns(language: 'zh-CN' | 'en'): TableColumn<QualityRecord>[] {
  const say = (words: Words) => words[language === 'en' ? 'en' : 'zh']
  const names = (fields: readonly JudgedField[]) => fields.map((field) => say(fieldWords[field])).join(', ')
  const values: ((row: QualityRecord) => string | number | boolean | null)[] = [
    (row) => row.customerId,
    (row) => row.name,
    (row) => row.source,
    (row) => row.dealer,
    (row) => row.consultant,
    (row) => Math.round(row.score),
    (row) => names(row.missing),
    (row) =>
      row.faults
        .map(({ field, fault }) => `${say(fieldWords[field])}: ${say(faultWords[fault as Fault])}`)
        .join(', '),
    (row) => names(row.contradicted),
    (row) => row.verified,
    (row) => row.bounced,
    (row) => row.heard,
  ]
  return heads[language === 'en' ? 'en' : 'zh'].map((header, at) => ({ header, value: values[at]! }))
}

const mostRows = 50_000
const pageRows = 1_000

export async function exportRecordsInto(
  ctx: Ctx,
  { reason, filters }: Call<typeof exportQualityRecords>['body'],
  file: Transform,
): Promise<void> {
  const network = await networkSnapshot(ctx)
  let [written, after] = [0, undefined as string | undefined]
  while (written < mostRows) {
    const page = await rowsOf(ctx, filters, { after, limit: Math.min(pageRows, mostRows - written) })
    const rows = page.slice(0, pageRows)
    for (const row of rows) if (!file.write(show(network, row))) await once(file, 'drain')
    written += rows.length
    if (page.length <= pageRows) break
    after = cursorOf(keysOf(rows.at(-1)!))
  }
  await recordAudit(ctx, {
    table: 'customers.credibility',
    rowId: null,
    action: 'export',
    reason,
    after: { rows: written, filters },
  })
}
