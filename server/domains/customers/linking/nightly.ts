import type { Ctx } from '../../../kernel/ctx.ts'
import type { JobRun } from '../../../kernel/jobs/definition.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { customerModel } from '../matching/customer-model.ts'
import { isList } from '../matching/model.ts'
import { compare, inside, type Run, score, train } from '../matching/run.ts'
import { levelsOf } from '../matching/scoring.ts'
import { mergeMany } from '../merging/merge.ts'
import {
  activeModel,
  askAbout,
  dropUnfound,
  type Frequency,
  finishRun,
  forgetFrequencies,
  keepFrequencies,
  keepModel,
  modelNumbered,
  policiesNow,
  startRun,
  type Trained,
  toldApart,
} from './queries.ts'
import { loadCustomers } from './records.ts'
import { type Edge, type Settled, settle } from './rules.ts'

export const database = 'matching'
/** Fewer teach nothing. */
const fewest = 200
const rowsAtOnce = 2_000
/** Steps of a run, for its progress: read, features, records, keys, pairs, compared, random, scored, settled. */
const stepsInAll = 12

/** What a run did, for its row and for whoever started it. */
export type Matched = { records: number; pairs: number; linked: number; asked: number; settled: number }

/**
 * Everybody against everybody: reads the customers, finds and scores pairs, links what is certain and asks about the
 * rest. Killed while it scores, it begins again; killed while it links, it goes on with the pairs it had scored, so that
 * it ends where it would have ended. Merges name the run (`evidence.run`), by which they are undone together.
 */
export async function matchEverybody(
  job: JobRun,
  { retrain, mergesAtOnce = 200 }: { retrain: boolean; mergesAtOnce?: number },
): Promise<Matched | null> {
  const steps: { step: string; milliseconds: number; rows: number }[] = []
  const analytics = await job.transact(async (ctx) => ctx.services.analytics)
  const run: Run = {
    analytics,
    database,
    cluster: await analytics.cluster?.(),
    done: async (step, milliseconds, rows) => {
      steps.push({ step, milliseconds: Math.round(milliseconds), rows })
      await job.progress(Math.min(steps.length, stepsInAll - 1), stepsInAll)
    },
  }
  const trained = (await scoredBefore(job, run)) ?? (await scoreEverybody(job, run, retrain))
  if (!trained || (await job.shouldStop())) return null
  const settled = await job.transact(async (ctx) => {
    const policies = await policiesNow(ctx)
    const least = Math.min(...policies.map(({ reviewAt }) => reviewAt))
    return settle(await edgesOf(ctx, run, trained, least), policies, await toldApart(ctx))
  })
  const linked = await link(job, settled, mergesAtOnce)
  if (await job.shouldStop()) return null
  const gone = await ask(job, settled, trained.number)
  const count = async (table: string) =>
    (await run.analytics.rows<{ n: number }>(`select count() as n from ${database}.${table}`))[0]!.n
  const asked = settled.ask.length
  const matched = { records: await count('raw'), pairs: await count('pairs'), linked, asked, settled: gone }
  await job.transact((ctx) => finishRun(ctx, job.jobId, { ...matched, steps }))
  await job.progress(stepsInAll, stepsInAll)
  return matched
}

/** From the customers to `scored`. Null when there are too few to learn from, or somebody asked to stop. */
async function scoreEverybody(job: JobRun, run: Run, retrain: boolean): Promise<Trained | null> {
  await run.analytics.command(`drop table if exists ${database}.run`)
  const known = retrain ? null : await job.transact(activeModel)
  const records = await job.transact((ctx) => loadCustomers(ctx, run, job.shouldStop))
  if (records < fewest || (await job.shouldStop())) return null
  await compare(run, known?.model ?? customerModel)
  if (await job.shouldStop()) return null
  const trained = known ?? (await learn(job, run, records))
  await shareFrequencies(job, run)
  await job.transact((ctx) => startRun(ctx, job.jobId, trained.number))
  await score(run, trained.model, trained.parameters)
  await run.analytics.command(
    `create table ${database}.run engine = MergeTree order by tuple() as select '${job.jobId}' as id, ${trained.number} as model`,
  )
  return trained
}

/** This job was here before: its pairs are scored, and some of them may be linked. */
async function scoredBefore(job: JobRun, { analytics }: Run): Promise<Trained | null> {
  const [there] = await analytics.rows<{ n: number }>(
    `select count() as n from system.tables where database = '${database}' and name = 'run'`,
  )
  if (there!.n === 0) return null
  const [run] = await analytics.rows<{ id: string; model: number }>(`select id, model from ${database}.run`)
  return run?.id === job.jobId ? job.transact((ctx) => modelNumbered(ctx, run.model)) : null
}

/** Parameters from the customers themselves. */
async function learn(job: JobRun, run: Run, records: number): Promise<Trained> {
  const parameters = await train(run, customerModel)
  const rules = await run.analytics.rows<{ rule: number; pairs: number }>(
    `select arrayJoin(bitPositionsToArray(found)) as rule, count() as pairs from ${run.database}.pairs group by rule order by rule`,
  )
  return job.transact((ctx) => keepModel(ctx, customerModel, parameters, { records, rules }))
}

