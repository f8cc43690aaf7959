import { sql } from 'kysely'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import {
  type readValueRule as askRule,
  type saveValueRule as askSave,
  usualRule,
  type ValueRule,
  valueProblems,
} from '../../../../contract/value.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'

type Version = { number: number; at: Date; actorName: string; note: string; rule: Partial<ValueRule> }
const mostVersions = 50

const versions = async (ctx: Ctx, most: number): Promise<Version[]> =>
  (
    await sql<Version>`
      select number, at, actor_name, note, rule from insights.value_rule order by number desc limit ${most}`.execute(
      ctx.db,
    )
  ).rows

/** Older rules said less: what they left open is as the house starts with. */
export function ruleOf(kept: Partial<ValueRule> & { bins?: number }): ValueRule {
  const { bins, ...rule } = kept
  const equal = bins === undefined ? [] : Array.from({ length: bins - 1 }, (_, at) => (at + 1) / bins)
  return { ...usualRule, ...(bins !== undefined && { quantiles: equal }), ...rule }
}

/** The rule that the next valuation follows, and what analyses assume meanwhile. */
export async function currentRule(ctx: Ctx): Promise<{ number: number; rule: ValueRule }> {
  const [latest] = await versions(ctx, 1)
  return latest ? { number: latest.number, rule: ruleOf(latest.rule) } : { number: 0, rule: usualRule }
}

export async function readRule(ctx: Ctx): Promise<Reply<typeof askRule>> {
  const history = (await versions(ctx, mostVersions)).map((one) => ({
    ...one,
    at: one.at.toISOString(),
    rule: ruleOf(one.rule),
  }))
  const [latest] = history
  return { number: latest?.number ?? 0, rule: latest?.rule ?? usualRule, history }
}

/** Refusals: ruleIsHeadOffices, conflict when somebody else was quicker. */
export async function saveRule(
  ctx: Ctx,
  { rule, number, note }: Call<typeof askSave>['body'],
): Promise<Reply<typeof askSave>> {
  if (ctx.scope.kind !== 'carmaker') throw new Refused(valueProblems.ruleIsHeadOffices)
  // Two people who save at once wait for each other here; the second one is told.
  await sql`select pg_advisory_xact_lock(hashtext('insights.value_rule'))`.execute(ctx.db)
  const { number: now } = await currentRule(ctx)
  if (now !== number) throw new Refused(commonProblems.conflict)
  await sql`
    insert into insights.value_rule (id, number, rule, note, at, actor_id, actor_name)
    values (${newId()}, ${number + 1}, ${JSON.stringify(rule)}::jsonb, ${note}, ${ctx.now}, ${ctx.actor.id}, ${ctx.actor.name})`.execute(
    ctx.db,
  )
  return { number: number + 1 }
}
