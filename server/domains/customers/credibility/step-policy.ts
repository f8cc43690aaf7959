import { sql } from 'kysely'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import {
  type listStepPolicyVersions,
  type Required,
  type StepPolicy,
  type saveStepPolicy,
  startingRequired,
  stepPolicyProblems,
} from '../../../../contract/step-policy.ts'
import { second } from '../../../kernel/clock.ts'
import type { Ctx, Services } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'

const mostVersions = 50
const freshMs = 5 * second
const kept = new WeakMap<Services, { required: Required; at: number }>()

export async function readPolicy(ctx: Ctx): Promise<StepPolicy> {
  const row = await ctx.db.selectFrom('customers.stepPolicy').selectAll().executeTakeFirst()
  if (!row) return { number: 0, version: 0, updatedAt: null, required: startingRequired }
  const { number, version, updatedAt, required } = row
  return { number, version, updatedAt: updatedAt.toISOString(), required: required as Required }
}

/** Remembered for five seconds per process, like the network. */
export async function requiredNow(ctx: Ctx): Promise<Required> {
  const known = kept.get(ctx.services)
  const age = known ? ctx.now.getTime() - known.at : -1
  if (known && age >= 0 && age < freshMs) return known.required
  const { required } = await readPolicy(ctx)
  kept.set(ctx.services, { required, at: ctx.now.getTime() })
  return required
}

/** Refusals: byCarmaker, conflict when somebody else was quicker. */
export async function savePolicy(
  ctx: Ctx,
  { required, version }: Call<typeof saveStepPolicy>['body'],
): Promise<StepPolicy> {
  if (ctx.scope.kind !== 'carmaker') throw new Refused(stepPolicyProblems.byCarmaker)
  const saved = await asSystem(ctx, (wide) => write(wide, required, version))
  if (!saved) throw new Refused(commonProblems.conflict)
  kept.delete(ctx.services)
  return readPolicy(ctx)
}

async function write(ctx: Ctx, required: Required, version: number): Promise<boolean> {
  const text = JSON.stringify(required)
  const { rows } = await sql`
    with made as (
      insert into customers.step_policy as p (id, required, updated_at)
      select ${newId(ctx.now)}::uuid, ${text}::jsonb, ${ctx.now} where ${version} = 0
      on conflict do nothing returning number
    ), changed as (
      update customers.step_policy p set required = ${text}::jsonb, number = p.number + 1, version = p.version + 1, updated_at = ${ctx.now}
      where p.version = ${version} returning number
    )
    insert into customers.step_policy_version (id, number, required, at, actor_id, actor_name)
    select ${newId(ctx.now)}::uuid, number, ${text}::jsonb, ${ctx.now}, ${ctx.actor.id}, ${ctx.actor.name}
    from (select number from made union all select number from changed) n returning id`.execute(ctx.db)
  return rows.length > 0
}

export async function policyVersions(ctx: Ctx): Promise<Reply<typeof listStepPolicyVersions>> {
  const rows = await ctx.db
    .selectFrom('customers.stepPolicyVersion')
    .select(['number', 'at', 'actorName', 'required'])
    .orderBy('number', 'desc')
    .limit(mostVersions)
    .execute()
  return {
    items: rows.map(({ number, at, actorName, required }) => ({
      number,
      at: at.toISOString(),
      by: actorName,
      required: required as Required,
    })),
  }
}
