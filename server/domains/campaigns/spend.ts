import { sql } from 'kysely'
import type { Ctx } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/ids.ts'

export type SpendRow = {
  index: number
  campaignId: string
  brandId: string
  regionId: string | null
  medium: string
  day: string
  spendFen: number
  impressions: number
  clicks: number
  contacts: number
}
/** What a bulk write did with one row; `before` is the row as it was, for undo. */
export type Written = {
  index: number
  id: string
  outcome: 'created' | 'updated'
  before: Record<string, unknown> | null
}

/** One statement however many rows. A day said twice in one batch: the last one counts. Unchanged rows are not answered. */
export async function writeSpend(ctx: Ctx, rows: SpendRow[], importId: string | null): Promise<Written[]> {
  if (rows.length === 0) return []
  const given = JSON.stringify(rows.map((row) => ({ id: newId(), ...row })))
  const { rows: written } = await sql<{ index: number; id: string; before: Record<string, unknown> | null }>`
    with given as (
      select distinct on ("campaignId", day, medium, "regionId") *
      from jsonb_to_recordset(${given}::jsonb) as r(id uuid, index int, "campaignId" uuid, "brandId" uuid, "regionId" uuid, medium text,
        day date, "spendFen" bigint, impressions bigint, clicks bigint, contacts bigint)
      order by "campaignId", day, medium, "regionId", index desc
    ), saved as (
      insert into campaigns.spend as s (id, campaign_id, brand_id, medium, region_id, day, spend_fen, impressions, clicks, contacts, import_id, updated_at)
      select id, "campaignId", "brandId", medium, "regionId", day, "spendFen", impressions, clicks, contacts, ${importId}::uuid, ${ctx.now} from given
      on conflict (campaign_id, day, medium, region_id) do update
        set spend_fen = excluded.spend_fen, impressions = excluded.impressions, clicks = excluded.clicks, contacts = excluded.contacts, updated_at = excluded.updated_at
        where (s.spend_fen, s.impressions, s.clicks, s.contacts) is distinct from (excluded.spend_fen, excluded.impressions, excluded.clicks, excluded.contacts)
      returning new.id, new.campaign_id, new.day, new.medium, new.region_id, case when old.id is not null then to_jsonb(old) end as before
    )
    select g.index, s.id, s.before from saved s
    join given g on (g."campaignId", g.day, g.medium) = (s.campaign_id, s.day, s.medium) and g."regionId" is not distinct from s.region_id`.execute(
    ctx.db,
  )
  return written.map((row) => ({ ...row, outcome: row.before ? 'updated' : 'created' }))
}
