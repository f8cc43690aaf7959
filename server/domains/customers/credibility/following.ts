import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import type { Event, EventBus } from '../../../kernel/events.ts'
import type { JobDefinition } from '../../../kernel/jobs/definition.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'

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
  bus.on('contact-centre.contacted', verifyByCall)
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

const reached = new Set(['dispatched', 'nurture', 'answered'])

/**
 * The person was reached: by the end of the number where a log says which one it was, else on the number an agent has
 * before them, which is the customer's own.
 */
async function verifyByCall(ctx: Ctx, events: Event[]): Promise<void> {
  const calls = events.filter(({ customerId, data }) => customerId && reached.has(String(data?.disposition)))
  if (calls.length === 0) return
  await asSystem(ctx, ({ db }) =>
    sql`
      insert into customers.verification (id, customer_id, field, value, how, at, by_name, cause_id)
      select uuidv7(), c.id, 'phone', n.value, 'call', e.at, e.by, e.cause
      from unnest(${calls.map((one) => one.subjectId)}::uuid[], ${calls.map((one) => one.customerId)}::uuid[],
        ${calls.map((one) => one.at ?? ctx.now)}::timestamptz[], ${calls.map((one) => String(one.data?.by ?? ctx.actor.name))}::text[],
        ${calls.map((one) => (one.data?.tail ? String(one.data.tail) : null))}::text[]) as e(cause, customer, at, by, tail)
      join customers.customer d on d.id = e.customer join customers.customer c on c.id = coalesce(d.merged_into, d.id)
      cross join lateral (
        -- Fenced in: without statistics the planner reads every phone for each call, 16 s of a first start.
        select i.value from (select kind, value, last_at from customers.identifier where customer_id = c.id offset 0) i
        where i.kind = 'phone' and case when e.tail is null then i.value = c.phone else "right"(i.value, 4) = e.tail end
        order by i.value = c.phone desc nulls last, i.last_at desc limit 1) n
      on conflict (cause_id) do nothing`.execute(db),
  )
  await judgeAgain(ctx, customersIn(calls))
}
