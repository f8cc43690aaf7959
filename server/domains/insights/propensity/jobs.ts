import { type PropensityKind, propensityKinds, propensityProblems } from '../../../../contract/propensity.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { Refused } from '../../../kernel/errors.ts'
import { defineJob, type JobRun } from '../../../kernel/jobs/definition.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'
import { buffersOf, inThread, unlessStopped, type Watch } from '../../../kernel/threads.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { rowsOf } from '../models/propensity/columns.ts'
import { driftOf } from '../models/propensity/drift.ts'
import { forgetChampion } from './arriving.ts'
import { averagedOf } from './features.ts'
import {
  championOf,
  dropStale,
  keepDrift,
  keepScores,
  keepVersions,
  makeChampion,
  type Score,
  type Whole,
  wasEverPublished,
} from './keep.ts'
import { kinds, type Living } from './kinds.ts'
import { chancesOf } from './scoring.ts'
import { type Lesson, type Trained, trainingSteps } from './training.ts'

type Given = { kind?: PropensityKind }
const chosen = ({ kind }: Given) => (kind ? [kind] : propensityKinds)
const titled = (zh: string, en: string) => (given: Given) => {
  const title = given.kind && kinds[given.kind].title
  return title ? { zh: `${zh}：${title.zh}`, en: `${en}: ${title.en}` } : { zh, en }
}

/** Without ClickHouse there is nothing to learn from; what stood before stands. */
async function whenThere<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refused && error.refusal.status === 503) return null
    throw error
  }
}

/**
 * Every week, and when asked: each kind is trained anew and stands beside the champion as a challenger. Nobody is replaced
 * without a person's word; only the first version ever that may be published takes the empty place by itself.
 */
export const trainJob = defineJob<Given>({
  queue: 'insights.train',
  title: titled('训练预测模型', 'Train the propensity models'),
  cron: '29 21 * * 6',
  run: async (job, input) => {
    const result: Record<string, unknown> = {}
    const all = chosen(input)
    for (const [at, kind] of all.entries()) {
      if (await job.shouldStop()) return
      const tell = (done: number) => job.progress(at * trainingSteps + done, all.length * trainingSteps)
      await tell(0)
      const said = await whenThere(train(job, kind, tell))
      if (said === 'stopped') return
      if (!said) return { ...result, away: true }
      result[kind] = said
      await tell(trainingSteps)
    }
    return result
  },
})

/** Reading and keeping are transactions; the learning between them holds none, and holds nobody up. */
async function train(
  job: JobRun,
  kind: PropensityKind,
  tell: (done: number) => Promise<void>,
): Promise<string> {
  const lesson = await job.transact(async (ctx) => {
    await refreshFacts(ctx)
    return kinds[kind].sample(ctx)
  })
  const trained = await unlessStopped(
    trainInThread(lesson, { shouldStop: () => job.shouldStop(), progress: tell }),
  )
  if (trained === 'stopped') return trained
  if (!trained) return 'too few rows'
  return job.transact(async (ctx) => {
    const versions = await keepVersions(ctx, kind, kinds[kind].horizonDays, trained)
    const best = versions.find((one) => one.recommended)
    if (best && !(await wasEverPublished(ctx, kind))) {
      await makeChampion(ctx, { id: best.id, kind })
      forgetChampion(ctx)
      await enqueue(ctx, scoreJob, { kind })
    }
    return versions.map(({ number, recommended }) => `${number}${recommended ? '*' : ''}`).join(', ')
  })
}

/** Beside the process; whoever cancels ends it at once. The lesson's numbers are gone afterwards. */
export const trainInThread = (lesson: Lesson, watch: Watch): Promise<Trained | null> =>
  inThread<Lesson, Trained | null>(new URL('./training.thread.ts', import.meta.url), lesson, {
    ...watch,
    transfer: buffersOf([
      lesson.outcome,
      ...lesson.table.columns.map((column) => (column.kind === 'number' ? column.values : column.codes)),
    ]),
  })

const batch = 2_000

/** After the valuation of the night: whoever is worth a score gets one from the champion, and its drift is measured. */
export const scoreJob = defineJob<Given>({
  queue: 'insights.score',
  title: titled('按预测模型打分', 'Score by the propensity models'),
  cron: '17 21 * * *',
  run: async (job, input) => {
    const result: Record<string, unknown> = {}
    for (const kind of chosen(input)) {
      const scored = await whenThere(score(job, kind))
      if (scored === null) return { ...result, away: true }
      if (scored === 'stopped') return
      result[kind] = scored
    }
    return result
  },
})

async function score(job: JobRun, kind: PropensityKind): Promise<number | 'stopped'> {
  const read = await job.transact(async (ctx) => {
    const champion = await championOf(ctx, kind)
    if (!champion) return null
    await refreshFacts(ctx)
    const living = await kinds[kind].living(ctx)
    await keepDrift(ctx, champion.id, driftsOf(champion, living))
    return { champion, living, at: ctx.now }
  })
  if (!read) return 0
  const { champion, living, at } = read
  const write = { kind, modelId: champion.id, subject: kinds[kind].subject, at }
  for (let from = 0; from < living.ids.length; from += batch) {
    if (await job.shouldStop()) return 'stopped'
    const to = Math.min(from + batch, living.ids.length)
    await job.transact((ctx) => keepScores(ctx, write, scored(champion, living, from, to)))
    await job.progress(to, living.ids.length)
  }
  await job.transact((ctx) => dropStale(ctx, write))
  return living.ids.length
}

const driftsOf = ({ footprints }: Whole, { everybody }: Living) =>
  footprints.flatMap((footprint) => {
    const column = everybody.columns.find(({ name }) => name === footprint.name)
    return column && everybody.rows > 0 ? [driftOf(footprint, column)] : []
  })

function scored(champion: Whole, living: Living, from: number, to: number): Score[] {
  const part = rowsOf(
    living.table,
    Uint32Array.from({ length: to - from }, (_, at) => from + at),
  )
  const averaged = averagedOf(kinds[champion.kind].features)
  return chancesOf(champion, part, {
    averaged,
    wordsOf: (row, feature) => living.valueOf(from + row, feature),
  }).map((one, at) => ({ id: living.ids[from + at]!, ...one }))
}

/** Half of the network would be learned from by half of the network. */
export function refuseNarrow(ctx: Ctx): void {
  if (ctx.scope.kind !== 'carmaker') throw new Refused(propensityProblems.wholeNetwork)
}
/** Refusals: wholeNetwork. */
export async function startTraining(ctx: Ctx, kind: PropensityKind): Promise<{ jobId: string }> {
  refuseNarrow(ctx)
  return { jobId: await enqueue(ctx, trainJob, { kind }) }
}
