import { sql } from 'kysely'
import type { Policy } from '../../../../contract/policy.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

export type BrandPolicy = {
  brandId: string
  number: number
  version: number
  updatedAt: Date
  policy: Policy
}

export async function allPolicies(ctx: Ctx): Promise<BrandPolicy[]> {
  const rows = await ctx.db.selectFrom('leads.policy').selectAll().orderBy('brandId').execute()
  return rows.map(
    ({ brandId, number, version, updatedAt, clock, routing, pool, qualification, followUpDays }) => ({
      brandId,
      number,
      version,
      updatedAt,
      policy: { clock, routing, pool, qualification, followUpDays } as Policy,
    }),
  )
}

/** A brand's first own policy; false when somebody else was quicker. */
export async function createPolicy(ctx: Ctx, brandId: string, policy: Policy): Promise<boolean> {
  const json = (part: unknown) => sql`${JSON.stringify(part)}::jsonb`
  const { rows } = await sql`
    with made as (
      insert into leads.policy (id, brand_id, clock, routing, pool, qualification, follow_up_days, updated_at)
      values (${newId()}, ${brandId}, ${json(policy.clock)}, ${json(policy.routing)}, ${json(policy.pool)}, ${json(policy.qualification)},
        ${json(policy.followUpDays)}, ${ctx.now})
      on conflict (brand_id) do nothing returning brand_id, number
    )
    insert into leads.policy_version (id, brand_id, number, policy, at, actor_id, actor_name)
    select ${newId()}, brand_id, number, ${json(policy)}, ${ctx.now}, ${ctx.actor.id}, ${ctx.actor.name} from made returning brand_id`.execute(
    ctx.db,
  )
  return rows.length > 0
}

/** Writes the next version; false when somebody else was quicker. */
export async function savePolicy(
  ctx: Ctx,
  brandId: string,
  version: number,
  policy: Policy,
): Promise<boolean> {
  const { rows } = await sql`
    with before as (select brand_id, number, clock, routing, pool, qualification, follow_up_days, updated_at from leads.policy
      where brand_id = ${brandId} and version = ${version} for update),
    kept as (
      insert into leads.policy_version (id, brand_id, number, policy, at, actor_id, actor_name)
      select ${newId()}, brand_id, number, jsonb_build_object('clock', clock, 'routing', routing, 'pool', pool, 'qualification', qualification,
        'followUpDays', follow_up_days), updated_at, null, '' from before where number = 1
      on conflict (brand_id, number) do nothing
    ), now as (
      insert into leads.policy_version (id, brand_id, number, policy, at, actor_id, actor_name)
      select ${newId()}, brand_id, number + 1, ${JSON.stringify(policy)}::jsonb, ${ctx.now}, ${ctx.actor.id}, ${ctx.actor.name} from before
    )
    update leads.policy p set clock = ${JSON.stringify(policy.clock)}::jsonb, routing = ${JSON.stringify(policy.routing)}::jsonb,
      pool = ${JSON.stringify(policy.pool)}::jsonb, qualification = ${JSON.stringify(policy.qualification)}::jsonb,
      follow_up_days = ${JSON.stringify(policy.followUpDays)}::jsonb, number = p.number + 1, version = p.version + 1, updated_at = ${ctx.now}
    from before b where p.brand_id = b.brand_id returning p.brand_id`.execute(ctx.db)
  return rows.length > 0
}

export async function policyVersions(ctx: Ctx, brandId: string) {
  const rows = await ctx.db
    .selectFrom('leads.policyVersion')
    .select(['number', 'policy', 'at', 'actorName'])
    .where('brandId', '=', brandId)
    .orderBy('number', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => ({ ...row, policy: row.policy as Policy }))
}
