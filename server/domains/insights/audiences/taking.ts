import {
  type AudienceCriteria,
  audienceCriteria,
  audienceLimits,
  audienceProblems,
} from '../../../../contract/audiences.ts'
import { dayIn } from '../../../kernel/clock.ts'
import { type Ctx, seesMoney } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { Refused } from '../../../kernel/errors.ts'
import { defineJob, type JobDefinition } from '../../../kernel/jobs/definition.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'
import type { IdentityOf } from '../boards/jobs.ts'
import { audienceById, idsMatching } from './queries.ts'
import * as takings from './takings.ts'

type Given = { id: string; name: string }
const batch = 5_000

/**
 * One audience, taken as its owner: the rule is asked in one statement under the owner's row security, those who joined
 * are written in batches, and only the last transaction makes it the taking everybody reads. Killed and run again it
 * begins anew; called off it leaves nothing.
 */
export const takeAudienceJob = defineJob<Given>({
  queue: 'insights.take-audience',
  title: ({ name = '' }) => ({ zh: `更新客群：${name}`, en: `Take the audience: ${name}` }),
  run: async (job, { id }) => {
    const begun = await job.transact((ctx) => ask(ctx, id))
    if (!begun) return { there: false }
    const { ids, ...taking } = begun
    for (let at = 0; at < ids.length; at += batch) {
      if (await job.shouldStop()) {
        await job.transact((ctx) => asSystem(ctx, (wide) => takings.dropUnfinished(wide, id)))
        return
      }
      await job.transact((ctx) =>
        asSystem(ctx, (wide) => takings.keepJoined(wide, taking, ids.slice(at, at + batch))),
      )
      await job.progress(Math.min(at + batch, ids.length), ids.length)
    }
    return job.transact((ctx) => asSystem(ctx, (wide) => takings.finishTaking(wide, taking, ids)))
  },
})

/** Undefined when it was deleted meanwhile. */
async function ask(ctx: Ctx, id: string) {
  const row = await audienceById(ctx, id)
  if (!row) return undefined
  const criteria = audienceCriteria.parse(row.criteria)
  const most = audienceLimits.members
  const ids = await idsMatching(ctx, seen(ctx, criteria), dayIn(ctx.now, 'Asia/Shanghai'), most + 1)
  if (ids.length > most) throw new Refused(audienceProblems.tooManyMembers, { most })
  return { ids, audienceId: id, number: row.taking + 1, criteria }
}

/** An owner who sees no money any more chooses by it no longer. */
const seen = (ctx: Ctx, criteria: AudienceCriteria): AudienceCriteria =>
  criteria.expectedFen && !seesMoney(ctx.scope) ? { ...criteria, expectedFen: { from: 1, to: 0 } } : criteria

export async function beginTaking(ctx: Ctx, given: Given): Promise<string> {
  const jobId = await enqueue(ctx, takeAudienceJob, given)
  await takings.noteJob(ctx, given.id, jobId)
  return jobId
}

const first = '00000000-0000-0000-0000-000000000000'
const page = 200
/**
 * After the valuation and the scores of the night: every audience becomes a job of its owner's as the owner is today. Of
 * who may build none any more the members stay as they were last taken, and the date says so.
 */
export const dueAudiencesJob = (identityOf: IdentityOf): JobDefinition<Record<string, never>> =>
  defineJob({
    queue: 'insights.due-audiences',
    title: () => ({ zh: '更新全部客群', en: 'Take every audience' }),
    cron: '7 22 * * *',
    run: async (job) => {
      let queued = 0
      for (let after: string | undefined = first; after !== undefined; ) {
        const from: string = after
        const rows = await job.transact(async (ctx) => {
          const due = await takings.audiencesAfter(ctx, from, page)
          for (const { id, ownerId, name } of due) {
            const who = await identityOf(ctx, ownerId)
            if (!who?.actor.permissions.has('insights.audiences')) continue
            await beginTaking({ ...ctx, ...who }, { id, name })
            queued += 1
          }
          return due
        })
        after = rows.length === page ? rows.at(-1)!.id : undefined
      }
      return queued > 0 ? { queued } : undefined
    },
  })

export const audienceJobs = (identityOf: IdentityOf): JobDefinition[] => [
  takeAudienceJob as JobDefinition,
  dueAudiencesJob(identityOf) as JobDefinition,
]
