import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import type { Event } from '../../../kernel/events.ts'
import { recompose } from '../actions/recompose.ts'
import { survivorshipNow } from '../survivorship/policy.ts'

const reached = new Set(['dispatched', 'nurture', 'answered'])

/**
 * The person was reached: by the end of the number where a log says which one it was, else on the number an agent has
 * before them, which is the customer's own. @returns of whom something was made sure
 */
export async function verifyByCall(ctx: Ctx, events: readonly Event[]): Promise<string[]> {
  const calls = events.filter(({ customerId, data }) => customerId && reached.has(String(data?.disposition)))
  if (calls.length === 0) return []
  return asSystem(ctx, async (wide) => {
    const { rows } = await sql<{ customerId: string }>`
      insert into customers.verification (id, customer_id, field, value, how, at, by_name, cause_id)
      select uuidv7(), c.id, 'phone', n.value, 'call', e.at, e.by, e.cause
      from ${causes(ctx, calls)}
      cross join lateral (
        -- Fenced in: without statistics the planner reads every phone for each call, 16 s of a first start.
        select i.value from (select kind, value, last_at from customers.identifier where customer_id = c.id offset 0) i
        where i.kind = 'phone' and case when e.tail is null then i.value = c.phone else "right"(i.value, 4) = e.tail end
        order by i.value = c.phone desc nulls last, i.last_at desc limit 1) n
      on conflict (cause_id, field) do nothing returning customer_id`.execute(wide.db)
    return composeAgain(wide, rows, calls)
  })
}

/**
 * No car is registered without its owner's identity document: the name, and where it is known the ID number with the
 * birthday and the sex in it, are as the document says. Of a company the licence says the name.
 */
export async function verifyByDocument(ctx: Ctx, events: readonly Event[]): Promise<void> {
  const deliveries = events
    .filter(({ customerId }) => customerId)
    .map((event) => ({ ...event, customerId: String(event.data?.ownerId ?? event.customerId) }))
  if (deliveries.length === 0) return
  await asSystem(ctx, async (wide) => {
    const { rows } = await sql<{ customerId: string }>`
      insert into customers.verification (id, customer_id, field, value, how, at, by_name, cause_id)
      select uuidv7(), c.id, f.field, f.value, 'document', e.at, e.by, e.cause
      from ${causes(ctx, deliveries)}
      cross join lateral (values ('name', case when 'F' = any(c.name_forms) or c.kind = 'organisation' then c.name end),
        ('residentIdHash', encode(c.resident_id_hash, 'hex')),
        ('birthOn', case when c.resident_id_hash is not null then c.birth_on::text end),
        ('sex', case when c.resident_id_hash is not null then c.sex end)) f(field, value)
      where f.value is not null
      on conflict (cause_id, field) do nothing returning customer_id`.execute(wide.db)
    await composeAgain(wide, rows, deliveries)
  })
}

const causes = (ctx: Ctx, events: readonly Event[]) => sql`
  unnest(${events.map((one) => one.subjectId)}::uuid[], ${events.map((one) => one.customerId)}::uuid[],
    ${events.map((one) => one.at ?? ctx.now)}::timestamptz[], ${events.map((one) => String(one.data?.by ?? ctx.actor.name))}::text[],
    ${events.map((one) => (one.data?.tail ? String(one.data.tail) : null))}::text[]) as e(cause, customer, at, by, tail)
  join customers.customer d on d.id = e.customer join customers.customer c on c.id = coalesce(d.merged_into, d.id)`

/** Where rules ask what was verified, another value may win from now on. */
async function composeAgain(
  wide: Ctx,
  rows: readonly { customerId: string }[],
  events: readonly Event[],
): Promise<string[]> {
  const ids = [...new Set(rows.map(({ customerId }) => customerId))]
  const { network, byBrand } = await survivorshipNow(wide)
  if (!network.isDefault || byBrand.size > 0) await recompose(wide, ids)
  return [...new Set([...ids, ...events.flatMap(({ customerId }) => customerId ?? [])])]
}
