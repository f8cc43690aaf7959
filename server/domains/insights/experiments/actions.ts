import { randomInt } from 'node:crypto'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import {
  type createExperiment as askCreate,
  type listExperiments as askList,
  experimentProblems,
  type NewExperiment,
} from '../../../../contract/experiments.ts'
import { insightProblems } from '../../../../contract/insights.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { dayIn } from '../../../kernel/clock.ts'
import { type Ctx, seesMoney } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { askQuestion } from '../door.ts'
import { experimentAudience } from '../questions/experiment-audience/question.ts'
import { brandAndCampaign, keepMembers, readExperiments, shownExperiment, stillThere } from './queries.ts'
import { drawLots, fewestInArm, mostMembers } from './rules.ts'

export async function listExperiments(
  ctx: Ctx,
  query: Call<typeof askList>['query'],
): Promise<Reply<typeof askList>> {
  if (!seesMoney(ctx.scope)) throw new Refused(insightProblems.noMoney)
  const rows = await readExperiments(ctx, query)
  return pageOf(rows, query.limit, ({ createdAt, id }) => [createdAt.toISOString(), id], shownExperiment)
}

const dayMs = 86_400_000
/** A dealer that reported nothing for two months is not one to draw. */
const dealersOfDays = 60

/** Refusals: noMoney, notFound, backwards, begun, tooMany, tooFew. */
export async function createExperiment(
  ctx: Ctx,
  body: Call<typeof askCreate>['body'],
): Promise<Reply<typeof askCreate>> {
  const today = dayIn(ctx.now, 'Asia/Shanghai')
  await refuseWrong(ctx, body, today)
  const ids = await stillThere(ctx, body.unit, await audienceOf(ctx, body, today))
  const seed = body.seed ?? randomInt(2 ** 31)
  const lots = drawLots(ids, body.heldOutShare, seed)
  const heldOut = lots.filter((one) => one.heldOut).length
  const needed = fewestInArm[body.unit]
  if (Math.min(heldOut, lots.length - heldOut) < needed)
    throw new Refused(experimentProblems.tooFew, { found: lots.length, needed })
  const { audience, ...said } = body
  const row = await ctx.db
    .insertInto('insights.experiment')
    .values({
      ...said,
      id: newId(),
      audience: JSON.stringify(audience),
      seed,
      treated: lots.length - heldOut,
      heldOut,
      createdBy: ctx.actor.id,
      createdAt: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await keepMembers(ctx, row.id, body.unit, lots)
  return shownExperiment(row)
}

async function refuseWrong(
  ctx: Ctx,
  { brandId, campaignId, startsOn, endsOn }: NewExperiment,
  today: string,
) {
  if (!seesMoney(ctx.scope)) throw new Refused(insightProblems.noMoney)
  const { brand, campaign } = await brandAndCampaign(ctx, brandId, campaignId)
  const theirs = ctx.scope.kind !== 'brand' || ctx.scope.nodes.includes(brandId)
  if (!brand || !campaign || !theirs) throw new Refused(commonProblems.notFound)
  if (endsOn < startsOn) throw new Refused(experimentProblems.backwards)
  if (startsOn < today) throw new Refused(experimentProblems.begun, { today })
}

async function audienceOf(
  ctx: Ctx,
  { unit, brandId, audience }: NewExperiment,
  today: string,
): Promise<string[]> {
  const from = new Date(Date.parse(`${today}T00:00:00Z`) - dealersOfDays * dayMs).toISOString().slice(0, 10)
  const window = {
    from,
    to: today,
    asOf: ctx.now,
    brand: [brandId],
    region: audience.regionIds,
    dealer: audience.dealerIds,
    series: audience.seriesIds,
  }
  const rows = await askQuestion(ctx, experimentAudience, window, {
    unit,
    classes: audience.valueClasses,
    stages: audience.stages,
    limit: mostMembers + 1,
  })
  if (rows.length > mostMembers) throw new Refused(experimentProblems.tooMany, { most: mostMembers })
  return rows.map(({ id }) => id)
}
