import { sql } from 'kysely'
import type { Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { readVerdict as askVerdict, Valuation, ValueRule } from '../../../../contract/value.ts'
import { type Ctx, seesMoney } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { Refused } from '../../../kernel/errors.ts'
import { ruleOf } from './rule.ts'

/** The last valuation that has verdicts; its parameters are nobody's data, so everybody may read them. */
export async function latestValuation(ctx: Ctx): Promise<Valuation | null> {
  const row = await asSystem(ctx, ({ db }) =>
    db
      .selectFrom('insights.valuation as v')
      .selectAll('v')
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('insights.verdict as d').select('d.id').whereRef('d.valuationId', '=', 'v.id')),
      )
      .orderBy('v.at', 'desc')
      .limit(1)
      .executeTakeFirst(),
  )
  if (!row) return null
  return {
    id: row.id,
    at: row.at.toISOString(),
    judgedOn: row.judgedOn,
    customers: row.customers,
    rule: ruleOf(row.rule as Partial<ValueRule>),
    ruleNumber: row.ruleNumber ?? 0,
    purchases: row.purchases as Valuation['purchases'],
    spend: row.spend as Valuation['spend'],
  }
}

/** Refusals: notFound for a customer out of sight. */
export async function readVerdict(ctx: Ctx, id: string): Promise<Reply<typeof askVerdict>> {
  const { rows: there } = await sql<{ id: string }>`
    select id from customers.customer where id = ${id} and merged_into is null`.execute(ctx.db)
  if (there.length === 0) throw new Refused(commonProblems.notFound)
  const row = await ctx.db.selectFrom('insights.verdict').selectAll().where('id', '=', id).executeTakeFirst()
  const money = seesMoney(ctx.scope)
  const valuation = await latestValuation(ctx)
  if (!row) return { verdict: null, valuation, seesMoney: money }
  const { valuationId: _, factAt: __, lapseBand: ___, ...said } = row
  const verdict = { ...said, ...(money ? {} : hidden) } as Reply<typeof askVerdict>['verdict']
  return { verdict, valuation, seesMoney: money }
}

/** What was paid, at whatever dealer. */
export const hidden = { amountFen: null, profitFen: null, expectedFen: null, lossFen: null }
