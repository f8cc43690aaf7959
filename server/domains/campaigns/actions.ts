import {
  type addTrackingCode as addCode,
  type Campaign,
  type CampaignLine,
  campaignProblems,
  type createCampaign as create,
  type editCampaign as edit,
  type enterSpend as enter,
  type listCampaigns as list,
} from '../../../contract/campaigns.ts'
import type { Call, Reply } from '../../../contract/endpoint.ts'
import { commonProblems } from '../../../contract/problem.ts'
import { type Ctx, seesMoney } from '../../kernel/ctx.ts'
import { pageOf } from '../../kernel/db/keyset.ts'
import { found, Refused } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import * as queries from './queries.ts'
import { dayIn, officeZone, stateOn, withinFlight } from './rules.ts'
import { writeSpend } from './spend.ts'
import { forgetCodes } from './tracking.ts'

export async function listCampaigns(
  ctx: Ctx,
  filter: Call<typeof list>['query'],
): Promise<Reply<typeof list>> {
  const today = dayIn(ctx.now, officeZone)
  const rows = await queries.campaignPage(ctx, filter, today)
  return pageOf(
    rows,
    filter.limit,
    (row) => [row.startsOn, row.id],
    (row) => lineOf(row, today),
  )
}

function lineOf(row: queries.CampaignRow, today: string): CampaignLine {
  const { brandId, brandName, regionId, regionName, goal: _goal, version: _version, ...line } = row
  const region = regionId && regionName ? { id: regionId, name: regionName } : null
  return { ...line, brand: { id: brandId, name: brandName }, region, state: stateOn(row, today) }
}

export async function readCampaign(ctx: Ctx, id: string): Promise<Campaign> {
  const today = dayIn(ctx.now, officeZone)
  const row = found(await queries.campaignById(ctx, id), commonProblems.notFound)
  return {
    ...lineOf(row, today),
    goal: row.goal,
    version: row.version,
    trackingCodes: await queries.trackingCodesOf(ctx, id),
    spend: seesMoney(ctx.scope) ? await queries.spendByDay(ctx, id, today) : null,
  }
}

/** Refusals: unknownBrand, unknownRegion, flightBackwards, codeTaken. */
export async function createCampaign(
  ctx: Ctx,
  { trackingCode, ...body }: Call<typeof create>['body'],
): Promise<Campaign> {
  await refuseWrongPlan(ctx, body.brandId, body)
  const id = newId()
  if (!(await queries.insertCampaign(ctx, { id, ...body })))
    throw new Refused(campaignProblems.codeTaken, { code: body.code })
  if (trackingCode)
    await addTrackingCode(ctx, id, { code: trackingCode, medium: body.medium, landingPage: body.landingPage })
  forgetCodes(ctx)
  return readCampaign(ctx, id)
}

/** Refusals: notFound, conflict, unknownRegion, flightBackwards. */
export async function editCampaign(
  ctx: Ctx,
  id: string,
  { version, ...body }: Call<typeof edit>['body'],
): Promise<Campaign> {
  const before = found(await queries.campaignForUpdate(ctx, id), commonProblems.notFound)
  if (before.version !== version) throw new Refused(commonProblems.conflict)
  await refuseWrongPlan(ctx, before.brandId, body)
  await queries.updateCampaign(ctx, id, body)
  forgetCodes(ctx)
  return readCampaign(ctx, id)
}

type Plan = { startsOn: string; endsOn: string; regionId: string | null }
async function refuseWrongPlan(ctx: Ctx, brandId: string, { startsOn, endsOn, regionId }: Plan) {
  if (endsOn < startsOn) throw new Refused(campaignProblems.flightBackwards)
  const { brands, regions } = await queries.brandsAndRegions(ctx)
  const isMine = ctx.scope.kind !== 'brand' || ctx.scope.nodes.includes(brandId)
  if (!brands.has(brandId) || !isMine) throw new Refused(campaignProblems.unknownBrand, { brand: brandId })
  if (regionId && regions.get(regionId)?.brandId !== brandId)
    throw new Refused(campaignProblems.unknownRegion, { region: regionId })
}

/** Refusals: notFound, codeTaken. */
export async function addTrackingCode(ctx: Ctx, campaignId: string, body: Call<typeof addCode>['body']) {
  found(await queries.campaignForUpdate(ctx, campaignId), commonProblems.notFound)
  const row = { id: newId(), ...body }
  if (!(await queries.insertTrackingCode(ctx, { ...row, campaignId })))
    throw new Refused(campaignProblems.codeTaken, { code: body.code })
  forgetCodes(ctx)
  return row
}

export async function removeTrackingCode(ctx: Ctx, campaignId: string, id: string): Promise<void> {
  if (!(await queries.deleteTrackingCode(ctx, campaignId, id))) throw new Refused(commonProblems.notFound)
  forgetCodes(ctx)
}

/** Refusals: notFound, outsideFlight, unknownRegion. */
export async function enterSpend(
  ctx: Ctx,
  id: string,
  { days }: Call<typeof enter>['body'],
): Promise<Campaign> {
  const campaign = found(await queries.campaignForUpdate(ctx, id), commonProblems.notFound)
  const outside = days.find(({ day }) => !withinFlight(day, campaign))
  if (outside) throw new Refused(campaignProblems.outsideFlight, { ...campaign, day: outside.day })
  const { regions } = await queries.brandsAndRegions(ctx)
  const unknown = days.find(({ regionId }) => regionId && regions.get(regionId)?.brandId !== campaign.brandId)
  if (unknown) throw new Refused(campaignProblems.unknownRegion, { region: unknown.regionId! })
  const rows = days.map((row, index) => ({
    ...row,
    index,
    campaignId: id,
    brandId: campaign.brandId,
    medium: row.medium ?? campaign.medium,
  }))
  await writeSpend(ctx, rows, null)
  return readCampaign(ctx, id)
}
