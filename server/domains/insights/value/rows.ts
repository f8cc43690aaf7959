import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import type {
  exportValueRows as askExport,
  readValueRows as askRows,
  ValueRow,
} from '../../../../contract/value.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import { type Ctx, seesMoney } from '../../../kernel/ctx.ts'
import { cursorOf, readCursor } from '../../../kernel/db/keyset.ts'
import { csvStream, type TableColumn } from '../../../kernel/tables/index.ts'
import { askQuestion } from '../door.ts'
import { everyRow, valueRows } from '../questions/value-rows/question.ts'
import { windowNow } from './board.ts'
import { hidden } from './verdicts.ts'

type Choice = Omit<Call<typeof askRows>['query'], 'limit'> & { limit: number }

/** What only analyses choose by, beside what the board's address says. */
export type MoreChoice = Partial<
  Pick<z.input<typeof valueRows.params>, 'classes' | 'causes' | 'silent' | 'rank'>
>

/** The customers a number of the board counted, with the names the asker may read. */
export async function readValueRows(
  ctx: Ctx,
  query: Choice,
  more: MoreChoice = {},
): Promise<Reply<typeof askRows>> {
  // The cursor names the last customer only: what they bring is not everybody's to read.
  const [id] = query.after ? readCursor(query.after, 1) : ['']
  const rows = await askQuestion(ctx, valueRows, windowNow(ctx, query), {
    ...everyRow,
    classes: query.valueClass ?? [],
    abcs: query.abc ?? [],
    stages: query.stage ?? [],
    recency: query.recency ?? 0,
    frequency: query.frequency ?? 0,
    at_loss: query.atLoss === 'true',
    after_id: String(id),
    limit: query.limit + 1,
    ...more,
  })
  const shown = rows.slice(0, query.limit)
  const names = await namesOf(
    ctx,
    shown.map((row) => row.id),
  )
  const money = seesMoney(ctx.scope)
  const items = shown.map(
    (row) =>
      ({
        ...row,
        valueClass: row.valueClass || null,
        lossCause: row.lossCause || null,
        ...(money ? {} : hidden),
        name: names.get(row.id) ?? null,
      }) as ValueRow,
  )
  const last = shown.at(-1)
  return { items, next: rows.length > query.limit && last ? cursorOf([last.id]) : null }
}

/** Of those the asker may see. */
export async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from customers.customer where id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const mostRows = 100_000

/** A CSV of the same rows. Who took it, how many rows and why stand in the audit. */
export async function exportValueRows(
  ctx: Ctx,
  { reason_for_export, ...query }: Call<typeof askExport>['query'],
): Promise<Readable> {
  const { items } = await readValueRows(ctx, { ...query, limit: mostRows })
  await recordAudit(ctx, {
    table: 'insights.verdict',
    rowId: null,
    action: 'export',
    reason: reason_for_export,
    after: { rows: items.length, ...query },
  })
  return Readable.from(items).pipe(csvStream(columns))
}

const yuan = (fen: number | null) => (fen === null ? null : fen / 100)
const columns: TableColumn<ValueRow>[] = [
  { header: 'customer_id', value: (row) => row.id },
  { header: 'name', value: (row) => row.name },
  { header: 'value_class', value: (row) => row.valueClass },
  { header: 'abc', value: (row) => row.abc },
  { header: 'stage', value: (row) => row.stage },
  { header: 'r', value: (row) => row.recency },
  { header: 'f', value: (row) => row.frequency },
  { header: 'm', value: (row) => row.monetary },
  { header: 'days_since', value: (row) => row.daysSince },
  { header: 'purchases', value: (row) => row.purchases },
  { header: 'amount_yuan', value: (row) => yuan(row.amountFen) },
  { header: 'profit_yuan', value: (row) => yuan(row.profitFen) },
  { header: 'alive', value: (row) => row.alive },
  { header: 'expected_visits', value: (row) => row.expectedVisits },
  { header: 'expected_yuan', value: (row) => yuan(row.expectedFen) },
  { header: 'loss_yuan', value: (row) => yuan(row.lossFen) },
  { header: 'lapse_risk', value: (row) => row.lapseRisk },
  { header: 'lapses_on', value: (row) => row.lapsesOn },
]
