import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import {
  type saveOpportunity as askOpportunity,
  type readSale as askSale,
  type recordVisit as askVisit,
  salesProblems,
} from '../../../../contract/sales.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { advance, heldLead } from '../../leads/index.ts'
import * as rows from '../queries/shown.ts'
import * as queries from '../queries/written.ts'
import { deliveryShown, orderShown, refOf, testDriveShown } from '../shown.ts'
import { instantOf, leadAtDealer, rowOf, seriesOf } from './lead.ts'

const visitShown = (row: Awaited<ReturnType<typeof queries.visitsOf>>[number]) => ({
  id: row.id,
  at: row.at.toISOString(),
  party: row.party,
  note: row.note,
  consultant: refOf(row.consultantId, row.consultantName),
})

async function opportunityShown(ctx: Ctx, leadId: string): Promise<Reply<typeof askSale>['opportunity']> {
  const row = await queries.opportunityOf(ctx, leadId)
  if (!row) return null
  const { variantId, variantName, openedAt, state, ...rest } = row
  return {
    ...rest,
    state: state as 'open',
    openedAt: openedAt.toISOString(),
    variant: refOf(variantId, variantName),
  }
}

/** Everything of one sale, for the lead's page. */
export async function readSale(ctx: Ctx, leadId: string): Promise<Reply<typeof askSale>> {
  found(await heldLead(ctx, leadId), commonProblems.notFound)
  return {
    opportunity: await opportunityShown(ctx, leadId),
    visits: (await queries.visitsOf(ctx, leadId)).map(visitShown),
    testDrives: (await rows.testDrivesOf(ctx, leadId)).map(testDriveShown),
    orders: (await rows.ordersOf(ctx, leadId)).map(orderShown),
    deliveries: (await rows.deliveriesOf(ctx, leadId)).map(deliveryShown),
  }
}

/** Somebody came. The first visit opens the opportunity (see events.ts). Refusals: notFound, noDealer, inFuture, and the lead's own. */
export async function recordVisit(
  ctx: Ctx,
  leadId: string,
  body: Call<typeof askVisit>['body'],
): Promise<Reply<typeof askVisit>> {
  const lead = await leadAtDealer(ctx, leadId)
  const at = instantOf(ctx, body.at)
  const row = { ...rowOf(lead), at, party: body.party, note: body.note }
  await queries.insertVisit(ctx, row)
  await advance(ctx, [{ leadId, to: 'visit', at }])
  const { id: subjectId, customerId, brandId, dealerId } = row
  await ctx.emit({
    type: 'sales.visited',
    subjectId,
    customerId,
    brandId,
    dealerId,
    at,
    data: { leadId, party: body.party },
  })
  const made = (await queries.visitsOf(ctx, leadId)).find((one) => one.id === row.id)
  return visitShown(made!)
}

/** Opens the opportunity by hand, or changes it. Refusals: notFound, noDealer, conflict, opportunityClosed, unknownVariant. */
export async function saveOpportunity(
  ctx: Ctx,
  leadId: string,
  { version, ...values }: Call<typeof askOpportunity>['body'],
): Promise<Reply<typeof askOpportunity>> {
  const lead = await leadAtDealer(ctx, leadId)
  if (values.variantId) await seriesOf(ctx, values.variantId, lead.brandId)
  const before = await queries.opportunityOf(ctx, leadId)
  if ((before?.version ?? null) !== version) throw new Refused(commonProblems.conflict)
  if ((before && before.state !== 'open') || lead.closedAt) throw new Refused(salesProblems.opportunityClosed)
  if (!before) await queries.openOpportunities(ctx, [leadId], values.probabilityPercent)
  await queries.updateOpportunity(ctx, leadId, values)
  return found(await opportunityShown(ctx, leadId), commonProblems.notFound)
}
