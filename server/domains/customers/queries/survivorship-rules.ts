import { sql } from 'kysely'
import type { SurvivorshipRules } from '../../../../contract/survivorship.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

export type RuleRow = {
  brandId: string | null
  number: number
  version: number
  updatedAt: Date
  rules: SurvivorshipRules
}

export async function allRules(ctx: Ctx): Promise<RuleRow[]> {
  const rows = await ctx.db.selectFrom('customers.survivorshipRule').selectAll().execute()
  return rows.map(({ brandId, number, version, updatedAt, fields, trust }) => ({
    brandId,
    number,
    version,
    updatedAt,
    rules: { fields, trust } as SurvivorshipRules,
  }))
}

/** Writes the next version, 1 for the first; false when somebody else was quicker. */
export async function saveRules(
  ctx: Ctx,
  brandId: string | null,
  version: number,
  { fields, trust }: SurvivorshipRules,
): Promise<boolean> {
  const [fieldsJson, trustJson] = [JSON.stringify(fields), JSON.stringify(trust)]
  const { rows } = await sql`
    with made as (
      insert into customers.survivorship_rule as r (id, brand_id, fields, trust, updated_at)
      select ${newId(ctx.now)}::uuid, ${brandId}::uuid, ${fieldsJson}::jsonb, ${trustJson}::jsonb, ${ctx.now} where ${version} = 0
      on conflict (brand_id) do nothing returning number
    ), changed as (
      update customers.survivorship_rule r set fields = ${fieldsJson}::jsonb, trust = ${trustJson}::jsonb, number = r.number + 1,
        version = r.version + 1, updated_at = ${ctx.now}
      where r.brand_id is not distinct from ${brandId}::uuid and r.version = ${version} returning number
    )
    insert into customers.survivorship_version (id, brand_id, number, fields, trust, at, actor_id, actor_name)
    select ${newId(ctx.now)}::uuid, ${brandId}::uuid, number, ${fieldsJson}::jsonb, ${trustJson}::jsonb, ${ctx.now}, ${ctx.actor.id}, ${ctx.actor.name}
    from (select number from made union all select number from changed) n returning id`.execute(ctx.db)
  return rows.length > 0
}

export async function ruleVersions(ctx: Ctx, brandId: string | null, limit: number) {
  const rows = await ctx.db
    .selectFrom('customers.survivorshipVersion')
    .select(['number', 'at', 'actorName', 'fields', 'trust'])
    .where('brandId', 'is not distinct from', brandId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ number, at, actorName, fields, trust }) => ({
    number,
    at: at.toISOString(),
    by: actorName,
    rules: { fields, trust } as SurvivorshipRules,
  }))
}
