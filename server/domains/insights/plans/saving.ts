import { sql } from 'kysely'
import type { PlanMeasure } from '../../../../contract/plans.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

/** One plan as it is given: `month` is its first day. */
export type PlanGiven = {
  dealerId: string
  brandId: string
  month: string
  seriesId: string | null
  measure: PlanMeasure
  value: number
}
export type PlanWritten = { index: number; id: string; before: { value: number; version: number } | null }

/** Plans in bulk, by dealer, month, series and measure; said twice, the last holds. One that is not answered was already so. */
export async function savePlans(ctx: Ctx, rows: readonly PlanGiven[]): Promise<PlanWritten[]> {
  const keyed = rows.map((row, index) => ({ ...row, index, id: newId(ctx.now) }))
  const key = ({ dealerId, brandId, month, seriesId, measure }: PlanGiven) =>
    `${dealerId} ${brandId} ${month} ${seriesId} ${measure}`
  const last = [...new Map(keyed.map((row) => [key(row), row])).values()]
  if (last.length === 0) return []
  const { rows: written } = await sql<PlanWritten>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(last)}::jsonb)
        as r(index int, id uuid, "dealerId" uuid, "brandId" uuid, month date, "seriesId" uuid, measure text, value bigint)
    ), saved as (
      insert into insights.plan as p (id, dealer_id, brand_id, month, series_id, measure, value, updated_at)
      select id, "dealerId", "brandId", month, "seriesId", measure, value, ${ctx.now} from given
      on conflict (dealer_id, brand_id, month, series_id, measure) do update
        set value = excluded.value, updated_at = excluded.updated_at, version = p.version + 1
        where p.value <> excluded.value
      returning new.id, new.dealer_id, new.brand_id, new.month, new.series_id, new.measure,
        case when old.id is not null then jsonb_build_object('value', old.value, 'version', old.version) end as before
    )
    select g.index, s.id, s.before from saved s
    join given g on (g."dealerId", g."brandId", g.month, g.measure) = (s.dealer_id, s.brand_id, s.month, s.measure)
      and g."seriesId" is not distinct from s.series_id`.execute(ctx.db)
  return written
}
