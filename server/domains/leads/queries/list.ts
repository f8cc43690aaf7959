import { type RawBuilder, sql } from 'kysely'
import {
  countLimit,
  dueBands,
  type Grade,
  grades,
  type Holder,
  type LeadItem,
  type leadChances,
  type Stage,
  stages,
  type Waiting,
} from '../../../../contract/leads.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { readCursor } from '../../../kernel/db/keyset.ts'
import { queryKeys } from '../../../kernel/finder.ts'
import { dayIn, startOfDay } from '../rules/working-time.ts'
import { type WaitingPlace, waitsIn } from './board.ts'

export type LeadFilter = {
  open?: 'true' | 'false'
  stage?: Stage[]
  grade?: Grade[]
  source?: string[]
  medium?: string[]
  campaignId?: string
  brandId?: string
  dealerId?: string
  dealerIds?: string[]
  waitingIn?: WaitingPlace[]
  consultantId?: string[]
  holder?: Holder[]
  waiting?: Waiting[]
  due?: (typeof dueBands)[number]
  disputed?: 'true'
  breached?: 'true'
  tradeIn?: 'true' | 'false'
  chance?: (typeof leadChances)[number][]
  customerId?: string
  capturedFrom?: string
  capturedTo?: string
  q?: string
}

export type ListRow = {
  id: string
  number: string
  customerId: string
  brandId: string
  seriesId: string | null
  variantId: string | null
  grade: Grade
  score: number
  stage: Stage
  holder: Holder
  dealerId: string | null
  consultantId: string | null
  source: string
  medium: string | null
  divisionCode: string | null
  waiting: Waiting | null
  capturedAt: Date
  lastTouchAt: Date
  touches: number
  dispatchedAt: Date | null
  dueAt: Date | null
  pausedAt: Date | null
  firstFeedbackAt: Date | null
  breachedAt: Date | null
  attentionAt: Date | null
  nextStep: string
  nextStepAt: Date | null
  closedAt: Date | null
  lostReason: string | null
  winBackOn: string | null
  revenueFen: number | null
  version: number
  name: string | null
  salutation: string | null
  kind: string | null
  phone: string | null
  chance: LeadItem['chance']
}

const columns = sql`p.id, p.number, p.customer_id, p.brand_id, p.series_id, p.variant_id, p.grade, p.score, p.stage, p.holder, p.dealer_id,
  p.consultant_id, p.source, p.medium, p.division_code, p.waiting, p.captured_at, p.last_touch_at, p.touches, p.dispatched_at, p.due_at,
  p.paused_at, p.first_feedback_at, p.breached_at, p.attention_at, p.next_step, p.next_step_at, p.closed_at, p.lost_reason, p.win_back_on,
  p.revenue_fen, p.version, f.name, f.salutation, f.kind, f.phone,
  case when h.lead_id is not null then jsonb_build_object('score', h.score, 'band', h.band, 'model', h.model,
    'at', to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as chance`
/** Who it is and what the model says of it. */
const beside = sql`left join customers.face f on f.id = p.customer_id left join leads.chance h on h.lead_id = p.id`

const any = (column: string, values: readonly string[] | undefined, type: string) =>
  values?.length ? [sql`${sql.ref(column)} = any(${values}::${sql.raw(type)}[])`] : []
