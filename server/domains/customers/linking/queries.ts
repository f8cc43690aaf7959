import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Model, Parameters } from '../matching/model.ts'
import type { Edge, Held, Policy } from './rules.ts'

export type Trained = { number: number; model: Model; parameters: Parameters }

const models = (ctx: Ctx) =>
  ctx.db.selectFrom('customers.matchModel').select(['number', 'model', 'parameters'])
type ModelRow = Pick<Trained, 'number'> & { model: unknown; parameters: unknown }
const trainedOf = (row: ModelRow | undefined): Trained | null =>
  row ? { number: row.number, model: row.model as Model, parameters: row.parameters as Parameters } : null

export const activeModel = async (ctx: Ctx): Promise<Trained | null> =>
  trainedOf(await models(ctx).where('active', '=', true).executeTakeFirst())

export const modelNumbered = async (ctx: Ctx, number: number): Promise<Trained | null> =>
  trainedOf(await models(ctx).where('number', '=', number).executeTakeFirst())

/** Merges of a run that still stand, the newest first: a chain comes apart from its end. */
export async function mergesOfRun(ctx: Ctx, runId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customers.merge where kind = 'merge' and undone_at is null and evidence ->> 'run' = ${runId}
    order by at desc, id desc limit ${limit}`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

export async function standingOfRun(ctx: Ctx, runId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from customers.merge where kind = 'merge' and undone_at is null and evidence ->> 'run' = ${runId}`.execute(
    ctx.db,
  )
  return rows[0]!.n
}

