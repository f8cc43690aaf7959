import {
  type Audience,
  type AudienceCriteria,
  type AudienceTaking,
  type createAudience as askCreate,
  type listAudiences as askList,
  type previewAudience as askPreview,
  type readAudience as askRead,
  audienceCriteria,
  audienceLimits,
  audienceProblems,
} from '../../../../contract/audiences.ts'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { insightProblems } from '../../../../contract/insights.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { dayIn } from '../../../kernel/clock.ts'
import { type Ctx, seesMoney } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import * as queries from './queries.ts'
import { sameRule } from './rules.ts'
import { beginTaking } from './taking.ts'
import { takingsOf } from './takings.ts'

export const zone = 'Asia/Shanghai'

/** The owner counted whom the owner sees; of others only head office sees as many. */
const mayCount = (ctx: Ctx, mine: boolean) => mine || ctx.scope.kind === 'carmaker'

function shown(ctx: Ctx, row: queries.AudienceRow): Audience {
  const mine = row.ownerId === ctx.actor.id
  const counts = mayCount(ctx, mine)
    ? { size: row.size, joined: row.joined, gone: row.gone }
    : { size: null, joined: null, gone: null }
  return {
    id: row.id,
    name: row.name,
    note: row.note,
    criteria: audienceCriteria.parse(row.criteria),
    shared: row.sharedNodeId !== null,
    mine,
    version: mine ? row.version : null,
    taken: row.takenAt && { number: row.taking, at: row.takenAt.toISOString(), ...counts },
    stale: row.takenAt !== null && !sameRule(row.criteria, row.takenCriteria),
    jobId: mine ? row.jobId : null,
    updatedAt: row.updatedAt.toISOString(),
  }
}

export async function listAudiences(
  ctx: Ctx,
  page: Call<typeof askList>['query'],
): Promise<Reply<typeof askList>> {
  const rows = await queries.audiencesFor(ctx, page)
  return pageOf(
    rows,
    page.limit,
    (row) => [row.name, row.id],
    (row) => shown(ctx, row),
  )
}

/** Refusals: notFound. */
export const seenAudience = async (ctx: Ctx, id: string): Promise<queries.AudienceRow> =>
  found(await queries.audienceById(ctx, id), commonProblems.notFound)

/** Refusals: notFound, also for one that is shared and somebody else's. */
export async function ownAudience(ctx: Ctx, id: string): Promise<queries.AudienceRow> {
  const row = await seenAudience(ctx, id)
  if (row.ownerId !== ctx.actor.id) throw new Refused(commonProblems.notFound)
  return row
}

/** Refusals: notFound. */
export async function readAudience(ctx: Ctx, id: string): Promise<Reply<typeof askRead>> {
  const row = await seenAudience(ctx, id)
  const takings: AudienceTaking[] = mayCount(ctx, row.ownerId === ctx.actor.id)
    ? await takingsOf(ctx, id, audienceLimits.takings)
    : []
  return { ...shown(ctx, row), takings }
}

/** Refusals: noCriteria, noMoney. */
function allowed(ctx: Ctx, criteria: AudienceCriteria): AudienceCriteria {
  if (Object.values(criteria).every((one) => one === undefined))
    throw new Refused(audienceProblems.noCriteria)
  // What is expected of a customer is reckoned from what they paid everywhere.
  if (criteria.expectedFen && !seesMoney(ctx.scope)) throw new Refused(insightProblems.noMoney)
  return criteria
}

type Input = Call<typeof askCreate>['body']
function valuesOf(ctx: Ctx, { name, note, criteria, shared }: Input): queries.AudienceValues {
  if (shared && !ctx.actor.permissions.has('admin.views'))
    throw new Refused(commonProblems.forbidden, { permission: 'admin.views' })
  return {
    name,
    note: note ?? null,
    criteria: allowed(ctx, criteria),
    sharedNodeId: shared ? queries.shareNode(ctx) : null,
  }
}

/** Refusals: forbidden (sharing), noCriteria, noMoney, tooManyAudiences. */
export async function createAudience(ctx: Ctx, input: Input): Promise<Audience> {
  const values = valuesOf(ctx, input)
  if ((await queries.ownAudiences(ctx, audienceLimits.own)) >= audienceLimits.own)
    throw new Refused(audienceProblems.tooManyAudiences, { most: audienceLimits.own })
  const id = await queries.insertAudience(ctx, values)
  await beginTaking(ctx, { id, name: values.name })
  return shown(ctx, await ownAudience(ctx, id))
}

/** Refusals: forbidden (sharing), noCriteria, noMoney, notFound, conflict. */
export async function editAudience(
  ctx: Ctx,
  id: string,
  { version, ...input }: Input & { version: number },
): Promise<Audience> {
  const before = await ownAudience(ctx, id)
  const values = valuesOf(ctx, input)
  found(await queries.updateAudience(ctx, id, version, values), commonProblems.conflict)
  if (!sameRule(before.criteria, values.criteria)) await beginTaking(ctx, { id, name: values.name })
  return shown(ctx, await ownAudience(ctx, id))
}

/** Refusals: notFound, also when it is somebody else's. */
export async function removeAudience(ctx: Ctx, id: string): Promise<void> {
  await ownAudience(ctx, id)
  await queries.deleteAudience(ctx, id)
}

/** Refusals: noCriteria, noMoney. */
export async function previewAudience(
  ctx: Ctx,
  criteria: AudienceCriteria,
): Promise<Reply<typeof askPreview>> {
  const most = audienceLimits.counted
  const count = await queries.countMatching(ctx, allowed(ctx, criteria), dayIn(ctx.now, zone), most + 1)
  return { count: Math.min(count, most), more: count > most }
}

/** Refusals: notFound, also when it is somebody else's. */
export async function refreshAudience(ctx: Ctx, id: string): Promise<{ jobId: string }> {
  const { name } = await ownAudience(ctx, id)
  return { jobId: await beginTaking(ctx, { id, name }) }
}
