import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import {
  type cancelTestDrive as askCancel,
  type endTestDrive as askEnd,
  type listTestDrives as askList,
  type planTestDrive as askPlan,
  type startTestDrive as askStart,
  salesProblems,
  type TestDrive,
} from '../../../../contract/sales.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { requireForStep } from '../../customers/index.ts'
import { advance } from '../../leads/index.ts'
import { testDriveById, testDrivePage } from '../queries/shown.ts'
import * as queries from '../queries/written.ts'
import { refuseDrive, type testDriveActs } from '../rules.ts'
import { testDriveShown } from '../shown.ts'
import { instantOf, leadAtDealer, rowOf, seriesOf } from './lead.ts'

export async function listTestDrives(
  ctx: Ctx,
  query: Call<typeof askList>['query'],
): Promise<Reply<typeof askList>> {
  return pageOf(
    await testDrivePage(ctx, query),
    query.limit,
    (row) => [row.plannedAt.toISOString(), row.id],
    testDriveShown,
  )
}

export const readTestDrive = async (ctx: Ctx, id: string): Promise<TestDrive> =>
  testDriveShown(found(await testDriveById(ctx, id), commonProblems.notFound))

/** Refusals: notFound, noDealer, unknownVariant, and that the lead is closed. */
export async function planTestDrive(
  ctx: Ctx,
  leadId: string,
  body: Call<typeof askPlan>['body'],
): Promise<TestDrive> {
  const lead = await leadAtDealer(ctx, leadId)
  if (lead.closedAt) throw new Refused(salesProblems.opportunityClosed)
  await requireForStep(ctx, lead.customerId, 'test-drive')
  if (body.variantId) await seriesOf(ctx, body.variantId, lead.brandId)
  const row = {
    ...rowOf(lead),
    variantId: body.variantId ?? lead.variantId,
    plannedAt: new Date(body.plannedAt),
    route: body.route,
    note: body.note,
  }
  await queries.insertTestDrive(ctx, row)
  await queries.openOpportunities(ctx, [leadId], 30)
  await tell(ctx, 'sales.test-drive-planned', row, { leadId, plannedAt: body.plannedAt })
  return readTestDrive(ctx, row.id)
}

type Row = { id: string; customerId: string; brandId: string; dealerId: string }
const tell = (
  ctx: Ctx,
  type: string,
  { id, customerId, brandId, dealerId }: Row,
  data: Record<string, unknown>,
) => ctx.emit({ type, subjectId: id, customerId, brandId, dealerId, data })

async function driveFor(ctx: Ctx, id: string, act: keyof typeof testDriveActs, version: number) {
  const drive = found(await queries.testDriveForUpdate(ctx, id), commonProblems.notFound)
  const refusal = refuseDrive(act, drive)
  if (refusal) throw new Refused(refusal)
  if (drive.version !== version) throw new Refused(commonProblems.conflict)
  return drive
}

/** Refusals: notFound, notPlanned, conflict, licence, inFuture. */
export async function startTestDrive(
  ctx: Ctx,
  id: string,
  body: Call<typeof askStart>['body'],
): Promise<TestDrive> {
  await driveFor(ctx, id, 'departure', body.version)
  if (!body.licenceChecked) throw new Refused(salesProblems.licence)
  await queries.updateTestDrive(ctx, id, { licenceChecked: true, startedAt: instantOf(ctx, body.at) })
  return readTestDrive(ctx, id)
}

/** The lead has test driven. Refusals: notFound, notPlanned, notStarted, conflict, inFuture. */
export async function endTestDrive(
  ctx: Ctx,
  id: string,
  body: Call<typeof askEnd>['body'],
): Promise<TestDrive> {
  const drive = await driveFor(ctx, id, 'return', body.version)
  const endedAt = instantOf(ctx, body.at)
  await queries.updateTestDrive(ctx, id, {
    state: 'driven',
    endedAt,
    rating: body.rating,
    note: body.note ?? drive.note,
  })
  await advance(ctx, [{ leadId: drive.leadId, to: 'test-drive', at: endedAt, variantId: drive.variantId }])
  const lead = await leadAtDealer(ctx, drive.leadId)
  await tell(ctx, 'sales.test-driven', rowOf(lead, id), { leadId: drive.leadId, rating: body.rating })
  return readTestDrive(ctx, id)
}

/** Refusals: notFound, notPlanned, conflict. */
export async function cancelTestDrive(
  ctx: Ctx,
  id: string,
  { version, missed, reason }: Call<typeof askCancel>['body'],
): Promise<TestDrive> {
  await driveFor(ctx, id, 'cancellation', version)
  await queries.updateTestDrive(ctx, id, { state: missed ? 'missed' : 'cancelled', closedReason: reason })
  return readTestDrive(ctx, id)
}
