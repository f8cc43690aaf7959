import { sql } from 'kysely'
import { extranetProblems } from '../../../contract/extranet.ts'
import { words } from '../../../contract/problem.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import type { FieldError } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { dueAt } from './rules.ts'

export type DailyCountArrival = {
  day: string
  dealerCode: string
  showroomVisits: number
  phoneEnquiries: number
  note: string | null
  /** When the dealer reported it; null means now. */
  reportedAt: Date | null
}
type Written = {
  index: number
  id: string
  outcome: 'created' | 'updated'
  before: Record<string, unknown> | null
}
export type DailyCountOutcome = { written: Written[]; problems: (FieldError & { index: number })[] }

type Dealer = { id: string; code: string; brandId: string; zone: string }
async function dealersByCode(ctx: Ctx, codes: string[]): Promise<Map<string, Dealer>> {
  const rows = await ctx.db
    .selectFrom('dealers.dealer as d')
    .innerJoin('dealers.node as n', 'n.id', 'd.id')
    .select(['d.id', 'n.code', 'd.brandId', 'd.zone'])
    .where('n.code', 'in', codes)
    .execute()
  return new Map(rows.map((row) => [row.code, row]))
}

/** Reports in bulk, matched by dealer and day. Rows answer by their place; a row in neither list was already so. */
export async function saveDailyCounts(
  ctx: Ctx,
  rows: DailyCountArrival[],
  importId: string | null = null,
): Promise<DailyCountOutcome> {
  if (rows.length === 0) return { written: [], problems: [] }
  const dealers = await dealersByCode(ctx, [...new Set(rows.map((row) => row.dealerCode))])
  const problems: DailyCountOutcome['problems'] = []
  const due = dueOnce()
  const known = rows.flatMap((row, index) => {
    const dealer = dealers.get(row.dealerCode)
    if (!dealer)
      problems.push({
        index,
        field: 'dealerCode',
        ...words(extranetProblems.unknownDealer, { code: row.dealerCode }),
      })
    if (!dealer) return []
    const reportedAt = row.reportedAt ?? ctx.now
    const late = reportedAt > due(row.day, dealer.zone)
    return [{ ...row, index, id: newId(), dealerId: dealer.id, brandId: dealer.brandId, reportedAt, late }]
  })
  return { written: await writeCounts(ctx, known, importId, null), problems }
}

/** A file has thousands of rows and a handful of days; working out a due time takes longer than writing its row. */
function dueOnce(): typeof dueAt {
  const known = new Map<string, Date>()
  return (day, zone) => {
    const key = `${day} ${zone}`
    const at = known.get(key) ?? dueAt(day, zone)
    known.set(key, at)
    return at
  }
}

type CountToWrite = Omit<DailyCountArrival, 'dealerCode' | 'reportedAt'> & {
  index: number
  id: string
  dealerId: string
  brandId: string
  reportedAt: Date
  late: boolean
}

export async function writeCounts(
  ctx: Ctx,
  rows: CountToWrite[],
  importId: string | null,
  reportedBy: string | null,
): Promise<Written[]> {
  const last = [...new Map(rows.map((row) => [`${row.dealerId} ${row.day}`, row])).values()]
  const { rows: written } = await sql<{ index: number; id: string; before: Record<string, unknown> | null }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(last)}::jsonb) as r(index int, id uuid, "dealerId" uuid, "brandId" uuid, day date,
        "showroomVisits" int, "phoneEnquiries" int, note text, "reportedAt" timestamptz, late boolean)
    ), saved as (
      insert into extranet.daily_count as c (id, dealer_id, brand_id, day, showroom_visits, phone_enquiries, note, reported_at, reported_by, late, import_id, updated_at)
      select id, "dealerId", "brandId", day, "showroomVisits", "phoneEnquiries", note, "reportedAt", ${reportedBy}::uuid, late, ${importId}::uuid, ${ctx.now} from given
      on conflict (dealer_id, day) do update
        set showroom_visits = excluded.showroom_visits, phone_enquiries = excluded.phone_enquiries, note = coalesce(excluded.note, c.note),
          updated_at = excluded.updated_at, version = c.version + 1
        where (c.showroom_visits, c.phone_enquiries) is distinct from (excluded.showroom_visits, excluded.phone_enquiries)
      returning new.id, new.dealer_id, new.day, case when old.id is not null then to_jsonb(old) end as before
    )
    select g.index, s.id, s.before from saved s join given g on (g."dealerId", g.day) = (s.dealer_id, s.day)`.execute(
    ctx.db,
  )
  return written.map((row) => ({ ...row, outcome: row.before ? 'updated' : 'created' }))
}