/** So that live arrivals weigh a value as this run does. */
async function shareFrequencies(job: JobRun, run: Run): Promise<void> {
  const frequencies = await frequenciesOf(run)
  await job.transact(async (ctx) => {
    await forgetFrequencies(ctx)
    for (let from = 0; from < frequencies.length; from += rowsAtOnce)
      await keepFrequencies(ctx, frequencies.slice(from, from + rowsAtOnce))
  })
}

/** Values more than two have; who shares with one other only counts as met once, as in `records` of matching/steps.ts. */
async function frequenciesOf(run: Run): Promise<Frequency[]> {
  const all: Frequency[] = []
  for (const feature of new Set(customerModel.comparisons.flatMap(({ rare }) => rare ?? []))) {
    const value = isList(customerModel, feature) ? `arrayJoin(${feature})` : feature
    const rows = await run.analytics.rows<Omit<Frequency, 'feature'>>(
      inside(
        run,
        `select value, (n - 1) / total as share from (
          select value, count() as n, sum(count()) over () as total from (select ${value} as value from featured) where value != '' group by value)
        where n > 2`,
      ),
    )
    // A value nobody has: the total, for those who are alone with theirs.
    const [total] = await run.analytics.rows<{ n: number }>(
      inside(run, `select count() as n from (select ${value} as value from featured) where value != ''`),
    )
    all.push(
      { feature, value: '', share: 1 / Math.max(1, total!.n) },
      ...rows.map((one) => ({ feature, ...one })),
    )
  }
  return all
}

type ScoredRow = {
  one: string
  other: string
  weight: number
  rarity: number
  code: number
  verified: number
}

/** Pairs of at least this weight: what may matter under any policy. */
async function edgesOf(ctx: Ctx, run: Run, { model }: Trained, least: number): Promise<Edge[]> {
  const rows = await run.analytics.rows<ScoredRow>(
    inside(
      run,
      `select toString(x.id) as one, toString(y.id) as other, s.weight as weight, s.weight - w.weight as rarity, s.code as code,
        x.resident != '' and y.resident != '' and x.resident != y.resident as verified
      from scored as s join weights as w on s.code = w.code join raw as x on s.l = x.rid join raw as y on s.r = y.rid
      where s.weight >= ${least} order by weight desc`,
    ),
  )
  const brandOf = await brandsOfPeople(ctx, [...new Set(rows.flatMap(({ one, other }) => [one, other]))])
  return rows.map(({ one, other, weight, rarity, code, verified }) => {
    const [a, b] = [one, other].sort() as [string, string]
    const brandId = sharedBrand(brandOf.get(a), brandOf.get(b))
    return { a, b, weight, rarity, levels: levelsOf(model, code), verified: verified === 1, brandId }
  })
}

/** One brand that both have and no other: its policy counts. */
const sharedBrand = (a: string[] = [], b: string[] = []): string | null =>
  a.length === 1 && b.length === 1 && a[0] === b[0] ? a[0]! : null

async function brandsOfPeople(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const network = await networkSnapshot(ctx)
  const brands = network.brands.map(({ id }) => id)
  const found = new Map<string, string[]>()
  for (let from = 0; from < ids.length; from += 10_000) {
    const rows = await ctx.db
      .selectFrom('customers.reach')
      .select(['customerId', 'nodeId'])
      .where('nodeId', 'in', brands)
      .where('customerId', 'in', ids.slice(from, from + 10_000) as string[])
      .execute()
    for (const { customerId, nodeId } of rows)
      found.set(customerId, [...(found.get(customerId) ?? []), nodeId])
  }
  return found
}

async function link(job: JobRun, { link }: Settled, mergesAtOnce: number): Promise<number> {
  let linked = 0
  for (let from = 0; from < link.length; from += mergesAtOnce) {
    if (await job.shouldStop()) break
    const some = link.slice(from, from + mergesAtOnce)
    const done = await job.transact((ctx) =>
      mergeMany(
        ctx,
        some.map(({ ids, edges }) => ({
          ids,
          evidence: {
            run: job.jobId,
            weight: Math.max(...edges.map(({ weight }) => weight)),
            pairs: edges.map(({ a, b, weight, levels }) => ({ a, b, weight, levels })),
          },
        })),
      ),
    )
    linked += done.reduce((sum, one) => sum + ('merges' in one ? one.merges.length : 0), 0)
  }
  return linked
}

async function ask(job: JobRun, { ask: asked }: Settled, modelNumber: number): Promise<number> {
  for (let from = 0; from < asked.length; from += rowsAtOnce)
    await job.transact((ctx) => askAbout(ctx, asked.slice(from, from + rowsAtOnce), modelNumber))
  return job.transact((ctx) => dropUnfound(ctx, asked))
}