/** Kept beside the older ones; from now on it is the one that scores. */
export async function keepModel(
  ctx: Ctx,
  model: Model,
  parameters: Parameters,
  from: object,
): Promise<Trained> {
  await ctx.db.updateTable('customers.matchModel').set({ active: false }).where('active', '=', true).execute()
  const { number } = await ctx.db
    .insertInto('customers.matchModel')
    .values({
      id: newId(ctx.now),
      number: sql`(select coalesce(max(number), 0) + 1 from customers.match_model)`,
      model: JSON.stringify(model),
      parameters: JSON.stringify(parameters),
      estimatedFrom: JSON.stringify(from),
      active: true,
      trainedAt: ctx.now,
      trainedBy: ctx.actor.name,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  return { number, model, parameters }
}

export type Frequency = { feature: string; value: string; share: number }
export async function keepFrequencies(ctx: Ctx, rows: readonly Frequency[]): Promise<void> {
  await sql`insert into customers.match_frequency (feature, value, share)
    select feature, value, max(share) from unnest(${rows.map((one) => one.feature)}::text[], ${rows.map((one) => one.value)}::text[], ${rows.map((one) => one.share)}::real[]) as f(feature, value, share)
    group by 1, 2 on conflict (feature, value) do update set share = excluded.share`.execute(ctx.db)
}
/** Of these values, and of a value nobody else has, by `feature value`. */
export async function frequenciesOf(
  ctx: Ctx,
  values: readonly Omit<Frequency, 'share'>[],
  features: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<Frequency>`
    select f.feature, f.value, f.share from customers.match_frequency f
    join unnest(${[...values.map((one) => one.feature), ...features]}::text[], ${[...values.map((one) => one.value), ...features.map(() => '')]}::text[]) as v(feature, value)
      on v.feature = f.feature and v.value = f.value`.execute(ctx.db)
  return new Map(rows.map(({ feature, value, share }) => [`${feature} ${value}`, share]))
}
export const forgetFrequencies = (ctx: Ctx) => ctx.db.deleteFrom('customers.matchFrequency').execute()

/** The network's policy until somebody sets one: nobody is linked below 4,096 to 1. */
export const startingPolicy: Policy = {
  brandId: null,
  linkAt: 12,
  reviewAt: 0,
  mostLinked: 6,
  automatic: true,
}

export async function policiesNow(ctx: Ctx): Promise<Policy[]> {
  const rows = await ctx.db
    .selectFrom('customers.matchPolicy')
    .select(['brandId', 'linkAt', 'reviewAt', 'mostLinked', 'automatic'])
    .execute()
  return rows.some((one) => one.brandId === null) ? rows : [...rows, startingPolicy]
}

/** Pairs anybody was told apart in, as `a|b`. */
export async function toldApart(ctx: Ctx): Promise<Set<string>> {
  const { rows } = await sql<{ pair: string }>`
    select a || '|' || b as pair from customers.verdict where verdict = 'different'`.execute(ctx.db)
  return new Set(rows.map(({ pair }) => pair))
}

export type Asked = { edge: Edge; held: Held; groupId: string }

/** What a person is asked; asked before, it keeps its row and its answers. `runId`: of one arrival there is none. */
export async function askAbout(
  ctx: Ctx,
  asked: readonly Asked[],
  modelNumber: number,
  runId: string | null = null,
): Promise<void> {
  const rows = asked.map(({ edge, held, groupId }) => ({ id: newId(ctx.now), ...edge, held, groupId }))
  await sql`
    insert into customers.match_pair (id, a, b, group_id, weight, levels, rarity, rarities, model_number, held, found_at, run_id)
    select p.id, p.a, p.b, p.group_id, p.weight, p.levels::smallint[], p.rarity, p.rarities::real[], ${modelNumber}, p.held, ${ctx.now}, ${runId}::uuid
    from unnest(${rows.map((one) => one.id)}::uuid[], ${rows.map((one) => one.a)}::uuid[], ${rows.map((one) => one.b)}::uuid[], ${rows.map((one) => one.groupId)}::uuid[],
      ${rows.map((one) => one.weight)}::real[], ${rows.map((one) => `{${one.levels.join(',')}}`)}::text[], ${rows.map((one) => one.rarity)}::real[], ${rows.map((one) => `{${one.rarities.join(',')}}`)}::text[], ${rows.map((one) => one.held)}::text[])
      as p(id, a, b, group_id, weight, levels, rarity, rarities, held)
    where exists (select from customers.customer c where c.id = p.a and c.merged_into is null)
      and exists (select from customers.customer c where c.id = p.b and c.merged_into is null)
    on conflict (a, b) do update set group_id = excluded.group_id, weight = excluded.weight, levels = excluded.levels, rarity = excluded.rarity,
      rarities = excluded.rarities, model_number = excluded.model_number, held = excluded.held, run_id = excluded.run_id,
      state = case when match_pair.state = 'gone' then 'open' else match_pair.state end`.execute(ctx.db)
}

/**
 * What the evidence no longer asks for: open pairs this run has not asked about and that were there when it began, of
 * these customers or of everybody. @returns how many
 */
export async function dropUnfound(ctx: Ctx, runId: string, of?: readonly string[]): Promise<number> {
  const ofThem = of ? sql`and (p.a = any(${of}::uuid[]) or p.b = any(${of}::uuid[]))` : sql``
  const { rows } = await sql<{ n: number }>`
    with gone as (update customers.match_pair p set state = 'gone', settled_at = ${ctx.now} from customers.match_run r
      where r.id = ${runId} and p.state = 'open' and p.run_id is distinct from r.id and p.found_at <= r.started_at ${ofThem}
      returning 1),
    noted as (update customers.match_run set settled = settled + (select count(*) from gone) where id = ${runId})
    select count(*)::int as n from gone`.execute(ctx.db)
  return rows[0]!.n
}

export type RunStep = { step: string; milliseconds: number; rows: number }
export type RunRow = {
  modelNumber: number
  whole: boolean
  because: string
  /** Null of a whole run. */
  renewed: object | null
  records: number
  pairs: number
  steps: readonly RunStep[]
}
/** Also of a run that was killed and begins again: it began when it first began. */
export async function startRun(ctx: Ctx, id: string, startedAt: Date, row: RunRow): Promise<void> {
  const renewed = row.renewed && JSON.stringify(row.renewed)
  const values = { ...row, renewed, steps: JSON.stringify(row.steps) }
  await ctx.db
    .insertInto('customers.matchRun')
    .values({ id, startedAt, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}
export async function stepsOfRun(ctx: Ctx, id: string): Promise<RunStep[]> {
  const row = await ctx.db
    .selectFrom('customers.matchRun')
    .select('steps')
    .where('id', '=', id)
    .executeTakeFirst()
  return (row?.steps as RunStep[] | undefined) ?? []
}
/** In the transaction that merged them, so that a run that is taken up again counts everybody once. */
export const noteLinked = (ctx: Ctx, id: string, linked: number) =>
  ctx.db
    .updateTable('customers.matchRun')
    .set((eb) => ({ linked: eb('linked', '+', linked) }))
    .where('id', '=', id)
    .execute()
export async function finishRun(ctx: Ctx, id: string, steps: readonly RunStep[]) {
  const { rows } = await sql<{
    because: string
    records: number
    pairs: number
    linked: number
    asked: number
    settled: number
  }>`
    update customers.match_run set finished_at = ${ctx.now}, steps = ${JSON.stringify(steps)}::jsonb,
      asked = (select count(*)::int from customers.match_pair p where p.run_id = ${id} and p.state = 'open')
    where id = ${id} returning because, records, pairs::int, linked, asked, settled`.execute(ctx.db)
  return rows[0]!
}
