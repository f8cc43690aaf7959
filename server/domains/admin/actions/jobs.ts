import { type Job, jobProblems } from '../../../../contract/jobs.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import * as queries from '../queries/jobs.ts'
import { refuseOthers } from './opened.ts'

const shown = ({ createdBy, creatorName, title, state, result, ...row }: queries.JobRow): Job => ({
  ...row,
  title: title as Job['title'],
  state: state as Job['state'],
  result: result as Job['result'],
  startedBy: createdBy && creatorName ? { id: createdBy, name: creatorName } : null,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
})

type ListQuery = { of: 'me' | 'everybody'; state?: string[]; after?: string; limit: number }
export async function listJobs(ctx: Ctx, { of, ...query }: ListQuery) {
  if (of === 'everybody') refuseOthers(ctx, 'admin.jobs')
  const rows = await queries.listJobs(ctx, { ...query, ...(of === 'me' && { createdBy: ctx.actor.id }) })
  return pageOf(rows, query.limit, (row) => [row.createdAt.toISOString(), row.id], shown)
}

/** One's own, or anybody's with the permission; anything else is not there. */
async function load(ctx: Ctx, id: string) {
  const row = found(await queries.jobById(ctx, id), commonProblems.notFound)
  if (row.createdBy !== ctx.actor.id && !ctx.actor.permissions.has('admin.jobs'))
    throw new Refused(commonProblems.notFound)
  return row
}

export const readJob = async (ctx: Ctx, id: string): Promise<Job> => shown(await load(ctx, id))

export async function cancelJob(ctx: Ctx, id: string): Promise<Job> {
  await load(ctx, id)
  if (!(await queries.askCancel(ctx, id))) throw new Refused(jobProblems.ended)
  return readJob(ctx, id)
}

export async function retryJob(ctx: Ctx, id: string): Promise<Job> {
  const row = await load(ctx, id)
  if (!(await queries.queueAgain(ctx, id))) throw new Refused(jobProblems.notEnded)
  ctx.afterCommit(() => ctx.services.wake(row.queue, id))
  return readJob(ctx, id)
}
