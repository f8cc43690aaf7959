import { sql } from 'kysely'
import type { Ctx } from './ctx.ts'
import { column } from './db/columns.ts'
import { prepared } from './db/prepared.ts'
import { newId } from './ids.ts'
import { openPorts, type Ports } from './ports.ts'

/** One thing that happened. The row feeds timeline, notifications, live screens and facts. */
export type Event = {
  /** `<domain>.<what happened>`, e.g. `leads.captured` */
  type: string
  subjectId: string
  customerId?: string | null
  brandId?: string | null
  dealerId?: string | null
  at?: Date
  data?: Record<string, unknown>
}

/** What live screens hear: that something changed, not what. */
export type News = {
  type: string
  dealers: string[]
  brands: string[]
  subject: string | null
  /** Only this person hears it, and who holds the permission. */
  actor?: string
  permission?: string
}
/** News of something that is no event of the record. Told when the transaction commits. */
export const tellNews = (ctx: Pick<Ctx, 'db'>, news: News) =>
  sql`select pg_notify('ringroad', ${JSON.stringify(news)})`.execute(ctx.db)

export type Emit = (...events: Event[]) => Promise<void>
/** Runs inside the emitting transaction: its failure takes the event back. */
export type Subscriber = (ctx: Ctx, events: Event[]) => Promise<void>
export type EventBus = Ports & {
  on(type: string, subscriber: Subscriber): void
  emit(ctx: Ctx, events: Event[]): Promise<void>
}

export function eventBus(): EventBus {
  const subscribers = new Map<string, Subscriber[]>()
  return {
    ...openPorts(),
    on(type, subscriber) {
      subscribers.set(type, [...(subscribers.get(type) ?? []), subscriber])
    },
    async emit(ctx, events) {
      if (events.length === 0) return
      await writeEvents(ctx, events)
      for (const [type, group] of Map.groupBy(events, (event) => event.type))
        for (const subscriber of subscribers.get(type) ?? []) await subscriber(ctx, group)
    },
  }
}

/** A notification holds 8,000 bytes. A batch that names more than 40 dealers is news to all of its brands. */
const named = (ids: (string | null | undefined)[]): string[] => {
  const known = [...new Set(ids.filter((id) => id != null))]
  return known.length > 40 ? [] : known
}

const write = prepared<unknown, (string | null)[]>(`
  with written as (
    insert into kernel.event (id, at, type, subject_id, customer_id, brand_id, dealer_id, data, actor_id, actor_name)
    select id, at, type, subject_id, customer_id, brand_id, dealer_id, data::jsonb, $9::uuid, $10
    from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[])
      as r(id, at, type, subject_id, customer_id, brand_id, dealer_id, data)
  )
  select pg_notify('ringroad', n) from unnest($11::text[]) as n`)

/** One insert however many events, and one notification per type: `notify` serialises commits. */
async function writeEvents(ctx: Ctx, events: Event[]) {
  const news = [...Map.groupBy(events, (event) => event.type)].map(
    ([type, group]): News => ({
      type,
      dealers: named(group.map((event) => event.dealerId)),
      brands: named(group.map((event) => event.brandId)),
      subject: group.length === 1 ? group[0]!.subjectId : null,
    }),
  )
  await write(
    ctx,
    column(events.map(({ at }) => newId(at ?? ctx.now))),
    column(events.map(({ at }) => (at ?? ctx.now).toISOString())),
    column(events.map(({ type }) => type)),
    column(events.map(({ subjectId }) => subjectId)),
    column(events.map(({ customerId }) => customerId)),
    column(events.map(({ brandId }) => brandId)),
    column(events.map(({ dealerId }) => dealerId)),
    column(events.map(({ data }) => JSON.stringify(data ?? {}))),
    ctx.actor.id,
    ctx.actor.name,
    column(news.map((one) => JSON.stringify(one))),
  )
}
