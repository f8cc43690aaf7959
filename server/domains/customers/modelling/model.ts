import type { Call, Reply } from '../../../../contract/endpoint.ts'
import type {
  listMatchRuns,
  MatchModel,
  MatchRun,
  readMatchModel,
  startMatchRun,
  undoMatchRun,
} from '../../../../contract/match-model.ts'
import { matchModelProblems } from '../../../../contract/match-model.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'
import { matchJob, unmatchJob } from '../jobs.ts'
import { priorWeight } from '../matching/scoring.ts'
import {
  isRunning,
  type ModelRow,
  mergesOfRuns,
  modelShown,
  modelVersions,
  runById,
  runsListed,
  trainingRun,
} from './queries.ts'

/** Null before the first training; a number nobody trained is not there. */
export async function showModel(
  ctx: Ctx,
  { number }: Call<typeof readMatchModel>['query'],
): Promise<Reply<typeof readMatchModel>> {
  const row = await modelShown(ctx, number)
  if (number !== undefined) found(row, commonProblems.notFound)
  const versions = await modelVersions(ctx)
  return {
    model: row ? presented(row, await trainingRun(ctx, row.number)) : null,
    versions: versions.map((one) => ({ ...one, trainedAt: one.trainedAt.toISOString() })),
  }
}

function presented(
  { number, active, trainedAt, trainedBy, model, parameters, estimatedFrom }: ModelRow,
  run: { pairs: number; randomPairs: number } | undefined,
): MatchModel {
  const pairsOf = new Map(estimatedFrom.rules?.map(({ rule, pairs }) => [rule, pairs]))
  return {
    number,
    active,
    trainedAt: trainedAt.toISOString(),
    trainedBy,
    estimatedFrom: {
      records: estimatedFrom.records ?? null,
      pairs: run?.pairs ?? null,
      randomPairs: run?.randomPairs ?? null,
    },
    prior: parameters.prior,
    priorBits: priorWeight(parameters),
    kinPrior: parameters.kin?.prior ?? null,
    features: model.features.map(({ name, from, how }) => ({ name, from, how })),
    blocking: model.blocking.map(({ on, mostPerKey }, at) => ({
      on,
      mostPerKey,
      // A rule that found nothing has no row of its own.
      pairs: estimatedFrom.rules ? (pairsOf.get(at) ?? 0) : null,
    })),
    comparisons: model.comparisons.map(({ name, levels, rare }) => ({
      name,
      levels: [...levels.map((one) => one.name), 'different'].map((level, at) => {
        const [m, u] = [parameters.m[name]![at]!, parameters.u[name]![at]!]
        const kin = parameters.kin?.u[name]?.[at] ?? null
        return { name: level, m, u, kin, bits: Math.log2(m / u), rare: at === 0 && rare !== undefined }
      }),
    })),
  }
}

export async function runsPage(
  ctx: Ctx,
  query: Call<typeof listMatchRuns>['query'],
): Promise<Reply<typeof listMatchRuns>> {
  const rows = await runsListed(ctx, query)
  const linking = rows.flatMap(({ id, linked }) => (linked > 0 ? [id] : []))
  const merges = await asSystem(ctx, (wide) => mergesOfRuns(wide, linking))
  return pageOf(
    rows,
    query.limit,
    (row) => [row.startedAt.toISOString(), row.id],
    ({ startedAt, finishedAt, steps, because, renewed, ...row }) => ({
      ...row,
      ...(merges.get(row.id) ?? { standing: 0, undone: 0 }),
      because: because as MatchRun['because'],
      renewed: renewed as MatchRun['renewed'],
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      steps: steps as MatchRun['steps'],
    }),
  )
}

/** The job runs as whoever asks, so only who sees the whole network may: half of the customers would learn half a model. */
export async function startRun(
  ctx: Ctx,
  { retrain }: Call<typeof startMatchRun>['body'],
): Promise<Reply<typeof startMatchRun>> {
  if (ctx.scope.kind !== 'carmaker') throw new Refused(matchModelProblems.networkByCarmaker)
  if (await asSystem(ctx, isRunning)) throw new Refused(matchModelProblems.running)
  return { jobId: await enqueue(ctx, matchJob, { retrain }) }
}

/** What a run linked, taken back merge by merge; the two of each are told apart by it, so that no run links them again. */
export async function undoRun(ctx: Ctx, id: string): Promise<Reply<typeof undoMatchRun>> {
  if (ctx.scope.kind !== 'carmaker') throw new Refused(matchModelProblems.networkByCarmaker)
  found(await runById(ctx, id), commonProblems.notFound)
  if (await asSystem(ctx, isRunning)) throw new Refused(matchModelProblems.running)
  const merges = (await asSystem(ctx, (wide) => mergesOfRuns(wide, [id]))).get(id)
  if (!merges?.standing) throw new Refused(matchModelProblems.nothingLinked)
  return { jobId: await enqueue(ctx, unmatchJob, { runId: id }) }
}
