import { sql } from 'kysely'
import type { Experiment, ExperimentAudience, ExperimentUnit } from '../../../../contract/experiments.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { keyset } from '../../../kernel/db/keyset.ts'

type Row = {
  id: string
  name: string
  brandId: string
  campaignId: string | null
  unit: string
  startsOn: string
  endsOn: string
  audience: unknown
  heldOutShare: number
  seed: number
  treated: number
  heldOut: number
  createdAt: Date
}

export const shownExperiment = ({
  createdAt,
  createdBy: _,
  ...row
}: Row & { createdBy?: unknown }): Experiment => ({
  ...row,
  unit: row.unit as ExperimentUnit,
  audience: row.audience as ExperimentAudience,
  createdAt: createdAt.toISOString(),
})

type Narrowed = { campaigns?: readonly string[]; brands?: readonly string[] }
/** Latest first, as the asker's policies let them be seen. */
export function readExperiments(
  ctx: Ctx,
  { campaigns, brands, ...page }: Narrowed & { after?: string | undefined; limit: number },
) {
  let query = ctx.db.selectFrom('insights.experiment').selectAll()
  if (campaigns?.length) query = query.where('campaignId', 'in', campaigns)
  if (brands?.length) query = query.where('brandId', 'in', brands)
  return keyset(query, ['createdAt', 'id'], 'desc', page).execute()
}

export async function brandAndCampaign(ctx: Ctx, brandId: string, campaignId: string | null) {
  const { rows } = await sql<{ brand: boolean; campaign: boolean }>`
    select exists (select from dealers.node where id = ${brandId} and kind = 'brand') as brand,
      ${campaignId}::uuid is null or exists (select from campaigns.campaign where id = ${campaignId} and brand_id = ${brandId}) as campaign`.execute(
    ctx.db,
  )
  return rows[0]!
}

/** Who of these is still there under that id: the facts may be a minute old. */
export async function stillThere(ctx: Ctx, unit: ExperimentUnit, ids: readonly string[]): Promise<string[]> {
  const { rows } =
    unit === 'dealers'
      ? await sql<{ id: string }>`select id from dealers.dealer where id = any(${ids}::uuid[])`.execute(
          ctx.db,
        )
      : await sql<{ id: string }>`
          select id from customers.customer where id = any(${ids}::uuid[]) and merged_into is null`.execute(
          ctx.db,
        )
  return rows.map(({ id }) => id)
}

export async function keepMembers(
  ctx: Ctx,
  experimentId: string,
  unit: ExperimentUnit,
  lots: readonly { id: string; heldOut: boolean }[],
): Promise<void> {
  const column = unit === 'dealers' ? sql`dealer_id` : sql`customer_id`
  await sql`
    insert into insights.experiment_member (id, experiment_id, ${column}, held_out)
    select uuidv7(), ${experimentId}, r.id, r.held_out
    from unnest(${lots.map(({ id }) => id)}::uuid[], ${lots.map(({ heldOut }) => heldOut)}::boolean[]) as r(id, held_out)`.execute(
    ctx.db,
  )
}
