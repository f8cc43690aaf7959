import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

/** How many new cars of a segment were registered in a province in a month, whoever built them. */
export type MarketSizeArrival = {
  month: string
  /** The province's first two digits. */
  divisionCode: string
  segment: string
  registrations: number
}
type Written = {
  index: number
  id: string
  outcome: 'created' | 'updated'
  before: Record<string, unknown> | null
}

/** Counts of the whole market in bulk, by month, province and segment. A row that is not answered was already so. */
export async function saveMarketSizes(ctx: Ctx, rows: MarketSizeArrival[]): Promise<Written[]> {
  const keyed = rows.map((row, index) => ({ ...row, index, id: newId(ctx.now) }))
  const last = [
    ...new Map(keyed.map((row) => [`${row.month} ${row.divisionCode} ${row.segment}`, row])).values(),
  ]
  if (last.length === 0) return []
  const { rows: written } = await sql<Omit<Written, 'outcome'>>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(last)}::jsonb)
        as r(index int, id uuid, month date, "divisionCode" text, segment text, registrations int)
    ), saved as (
      insert into vehicles.market_size as m (id, month, division_code, segment, registrations, updated_at)
      select id, month, "divisionCode", segment, registrations, ${ctx.now} from given
      on conflict (month, division_code, segment) do update
        set registrations = excluded.registrations, updated_at = excluded.updated_at
        where m.registrations <> excluded.registrations
      returning new.id, new.month, new.division_code, new.segment, case when old.id is not null then to_jsonb(old) end as before
    )
    select g.index, s.id, s.before from saved s
    join given g on (g.month, g."divisionCode", g.segment) = (s.month, s.division_code, s.segment)`.execute(
    ctx.db,
  )
  return written.map((row) => ({ ...row, outcome: row.before ? 'updated' : 'created' }))
}
