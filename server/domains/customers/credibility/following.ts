import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import type { Event, EventBus } from '../../../kernel/events.ts'
import type { JobDefinition } from '../../../kernel/jobs/definition.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'
import { verifyByCall, verifyByDocument } from './verifying.ts'

/** What changes how a record is judged after it came. */
const leadEvents = [
  'leads.assigned',
  'leads.recalled',
  'leads.fed-back',
  'leads.feedback-undone',
  'leads.disputed',
  'leads.dispute-decided',
  'leads.invalid',
]

/** Heard: talks of the contact centre, what becomes of leads, merges and splits, and the end of an import. */
export function wireCredibility(bus: EventBus, job: JobDefinition): void {
  bus.on('contact-centre.contacted', async (ctx, events) => judgeAgain(ctx, await verifyByCall(ctx, events)))
  bus.on('sales.delivered', verifyByDocument)
  for (const type of leadEvents) bus.on(type, (ctx, events) => judgeAgain(ctx, customersIn(events)))
  for (const type of ['customers.merged', 'customers.unmerged', 'customers.split'])
    bus.on(type, (ctx, events) => judgeAgain(ctx, customersIn(events)))
  for (const type of ['imports.finished', 'imports.undone'])
    bus.on(type, (ctx, events) =>
      asSystem(ctx, async (wide) => {
        if (events.some(({ data }) => data?.kind === 'calls')) await judgeClaimsAgain(wide)
        await enqueue(wide, job, {})
      }),
    )
}

const customersIn = (events: readonly Event[]): string[] => [
  ...new Set(
    events.flatMap(({ customerId, data }) => [
      ...(customerId ? [customerId] : []),
      ...(data?.absorbedId ? [String(data.absorbedId)] : []),
    ]),
  ),
]

const judgeAgain = (ctx: Ctx, customerIds: readonly string[]): Promise<void> =>
  asSystem(ctx, async ({ db }) => {
    if (customerIds.length === 0) return
    await sql`
      update customers.credibility set stale = true where id in (
        select k.id from customers.credibility k join customers.link l on l.record_id = k.id
        where l.customer_id = any(${customerIds}::uuid[]) and not k.stale order by k.id for update of k)`.execute(
      db,
    )
  })

const judgeClaimsAgain = ({ db }: Ctx) =>
  sql`update customers.credibility set stale = true where claimed and not stale`.execute(db)
