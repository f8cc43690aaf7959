import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import type { Event } from '../../../kernel/events.ts'

/*
 * The queue follows merges of every kind: of the review, of the merge dialog, of the nightly run. What pointed at the
 * absorbed customer points at the survivor, and comes back with an un-merge.
 */

const mergesIn = (events: readonly Event[]) =>
  sql`unnest(${events.map((event) => String(event.data?.mergeId))}::uuid[], ${events.map((event) => event.subjectId)}::uuid[],
    ${events.map((event) => String(event.data?.absorbedId))}::uuid[]) as m(merge_id, survivor_id, absorbed_id)`

const isPairOf = sql`p.a = least(m.survivor_id, m.absorbed_id) and p.b = greatest(m.survivor_id, m.absorbed_id)`

/** Pairs of the absorbed with others: the survivor's from now on, unless it has been compared with them itself. */
export const pairsFollow = (ctx: Ctx, events: Event[]): Promise<void> =>
  asSystem(ctx, async ({ db, now }) => {
    await sql`
      insert into customers.match_pair (id, a, b, group_id, weight, levels, rarity, rarities, model_number, held, state, found_at)
      select uuidv7(), least(m.survivor_id, o.id), greatest(m.survivor_id, o.id), p.group_id, p.weight, p.levels, p.rarity, p.rarities,
        p.model_number, p.held, 'open', ${now}
      from ${mergesIn(events)} join customers.match_pair p on p.state = 'open' and (p.a = m.absorbed_id or p.b = m.absorbed_id)
      cross join lateral (select case when p.a = m.absorbed_id then p.b else p.a end as id) o
      where o.id <> m.survivor_id
      order by p.weight desc on conflict (a, b) do nothing`.execute(db)
    await sql`
      update customers.match_pair p set state = case when ${isPairOf} then 'same' else 'gone' end, settled_at = ${now}
      from ${mergesIn(events)} where p.state = 'open' and (p.a = m.absorbed_id or p.b = m.absorbed_id)`.execute(
      db,
    )
  })

/** The other way round: carried pairs end, the restored person's are open again, and the two are said to be different. */
export const pairsComeBack = (ctx: Ctx, events: Event[]): Promise<void> =>
  asSystem(ctx, async ({ db, now }) => {
    await sql`
      delete from customers.match_pair p
      using ${mergesIn(events)} join customers.merge g on g.id = m.merge_id
      join customers.match_pair q on q.state = 'gone' and q.settled_at = g.at and (q.a = m.absorbed_id or q.b = m.absorbed_id)
      where p.found_at = g.at and p.weight = q.weight and p.levels = q.levels
        and p.a = least(m.survivor_id, case when q.a = m.absorbed_id then q.b else q.a end)
        and p.b = greatest(m.survivor_id, case when q.a = m.absorbed_id then q.b else q.a end)
        and not exists (select from customers.match_decision d where d.pair_id = p.id)`.execute(db)
    await sql`
      update customers.match_pair p set state = 'open', settled_at = null
      from ${mergesIn(events)} join customers.merge g on g.id = m.merge_id
      where p.state = 'gone' and p.settled_at = g.at and (p.a = m.absorbed_id or p.b = m.absorbed_id)`.execute(
      db,
    )
    await sql`
      update customers.match_pair p set state = 'different', settled_at = ${now}
      from ${mergesIn(events)} where p.state = 'same' and ${isPairOf}`.execute(db)
  })
