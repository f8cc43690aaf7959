import { sql } from 'kysely'
import type { ValueRule } from '../../../../contract/value.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Future } from './future.ts'
import type { Verdict } from './judge.ts'
import { type Lapse, type OwnLapse, rankDrivers } from './lapse.ts'

const record = sql`id uuid, "valueClass" text, abc text, stage text, "stageReason" text, recency smallint, frequency smallint, monetary smallint,
  "daysSince" integer, purchases integer, "amountFen" bigint, "profitFen" bigint, alive real, "expectedVisits" real, "expectedFen" bigint, "lossCause" text, "lossFen" bigint,
  "lapseRisk" real, "lapsesOn" date, "lapseState" text, "lapseReasons" jsonb`
const columns = `value_class abc stage stage_reason recency frequency monetary days_since purchases amount_fen profit_fen alive expected_visits expected_fen loss_cause loss_fen lapse_risk lapses_on lapse_state lapse_reasons`
const names = columns.split(' ')

/** The parameters a night worked with; its verdicts name it. */
export async function beginValuation(
  ctx: Ctx,
  judgedOn: string,
  {
    rule,
    ruleNumber,
    future,
    lapse,
    customers,
  }: { rule: ValueRule; ruleNumber: number; future: Future | null; lapse: Lapse | null; customers: number },
): Promise<string> {
  const id = newId()
  const kept = (fit: Future['purchases'] | Future['spend'] | undefined) =>
    fit
      ? JSON.stringify({
          parameters: fit.parameters,
          standardErrors: fit.standardErrors,
          customers: fit.customers,
        })
      : null
  await sql`insert into insights.valuation (id, at, judged_on, customers, rule, rule_number, purchases, spend, lapse)
    values (${id}, ${ctx.now}, ${judgedOn}, ${customers}, ${JSON.stringify(rule)}, ${ruleNumber}, ${kept(future?.purchases)}, ${kept(future?.spend)}, ${lapse && JSON.stringify(keptLapse(lapse))})`.execute(
    ctx.db,
  )
  return id
}

const keptLapse = (lapse: Lapse) => ({
  windowDays: lapse.windowDays,
  spells: lapse.model.subjects,
  returns: lapse.model.events,
  concordance: lapse.concordance,
  drivers: rankDrivers(lapse).map(({ column, ratio, p }) => ({ driver: column.key, ratio, p })),
})

/** Whoever was merged or deleted since the facts were read is left out. */
export async function keepVerdicts(
  ctx: Ctx,
  valuationId: string,
  verdicts: readonly (Verdict & OwnLapse)[],
): Promise<void> {
  await sql`
    insert into insights.verdict (id, valuation_id, ${sql.raw(names.join(', '))})
    select r.id, ${valuationId}, r."valueClass", r.abc, r.stage, r."stageReason", r.recency, r.frequency, r.monetary, r."daysSince", r.purchases, r."amountFen",
      r."profitFen", r.alive, r."expectedVisits", r."expectedFen", r."lossCause", r."lossFen", r."lapseRisk", r."lapsesOn", r."lapseState", r."lapseReasons"
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) as r(${record})
    join customers.customer c on c.id = r.id and c.merged_into is null
    on conflict (id) do update set valuation_id = excluded.valuation_id, ${sql.raw(names.map((name) => `${name} = excluded.${name}`).join(', '))}`.execute(
    ctx.db,
  )
}

/** Nobody keeps a verdict of an earlier night: who bought nothing any more has none. */
export async function endValuation(ctx: Ctx, valuationId: string): Promise<void> {
  await sql`delete from insights.verdict where valuation_id <> ${valuationId}`.execute(ctx.db)
}