const is = (column: string, value: string | undefined) =>
  value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`]
const homeZone = 'Asia/Shanghai'
const dayMs = 86_400_000

/** The edges of today and of the next seven days, as Beijing sees them. */
function bandEdges(now: Date): { today: Date; week: Date } {
  const start = startOfDay(dayIn(now, homeZone), homeZone).getTime()
  return { today: new Date(start + dayMs), week: new Date(start + 8 * dayMs) }
}

function dueWithin(now: Date, band: (typeof dueBands)[number]): RawBuilder<unknown> {
  const { today, week } = bandEdges(now)
  const running = sql`l.closed_at is null and l.paused_at is null`
  if (band === 'overdue') return sql`${running} and l.attention_at < ${now}`
  if (band === 'today') return sql`${running} and l.attention_at >= ${now} and l.attention_at < ${today}`
  if (band === 'week') return sql`${running} and l.attention_at >= ${today} and l.attention_at < ${week}`
  return sql`${running} and l.attention_at >= ${week}`
}

/** One predicate for list, counts and export, so that they cannot disagree. */
function conditions(ctx: Ctx, filter: LeadFilter): RawBuilder<unknown> {
  const keys = filter.q && !/^L\d{6,}$/i.test(filter.q) ? queryKeys(filter.q) : null
  const all = [
    ...any('l.stage', filter.stage, 'text'),
    ...any('l.grade', filter.grade, 'text'),
    ...any('l.source', filter.source, 'text'),
    ...any('l.medium', filter.medium, 'text'),
    ...any('l.holder', filter.holder, 'text'),
    ...any('l.waiting', filter.waiting, 'text'),
    ...any('l.consultant_id', filter.consultantId, 'uuid'),
    ...is('l.campaign_id', filter.campaignId),
    ...is('l.brand_id', filter.brandId),
    ...is('l.dealer_id', filter.dealerId),
    ...is('l.customer_id', filter.customerId),
    ...(filter.waitingIn ? [waitsIn(filter.waitingIn)] : []),
    ...(filter.dealerIds ? [sql`l.dealer_id = any(${filter.dealerIds}::uuid[])`] : []),
    ...(filter.open === 'true'
      ? [sql`l.closed_at is null`]
      : filter.open === 'false'
        ? [sql`l.closed_at is not null`]
        : []),
    ...(filter.due ? [dueWithin(ctx.now, filter.due)] : []),
    ...(filter.disputed ? [sql`l.paused_at is not null`] : []),
    ...(filter.breached ? [sql`l.breaches > 0`] : []),
    ...(filter.tradeIn ? [sql`l.trade_in is ${sql.raw(filter.tradeIn)}`] : []),
    ...(filter.chance?.length
      ? [
          sql`exists (select from leads.chance h where h.lead_id = l.id and h.band = any(${filter.chance}::text[]))`,
        ]
      : []),
    ...(filter.capturedFrom ? [sql`l.captured_at >= ${startOfDay(filter.capturedFrom, homeZone)}`] : []),
    ...(filter.capturedTo
      ? [sql`l.captured_at < ${new Date(startOfDay(filter.capturedTo, homeZone).getTime() + dayMs)}`]
      : []),
    ...(filter.q && !keys ? [sql`l.number = ${filter.q.toUpperCase()}`] : []),
    // Too little to search by finds nobody, rather than everybody.
    ...(keys?.length === 0
      ? [sql`false`]
      : keys
        ? [sql`l.customer_id in (select f.customer_id from customers.find(${keys}::text[], 1000) f)`]
        : []),
  ]
  return all.length ? sql.join(all, sql` and `) : sql`true`
}

const sorts = {
  attention: {
    column: sql`attention_at`,
    direction: sql`asc`,
    sign: sql`>`,
    also: sql`l.closed_at is null and l.attention_at is not null`,
  },
  recent: { column: sql`captured_at`, direction: sql`desc`, sign: sql`<`, also: sql`true` },
}
export type Sort = keyof typeof sorts

export async function listLeads(
  ctx: Ctx,
  filter: LeadFilter,
  page: { sort: Sort; after?: string; limit: number },
): Promise<ListRow[]> {
  const { column, direction, sign, also } = sorts[page.sort]
  const after = page.after ? readCursor(page.after, 2) : null
  const from = after
    ? sql`and (l.${column}, l.id) ${sign} (${after[0]}::timestamptz, ${after[1]}::uuid)`
    : sql``
  const { rows } = await sql<ListRow>`
    with p as materialized (
      select l.* from leads.lead l where ${conditions(ctx, filter)} and ${also} ${from}
      order by l.${column} ${direction}, l.id ${direction} limit ${page.limit + 1}
    )
    select ${columns} from p ${beside} order by p.${column} ${direction}, p.id ${direction}`.execute(ctx.db)
  return rows
}

export async function listedLeads(ctx: Ctx, ids: string[]): Promise<ListRow[]> {
  const { rows } = await sql<ListRow>`
    select ${columns} from leads.lead p ${beside} where p.id = any(${ids}::uuid[])`.execute(ctx.db)
  return rows
}

const groups = {
  due: dueBands.map((band) => [band, (now: Date) => dueWithin(now, band)] as const),
  stage: stages.map((stage) => [stage, () => sql`l.stage = ${stage}`] as const),
  grade: grades.map((grade) => [grade, () => sql`l.closed_at is null and l.grade = ${grade}`] as const),
}

/** Each number stops at the limit: a tab says 1,000+ and costs the same over two million leads. */
export async function countLeads(
  ctx: Ctx,
  filter: LeadFilter,
  by: keyof typeof groups,
): Promise<Record<string, number>> {
  const where = conditions(ctx, filter)
  const parts = [
    ['all', () => sql`true`] as const,
    ['open', () => sql`l.closed_at is null`] as const,
    ...groups[by],
  ]
  const counted = parts.map(
    ([, also]) =>
      sql`(select count(*) from (select from leads.lead l where ${where} and ${also(ctx.now)} limit ${countLimit + 1}) bounded)`,
  )
  const { rows } = await sql<{
    counts: number[]
  }>`select array[${sql.join(counted)}]::int[] as counts`.execute(ctx.db)
  return Object.fromEntries(parts.map(([name], index) => [name, rows[0]!.counts[index]!]))
}
