import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import type { Event, EventBus } from '../../../kernel/events.ts'
import type { JobDefinition } from '../../../kernel/jobs/definition.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'
import { isWaiting } from '../modelling/queries.ts'
import { mostAtOnce } from './live.ts'

/** Files with people of their own. What stands in books and logs hangs from people who are known. */
const bringPeople = new Set(['customers', 'leads'])

/**
 * Whom an import brings was recognised by exact identifiers only: a run looks at the rest. Not after a few rows, which the
 * door looked at itself, and not while the demonstration is loaded, which ends with a run of its own. A run that waits sees
 * this import, too; one that is at work may have passed it by, and another comes after it.
 */
export function wireMatching(bus: EventBus, job: JobDefinition<{ retrain?: boolean }>): void {
  bus.on('imports.finished', async (ctx, events) => {
    if (!events.some((event) => isMatchedAfter(ctx, event))) return
    await asSystem(ctx, async (wide) => {
      if (!(await isWaiting(wide))) await enqueue(wide, job, {})
    })
  })
}

const isMatchedAfter = ({ actor }: Ctx, { data }: Event): boolean =>
  bringPeople.has(String(data?.kind)) && Number(data?.rows) > mostAtOnce && actor.name !== demonstration

/** Who loads the demonstration: server/domains/imports/demo.ts. */
const demonstration = 'demonstration'
