import { Readable } from 'node:stream'
import type { Call, Reply } from '../../../contract/endpoint.ts'
import {
  type exportRows as askExport,
  type readRows as askRows,
  insightProblems,
  type LoopQuery,
  type LoopRow,
  type MetricKey,
} from '../../../contract/insights.ts'
import { commonProblems } from '../../../contract/problem.ts'
import { recordAudit } from '../../kernel/audit.ts'
import { type Ctx, seesMoney } from '../../kernel/ctx.ts'
import { cursorOf, readCursor } from '../../kernel/db/keyset.ts'
import { Refused } from '../../kernel/errors.ts'
import { csvStream, type TableColumn } from '../../kernel/tables/index.ts'
import { windowOf } from './actions.ts'
import { askQuestion, type Window } from './door.ts'
import { readFreshness } from './facts/refresh.ts'
import { isMetric } from './metrics.ts'
import { leadRows } from './questions/lead-rows/question.ts'
import { spendRows } from './questions/spend-rows/question.ts'

type Choice = { bucket?: string; reason?: string; after?: string; limit: number }
type Page = { items: LoopRow[]; next: string | null }

function chosen<Q extends LoopQuery & Omit<Choice, 'limit'>>(
  ctx: Ctx,
  metric: string,
  { bucket: _b, reason: _r, ...query }: Q,
): Window {
  if (!isMetric(metric)) throw new Refused(commonProblems.notFound)
  if (isMoney(metric) && !seesMoney(ctx.scope)) throw new Refused(insightProblems.noMoney)
  const { from, to, compare, brand, medium, region, campaign, series, dealer } = query
  return windowOf(ctx, { from, to, compare, brand, medium, region, campaign, series, dealer })
}
const isMoney = (metric: string) => metric === 'spend' || metric === 'contacts'

const pageOfRows = (ctx: Ctx, metric: string, window: Window, choice: Choice): Promise<Page> =>
  isMoney(metric) ? spendPage(ctx, window, choice) : leadPage(ctx, metric as MetricKey, window, choice)

async function leadPage(
  ctx: Ctx,
  metric: MetricKey,
  window: Window,
  { bucket = '', reason = '', after, limit }: Choice,
): Promise<Page> {
  const [after_at, after_id] = after ? readCursor(after, 2).map(String) : ['', '']
  const rows = await askQuestion(ctx, leadRows, window, {
    metric,
    bucket,
    reason,
    after_at,
    after_id,
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const items = shown.map(({ capturedAt: _, at, ...row }) => ({
    ...row,
    kind: 'lead' as const,
    at: at && `${at.replace(' ', 'T')}Z`,
    spendFen: null,
    contacts: null,
  }))
  return { items, next: rows.length > limit && last ? cursorOf([last.capturedAt, last.id]) : null }
}

async function spendPage(ctx: Ctx, window: Window, { after, limit }: Choice): Promise<Page> {
  const [after_day, after_id] = after ? readCursor(after, 2).map(String) : ['', '']
  const rows = await askQuestion(ctx, spendRows, window, { after_day, after_id, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const none = {
    number: null,
    dealer: null,
    series: null,
    grade: null,
    stage: null,
    at: null,
    breaches: null,
    lostReason: null,
    revenueFen: null,
  }
  return {
    items: shown.map((row) => ({ ...none, ...row, kind: 'spend' as const })),
    next: rows.length > limit && last ? cursorOf([last.on, last.id]) : null,
  }
}

/** Refusals: notFound, noMoney, periodBackwards, periodTooLong. */
export async function readRows(
  ctx: Ctx,
  metric: string,
  query: Call<typeof askRows>['query'],
): Promise<Reply<typeof askRows>> {
  const page = await pageOfRows(ctx, metric, chosen(ctx, metric, query), query)
  return { ...page, freshness: await readFreshness(ctx) }
}

const mostRows = 100_000

/** A CSV of the same rows. Who took it, how many rows and why stand in the audit. */
export async function exportRows(
  ctx: Ctx,
  metric: string,
  { reason_for_export, ...query }: Call<typeof askExport>['query'],
): Promise<Readable> {
  const window = chosen(ctx, metric, query)
  const { items } = await pageOfRows(ctx, metric, window, { ...query, limit: mostRows })
  await recordAudit(ctx, {
    table: 'insights',
    rowId: null,
    action: 'export',
    reason: reason_for_export,
    after: { metric, rows: items.length, ...query },
  })
  const columns = isMoney(metric) ? spendColumns : leadColumns
  return Readable.from(items).pipe(csvStream(columns))
}

const money = (fen: number | null) => (fen === null ? null : fen / 100)
const shared: TableColumn<LoopRow>[] = [
  { header: 'on', value: (row) => row.on },
  { header: 'campaign', value: (row) => row.campaign },
  { header: 'medium', value: (row) => row.medium },
  { header: 'region', value: (row) => row.region },
]
const leadColumns: TableColumn<LoopRow>[] = [
  { header: 'number', value: (row) => row.number },
  ...shared,
  { header: 'dealer', value: (row) => row.dealer },
  { header: 'series', value: (row) => row.series },
  { header: 'grade', value: (row) => row.grade },
  { header: 'stage', value: (row) => row.stage },
  { header: 'at', value: (row) => row.at },
  { header: 'breaches', value: (row) => row.breaches },
  { header: 'lost_reason', value: (row) => row.lostReason },
  { header: 'revenue_yuan', value: (row) => money(row.revenueFen) },
]
const spendColumns: TableColumn<LoopRow>[] = [
  ...shared,
  { header: 'spend_yuan', value: (row) => money(row.spendFen) },
  { header: 'contacts', value: (row) => row.contacts },
]
