import { sql } from 'kysely'
import { campaignProblems } from '../../../contract/campaigns.ts'
import { words } from '../../../contract/problem.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import type { FieldError } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { brandsAndRegions } from './queries.ts'
import { type Written, writeSpend } from './spend.ts'
import { forgetCodes, trackingIndex } from './tracking.ts'

export type CampaignArrival = {
  code: string
  name: string
  /** A brand's id, code or name. */
  brand: string
  medium: string
  budgetFen: number
  /** A region's id or code; null for the whole country. */
  region: string | null
  startsOn: string
  endsOn: string
  trackingCode: string | null
  landingPage: string | null
}
export type SpendArrival = {
  day: string
  campaignCode: string
  /** Null takes the campaign's. */
  medium: string | null
  region: string | null
  spendFen: number
  impressions: number
  clicks: number
  contacts: number
}
/** Rows answer by their place in the batch; a row in neither list was already so. */
export type BulkOutcome = { written: Written[]; problems: (FieldError & { index: number })[] }

/** Plans campaigns in bulk, matched by code. One statement per table. */
export async function saveCampaigns(ctx: Ctx, rows: CampaignArrival[]): Promise<BulkOutcome> {
  const { brands, regions } = await brandsAndRegions(ctx)
  const problems: BulkOutcome['problems'] = []
  const known = rows.flatMap((row, index) => {
    const brand = brands.get(row.brand)
    const region = row.region ? regions.get(row.region) : null
    if (!brand)
      problems.push({ index, field: 'brand', ...words(campaignProblems.unknownBrand, { brand: row.brand }) })
    if (region === undefined)
      problems.push({
        index,
        field: 'region',
        ...words(campaignProblems.unknownRegion, { region: row.region! }),
      })
    if (row.endsOn < row.startsOn)
      problems.push({ index, field: 'endsOn', ...words(campaignProblems.flightBackwards) })
    if (!brand || region === undefined || row.endsOn < row.startsOn) return []
    return [{ ...row, index, id: newId(), codeId: newId(), brandId: brand.id, regionId: region?.id ?? null }]
  })
  const written = known.length ? await writeCampaigns(ctx, known) : []
  forgetCodes(ctx)
  return { written, problems }
}

type KnownCampaign = CampaignArrival & {
  index: number
  id: string
  codeId: string
  brandId: string
  regionId: string | null
}

async function writeCampaigns(ctx: Ctx, rows: KnownCampaign[]): Promise<Written[]> {
  const last = [...new Map(rows.map((row) => [row.code, row])).values()]
  const { rows: written } = await sql<{ index: number; id: string; before: Record<string, unknown> | null }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(last)}::jsonb) as r(index int, id uuid, code text, name text, "brandId" uuid, medium text,
        "budgetFen" bigint, "regionId" uuid, "startsOn" date, "endsOn" date, "landingPage" text)
    ), saved as (
      insert into campaigns.campaign as c (id, code, name, brand_id, medium, budget_fen, region_id, starts_on, ends_on, landing_page, created_by, created_at, updated_at)
      select id, code, name, "brandId", medium, "budgetFen", "regionId", "startsOn", "endsOn", "landingPage", ${ctx.actor.id}, ${ctx.now}, ${ctx.now} from given
      on conflict (code) do update set name = excluded.name, medium = excluded.medium, budget_fen = excluded.budget_fen, region_id = excluded.region_id,
        starts_on = excluded.starts_on, ends_on = excluded.ends_on, landing_page = excluded.landing_page, updated_at = excluded.updated_at, version = c.version + 1
        where (c.name, c.medium, c.budget_fen, c.region_id, c.starts_on, c.ends_on, c.landing_page)
          is distinct from (excluded.name, excluded.medium, excluded.budget_fen, excluded.region_id, excluded.starts_on, excluded.ends_on, excluded.landing_page)
      returning new.id, new.code, case when old.id is not null then to_jsonb(old) end as before
    )
    select g.index, s.id, s.before from saved s join given g using (code)`.execute(ctx.db)
  await sql`
    insert into campaigns.tracking_code (id, code, campaign_id, medium, landing_page)
    select r."codeId", r."trackingCode", c.id, r.medium, r."landingPage"
    from jsonb_to_recordset(${JSON.stringify(last)}::jsonb) as r("codeId" uuid, code text, "trackingCode" text, medium text, "landingPage" text)
    join campaigns.campaign c on c.code = r.code
    where r."trackingCode" is not null
    on conflict (code) do nothing`.execute(ctx.db)
  return written.map((row) => ({ ...row, outcome: row.before ? 'updated' : 'created' }))
}

/** What the media cost, day by day; the same day, campaign, medium and region again corrects it. */
export async function saveSpend(
  ctx: Ctx,
  rows: SpendArrival[],
  importId: string | null = null,
): Promise<BulkOutcome> {
  const [codes, { regions }] = [await trackingIndex(ctx), await brandsAndRegions(ctx)]
  const problems: BulkOutcome['problems'] = []
  const known = rows.flatMap(({ campaignCode, region: regionCode, ...row }, index) => {
    const campaign = codes.get(campaignCode)
    const region = regionCode ? regions.get(regionCode) : null
    if (!campaign)
      problems.push({
        index,
        field: 'campaignCode',
        ...words(campaignProblems.unknownCampaign, { code: campaignCode }),
      })
    if (region === undefined)
      problems.push({
        index,
        field: 'region',
        ...words(campaignProblems.unknownRegion, { region: regionCode! }),
      })
    if (!campaign || region === undefined) return []
    const { campaignId, brandId } = campaign
    return [
      {
        ...row,
        index,
        campaignId,
        brandId,
        medium: row.medium || campaign.medium,
        regionId: region?.id ?? null,
      },
    ]
  })
  return { written: await writeSpend(ctx, known, importId), problems }
}
