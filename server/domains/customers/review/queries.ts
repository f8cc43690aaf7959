import { type RawBuilder, sql } from 'kysely'
import type { Call } from '../../../../contract/endpoint.ts'
import type { HeldReason, listMatchGroups } from '../../../../contract/match-review.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { readCursor } from '../../../kernel/db/keyset.ts'
import type { PersonJson } from '../merging/golden.ts'

export type GroupFilter = Omit<Call<typeof listMatchGroups>['query'], 'after' | 'limit'>
export type GroupRow = {
  /** The strongest pair, by which the list is ordered. */
  leader: string
  /** The group, or of a second opinion the pair. */
  key: string
  weight: number
  held: HeldReason
  kind: 'person' | 'organisation'
  people: number
  names: string[]
}

/** Second opinions are asked for on decisions of this long. */
const askedForDays = 60

/** Open pairs that lead their group: the strongest of it. */
const leads = sql`p.state = 'open' and not exists (select from customers.match_pair q
  where q.group_id = p.group_id and q.state = 'open' and (q.weight, q.id) > (p.weight, p.id))`

const unsureOf = (
  ctx: Ctx,
) => sql`exists (select from customers.match_pair q join customers.match_decision d on d.pair_id = q.id
  where q.group_id = p.group_id and q.state = 'open' and d.by_id = ${ctx.actor.id} and d.verdict = 'unsure' and d.undone_at is null)`

/**
 * Decided by somebody else, and this reader's to judge again: which, a hash of pair and reader says, so that everybody
 * is asked about others and nobody's list changes from one look to the next.
 */
const secondOpinion = (ctx: Ctx, share: number) => sql`p.state in ('same', 'different')
  and p.id in (select d.pair_id from customers.match_decision d
    where d.at > ${daysBefore(ctx.now)} and d.verdict = p.state and not d.blind and d.undone_at is null and d.by_id <> ${ctx.actor.id})
  and not exists (select from customers.match_decision d where d.pair_id = p.id and d.by_id = ${ctx.actor.id})
  and abs(hashtextextended(p.id::text || ${ctx.actor.id}::text, 7) % 10000) < ${Math.round(share * 10_000)}`
const daysBefore = (now: Date) => new Date(now.getTime() - askedForDays * 86_400_000)

/** Of anybody in the group. */
const anybody = (test: RawBuilder<unknown>) => sql`exists (select from customers.match_pair q
  where (q.id = p.id or q.group_id = p.group_id and q.state = 'open' and p.state = 'open') and exists (${test}))`

function conditionsOf(filter: GroupFilter): RawBuilder<unknown>[] {
  const { brand, dealer, source, held, weightFrom, weightTo } = filter
  const reached = (node: string) =>
    anybody(sql`select from customers.reach r where r.node_id = ${node} and r.customer_id in (q.a, q.b)`)
  const conditions: RawBuilder<unknown>[] = []
  if (brand) conditions.push(reached(brand))
  if (dealer) conditions.push(reached(dealer))
  if (source)
    conditions.push(
      anybody(sql`select from customers.link k join customers.source_record s on s.id = k.record_id
        where k.customer_id in (q.a, q.b) and s.source = ${source}`),
    )
  if (held) conditions.push(sql`p.held = ${held}`)
  if (weightFrom !== undefined) conditions.push(sql`p.weight >= ${weightFrom}::real`)
  if (weightTo !== undefined) conditions.push(sql`p.weight <= ${weightTo}::real`)
  return conditions
}

const row = sql`c.leader, c.key, c.weight, c.held, l.kind, g.people, g.names`
/** Who is in a group: the people of its open pairs, or the two of a second opinion. */
const people = sql`
  join customers.match_pair p on p.id = c.leader join customers.customer l on l.id = p.a
  cross join lateral (
    select sum(n.people)::int as people, (array_agg(n.name order by n.at, n.name))[1:3] as names
    from (
      select k.name, count(distinct k.id) as people, min(k.created_at) as at
      from (select q.a, q.b from customers.match_pair q
          where c.key = p.group_id and q.group_id = p.group_id and q.state = 'open' or c.key = p.id and q.id = p.id limit 200) q
        join customers.customer k on k.id in (q.a, q.b) group by k.name
    ) n
  ) g`

