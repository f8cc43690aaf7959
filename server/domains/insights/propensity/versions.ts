import { sql } from 'kysely'
import type { Reply, Words } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import {
  type listModels as askModels,
  type publishModel as askPublish,
  type retireModel as askRetire,
  type readLeadScores as askScores,
  type Chance,
  chanceBands,
  type ModelVersion,
  mostVersions,
  type PropensityKind,
  propensityProblems,
} from '../../../../contract/propensity.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'
import type { Propensity } from '../models/propensity/model.ts'
import { forgetChampion } from './arriving.ts'
import { refuseNarrow, scoreJob } from './jobs.ts'
import {
  bandsOf,
  type KeptScore,
  makeChampion,
  makeRetired,
  scoresOf,
  versionById,
  versionsOf,
  type Whole,
} from './keep.ts'
import { kinds } from './kinds.ts'

export const titleOf = (kind: PropensityKind, feature: string): Words =>
  kinds[kind].features.find(({ name }) => name === feature)?.title ?? { zh: feature, en: feature }

const levelOf = (kind: PropensityKind, feature: string, level: string): Words =>
  kinds[kind].features.find(({ name }) => name === feature)?.words?.[level] ??
  (level === '?' ? { zh: '', en: '' } : { zh: level, en: level })

const mostWeights = 20
/** The strongest standardised weights of a sum; trees have none. A feature is `column` or `column = level`. */
function weightsOf(kind: PropensityKind, model: Propensity): ModelVersion['weights'] {
  if (model.kind === 'boosted') return []
  const { weights, errors } = model.logistic
  return model.encoding.features
    .map((name, at) => {
      const [column, ...level] = name.split(' = ')
      const error = errors[at]
      return {
        name: column!,
        feature: titleOf(kind, column!),
        level: level.length > 0 ? levelOf(kind, column!, level.join(' = ')) : null,
        weight: weights[at]!,
        error: typeof error === 'number' && Number.isFinite(error) ? error : null,
      }
    })
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, mostWeights)
}

function shown(one: Whole): ModelVersion {
  const { judgement, kind } = one
  return {
    id: one.id,
    number: one.number,
    algorithm: one.algorithm,
    state: one.state,
    trainedAt: one.trainedAt.toISOString(),
    heldOutFrom: one.heldOutFrom,
    trainedOn: one.trainedOn,
    heldOut: one.heldOut,
    hits: judgement.hits,
    baseRate: one.baseRate,
    area: typeof judgement.area.estimate === 'number' ? judgement.area : null,
    skill: judgement.skill.brier,
    refusals: judgement.refusals,
    recommended: one.recommended,
    publishedAt: one.publishedAt?.toISOString() ?? null,
    publishedBy: one.publishedBy,
    features: one.features.map((name) => titleOf(kind, name)),
    weights: weightsOf(kind, one.model),
    roc: judgement.roc,
    // Nobody of the held-out rows did it: there is no lift, and JSON keeps no such number.
    lift: judgement.hits > 0 ? judgement.lift : [],
    calibration: judgement.calibration,
    drift:
      one.drift?.map(({ name, index, verdict }) => ({ feature: titleOf(kind, name), index, verdict })) ??
      null,
    driftAt: one.driftAt?.toISOString() ?? null,
  }
}

export async function listModels(ctx: Ctx, kind: PropensityKind): Promise<Reply<typeof askModels>> {
  const { title, definition, horizonDays } = kinds[kind]
  const bands = await bandsOf(ctx, kind)
  const latest = bands.map(({ at }) => at.toISOString()).sort()
  return {
    kind,
    title,
    definition,
    horizonDays,
    items: (await versionsOf(ctx, kind, mostVersions)).map(shown),
    scored: chanceBands.flatMap((band) => {
      const one = bands.find((row) => row.band === band)
      return one ? [{ band, subjects: one.subjects, average: one.average }] : []
    }),
    scoredAt: latest.at(-1) ?? null,
  }
}

/** Refusals: wholeNetwork, notFound, isChampion, isRetired, tooFewCases, noBetter. */
export async function publishModel(ctx: Ctx, id: string): Promise<Reply<typeof askPublish>> {
  refuseNarrow(ctx)
  const one = found(await versionById(ctx, id), commonProblems.notFound)
  const { number, judgement } = one
  if (one.state === 'champion') throw new Refused(propensityProblems.isChampion, { number })
  if (one.state === 'retired') throw new Refused(propensityProblems.isRetired, { number })
  if (judgement.refusals.includes('too-few-cases'))
    throw new Refused(propensityProblems.tooFewCases, { number, hits: judgement.hits, rows: judgement.rows })
  if (judgement.refusals.length > 0)
    throw new Refused(propensityProblems.noBetter, {
      number,
      baseRate: `${(one.baseRate * 100).toFixed(1)} %`,
    })
  await makeChampion(ctx, one)
  forgetChampion(ctx)
  await told(ctx, one, 'champion')
  return { id, number, state: 'champion', jobId: await enqueue(ctx, scoreJob, { kind: one.kind }) }
}

/** Refusals: wholeNetwork, notFound, isRetired. */
export async function retireModel(ctx: Ctx, id: string): Promise<Reply<typeof askRetire>> {
  refuseNarrow(ctx)
  const one = found(await versionById(ctx, id), commonProblems.notFound)
  if (one.state === 'retired') throw new Refused(propensityProblems.isRetired, { number: one.number })
  await makeRetired(ctx, id)
  forgetChampion(ctx)
  await told(ctx, one, 'retired')
  return { id, number: one.number, state: 'retired' }
}

const told = (ctx: Ctx, { id, kind, number, state }: Whole, after: string) =>
  recordAudit(ctx, {
    table: 'insights.propensity_model',
    rowId: id,
    action: 'update',
    after: { kind, number, before: state, state: after },
  })

export const chanceOf = ({ kind, score, band, reasons, model, at }: KeptScore): Chance => ({
  kind,
  score,
  band,
  model,
  at: at.toISOString(),
  reasons: (reasons as { feature: string; value: Words | null; effect: number }[]).map((one) => ({
    ...one,
    name: one.feature,
    feature: titleOf(kind, one.feature),
  })),
})

/** Refusals: notFound for a lead out of sight. */
export async function readLeadScores(ctx: Ctx, id: string): Promise<Reply<typeof askScores>> {
  const { rows } = await sql`select from leads.lead where id = ${id}`.execute(ctx.db)
  if (rows.length === 0) throw new Refused(commonProblems.notFound)
  return { items: (await scoresOf(ctx, id)).map(chanceOf) }
}
