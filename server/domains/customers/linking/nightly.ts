import type { JobRun } from '../../../kernel/jobs/definition.ts'
import { customerModel } from '../matching/customer-model.ts'
import { type Renewed, renew } from '../matching/renewing.ts'
import { compare, type Run, score, sizeOf, train } from '../matching/run.ts'
import { act, leastOf } from './acting.ts'
import { changedSince, forgetLeft, markNow } from './changes.ts'
import { shareFrequencies } from './frequencies.ts'
import {
  type Because,
  becauseOf,
  forget,
  type Kept,
  keep,
  nobodyIsDue,
  readKept,
  renewable,
  shape,
  wordsOf,
} from './kept.ts'
import { tellMatching } from './news.ts'
import {
  activeModel,
  finishRun,
  keepModel,
  modelNumbered,
  policiesNow,
  type RunStep,
  startRun,
  stepsOfRun,
  type Trained,
} from './queries.ts'
import { loadChanged, loadCustomers, rawSql } from './records.ts'
import type { Policy } from './rules.ts'

export const database = 'matching'
/** Fewer teach nothing. */
const fewest = 200
/** Steps of a run, for its progress; one that only looks at what changed has a few less. */
const stepsInAll = 14

/** What a run did, for its row and for whoever started it. */
export type Matched = {
  because: string
  records: number
  pairs: number
  linked: number
  asked: number
  settled: number
}
export type Matching = { retrain: boolean; mergesAtOnce?: number }

/**
 * Everybody against everybody, or who changed since the last run against everybody: finds and scores pairs, links what
 * is certain and asks about the rest. Killed while it scores, it begins again; killed while it links, it goes on with the
 * pairs it had scored, so that it ends where it would have ended. Merges name the run (`evidence.run`), by which they are
 * undone together.
 */
export async function matchEverybody(
  job: JobRun,
  { retrain, mergesAtOnce = 200 }: Matching,
): Promise<Matched | null> {
  const analytics = await job.transact(async (ctx) => ctx.services.analytics)
  const steps: RunStep[] = []
  const run: Run = {
    analytics,
    database,
    cluster: await analytics.cluster?.(),
    done: async (step, milliseconds, rows) => {
      steps.push({ step, milliseconds: Math.round(milliseconds), rows })
      await job.progress(Math.min(steps.length, stepsInAll - 1), stepsInAll)
    },
  }
  const before = await readKept(run)
  const resumed = before?.id === job.jobId && before.state !== 'renewing' ? before : null
  if (resumed) steps.push(...(await job.transact((ctx) => stepsOfRun(ctx, job.jobId))))
  const kept = resumed ?? (await scoreAnew(job, run, before, retrain, steps))
  if (!kept || (await job.shouldStop())) return null
  const trained = (await job.transact((ctx) => modelNumbered(ctx, kept.model)))!
  if (!(await act(job, run, { trained, all: kept.all, mergesAtOnce }))) return null
  await nobodyIsDue(run)
  await keep(run, { ...kept, state: 'done', all: false })
  const matched = await job.transact(async (ctx) => {
    await forgetLeft(ctx, kept.mark)
    await tellMatching(ctx, 'ended')
    return finishRun(ctx, job.jobId, steps)
  })
  await job.progress(stepsInAll, stepsInAll)
  return matched
}

/** From the customers to `scored`. Null when there are too few to learn from, or somebody asked to stop. */
async function scoreAnew(
  job: JobRun,
  run: Run,
  before: Kept | null,
  retrain: boolean,
  steps: readonly RunStep[],
): Promise<Kept | null> {
  const start = await job.transact(async (ctx) => ({
    known: retrain ? null : await activeModel(ctx),
    mark: await markNow(ctx),
    policies: await policiesNow(ctx),
    at: ctx.now,
  }))
  const { known, mark, at } = start
  const policies = wordsOf(start.policies)
  const because = becauseOf(before, { model: known?.number ?? null, database: mark.database, at })
  const started = { at, steps }
  if (because === 'changes') {
    const renewed = await renewChanged(job, run, before!, known!, start.policies)
    if (renewed) {
      const all = (before!.all && before!.state !== 'done') || before!.policies !== policies
      const kept: Kept = { ...before!, id: job.jobId, mark, policies, state: 'scored', all }
      return note(job, run, kept, { ...started, because, ...renewed })
    }
  }
  const keepOften = because === 'broken'
  const trained = await scoreEverybody(job, run, known, keepOften)
  if (!trained) return null
  const kept: Kept = {
    id: job.jobId,
    model: trained.number,
    shape,
    mark,
    wholeAt: keepOften ? before!.wholeAt : at.toISOString(),
    policies,
    state: 'scored',
    all: true,
  }
  const pairs = await sizeOf(run, 'pairs')
  const why = because === 'changes' ? 'many' : because
  return note(job, run, kept, { ...started, because: why, renewed: null, pairs })
}

type Noted = {
  at: Date
  because: Because
  renewed: Renewed | null
  pairs: number
  steps: readonly RunStep[]
}
/** The run's row first: whoever finds `scored` said in ClickHouse goes on with it. */
async function note(job: JobRun, run: Run, kept: Kept, { at, ...row }: Noted): Promise<Kept> {
  const records = await sizeOf(run, 'raw')
  const { model: modelNumber } = kept
  await job.transact((ctx) =>
    startRun(ctx, job.jobId, at, { ...row, modelNumber, whole: row.renewed === null, records }),
  )
  await keep(run, kept)
  return kept
}

/** Null when so much changed that everybody is compared anew. */
async function renewChanged(
  job: JobRun,
  run: Run,
  before: Kept,
  { model, parameters }: Trained,
  policies: readonly Policy[],
): Promise<{ renewed: Renewed; pairs: number } | null> {
  const most = renewable(await sizeOf(run, 'raw'))
  const branded = policies.some(({ brandId }) => brandId !== null)
  const started = performance.now()
  const ids = await job.transact((ctx) => changedSince(ctx, before.mark, branded, most + 1))
  await run.done?.('changes', performance.now() - started, ids.length)
  if (ids.length > most) return null
  if (ids.length === 0) return { renewed: { new: 0, changed: 0, gone: 0, repaired: 0 }, pairs: 0 }
  await job.transact((ctx) => loadChanged(ctx, run, ids))
  await keep(run, { ...before, state: 'renewing' })
  const renewed = await renew(run, model, parameters, rawSql, leastOf(policies))
  return { renewed, pairs: await sizeOf(run, 'pairs') }
}

/** @param keepOften values weigh what they weighed in the last whole run */
async function scoreEverybody(
  job: JobRun,
  run: Run,
  known: Trained | null,
  keepOften: boolean,
): Promise<Trained | null> {
  if (!keepOften) await forget(run)
  const records = await job.transact((ctx) => loadCustomers(ctx, run, job.shouldStop))
  if (records < fewest || (await job.shouldStop())) return null
  await compare(run, known?.model ?? customerModel, keepOften)
  if (await job.shouldStop()) return null
  const trained = known ?? (await learn(job, run, records))
  if (!keepOften) await shareFrequencies(job, run)
  await score(run, trained.model, trained.parameters)
  return trained
}

/** Parameters from the customers themselves. */
async function learn(job: JobRun, run: Run, records: number): Promise<Trained> {
  const parameters = await train(run, customerModel)
  const rules = await run.analytics.rows<{ rule: number; pairs: number }>(
    `select arrayJoin(bitPositionsToArray(found)) as rule, count() as pairs from ${run.database}.pairs group by rule order by rule`,
  )
  return job.transact((ctx) => keepModel(ctx, customerModel, parameters, { records, rules }))
}