/** Groups by the weight of their strongest pair, highest first; second opinions among them as if nobody had judged yet. */
export async function groupsListed(
  ctx: Ctx,
  filter: GroupFilter,
  share: number,
  page: { after?: string; limit: number },
): Promise<GroupRow[]> {
  const after = page.after ? readCursor(page.after, 2) : null
  const also = [
    ...conditionsOf(filter),
    ...(after ? [sql`(p.weight, p.id) < (${after[0]}::real, ${after[1]}::uuid)`] : []),
  ].map((condition) => sql`and ${condition}`)
  const narrowed = sql.join(also, sql` `)
  const aside = filter.aside ? unsureOf(ctx) : sql`not ${unsureOf(ctx)}`
  const order = sql`order by p.weight desc, p.id desc limit ${page.limit + 1}`
  const again =
    share > 0 && !filter.aside
      ? sql`union all (select p.id, p.id, p.weight, p.held from customers.match_pair p
          where ${secondOpinion(ctx, share)} ${narrowed} ${order})`
      : sql``
  const { rows } = await sql<GroupRow>`
    with c(leader, key, weight, held) as materialized (
      select * from (
        (select p.id, p.group_id, p.weight, p.held from customers.match_pair p where ${leads} and ${aside} ${narrowed} ${order})
        ${again}
      ) p(id, key, weight, held) ${order}
    )
    select ${row} from c ${people} order by c.weight desc, c.leader desc`.execute(ctx.db)
  return rows
}

export async function groupsCounted(ctx: Ctx, share: number, most: number): Promise<number> {
  const again =
    share > 0
      ? sql`select 1 from customers.match_pair p where ${secondOpinion(ctx, share)} limit ${most}`
      : sql`select 1 where false`
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from (
      (select 1 from customers.match_pair p where ${leads} and not ${unsureOf(ctx)} limit ${most}) union all (${again})
    ) c`.execute(ctx.db)
  return rows[0]!.open
}

export type PairRow = {
  id: string
  a: string
  b: string
  groupId: string
  weight: number
  levels: number[]
  rarity: number
  /** Null of pairs scored before it was kept for each comparison. */
  rarities: number[] | null
  modelNumber: number
  held: HeldReason
}
const pair = sql`p.id, p.a, p.b, p.group_id, p.weight, p.levels, p.rarity, p.rarities, p.model_number, p.held`

/** The open pairs of a group, the strongest first. */
export async function openPairs(ctx: Ctx, groupId: string, { lock = false } = {}): Promise<PairRow[]> {
  const { rows } = await sql<PairRow>`
    select ${pair} from customers.match_pair p where p.group_id = ${groupId} and p.state = 'open'
    order by p.weight desc, p.id limit 200 ${lock ? sql`for update` : sql``}`.execute(ctx.db)
  return rows
}

/** A pair this reader is asked for a second opinion on; the merge that was made of the first one, if any. */
export async function pairAgain(
  ctx: Ctx,
  pairId: string,
  share: number,
): Promise<(PairRow & { mergeId: string | null }) | undefined> {
  if (share === 0) return undefined
  const { rows } = await sql<PairRow & { mergeId: string | null }>`
    select ${pair}, (select d.merge_id from customers.match_decision d
      where d.pair_id = p.id and d.merge_id is not null and not d.blind and d.undone_at is null order by d.at desc limit 1) as merge_id
    from customers.match_pair p where p.id = ${pairId} and ${secondOpinion(ctx, share)}`.execute(ctx.db)
  return rows[0]
}

export async function evidenceOf(ctx: Ctx, mergeId: string): Promise<unknown> {
  const found = await ctx.db
    .selectFrom('customers.merge')
    .select('evidence')
    .where('id', '=', mergeId)
    .executeTakeFirst()
  return found?.evidence
}

export type RawPerson = {
  id: string
  row: PersonJson
  createdAt: Date
  records: number
  source: string | null
  kind: string | null
  dealerId: string | null
  at: Date | null
}
/** Customers as PostgreSQL writes them, with the latest of their source records. */
export async function rawPeople(ctx: Ctx, ids: readonly string[]): Promise<RawPerson[]> {
  const { rows } = await sql<RawPerson>`
    select c.id, to_jsonb(c) as row, c.created_at, s.source, s.kind, s.dealer_id, s.happened_at as at,
      (select count(*)::int from (select from customers.link k where k.customer_id = c.id limit 1000) k) as records
    from customers.customer c left join lateral (
      select r.source, r.kind, r.dealer_id, r.happened_at from customers.link k join customers.source_record r on r.id = k.record_id
      where k.customer_id = c.id order by r.happened_at desc, r.id desc limit 1) s on true
    where c.id = any(${ids}::uuid[])`.execute(ctx.db)
  return rows
}

/** The share of second opinions; one in twenty unless the setting `customers.second-opinions` says otherwise. */
export async function secondOpinionShare(ctx: Ctx): Promise<number> {
  // Below head office an absorbed customer is out of sight, and with it every pair that was merged: asking only about
  // pairs kept apart would make reviewers look more agreed than they are.
  if (ctx.scope.kind !== 'carmaker') return 0
  const found = await ctx.db
    .selectFrom('kernel.setting')
    .select('value')
    .where('key', '=', 'customers.second-opinions')
    .executeTakeFirst()
  const share = found ? Number(found.value) : 0.05
  return share >= 0 && share <= 1 ? share : 0.05
}
