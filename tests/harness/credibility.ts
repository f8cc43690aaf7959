import { callsHeard } from '../../server/domains/contact-centre/index.ts'
import { credibilityJob } from '../../server/domains/customers/credibility/jobs.ts'
import { leadTrails } from '../../server/domains/leads/index.ts'
import { systemActor, systemScope } from '../../server/kernel/ctx.ts'
import type { World } from './world.ts'

const job = credibilityJob({ trails: leadTrails, heard: callsHeard })

/** Runs the job as the queue would; `steps`: stopped after so many batches. */
export async function judgeEverybody(world: World, steps = Number.POSITIVE_INFINITY): Promise<void> {
  let left = steps
  await job.run(
    {
      jobId: '01900000-0000-7000-8000-00000000c4ed',
      actor: systemActor('jobs'),
      scope: systemScope,
      transact: (work) => world.as('system', work),
      progress: async () => {
        left -= 1
      },
      shouldStop: async () => left <= 0,
    },
    {},
  )
}
