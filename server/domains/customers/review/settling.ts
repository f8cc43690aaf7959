import { sql } from 'kysely'
import type { MatchVerdict } from '../../../../contract/match-review.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { column } from '../../../kernel/db/columns.ts'
import { keyset } from '../../../kernel/db/keyset.ts'
import { newId } from '../../../kernel/ids.ts'
import { tellMatching } from '../linking/news.ts'

export type NewDecision = { pairId: string; mergeId: string | null }

/** One answer, a row for every pair it is about; its id is the first row's. */
export async function saveDecision(
  ctx: Ctx,
  rows: readonly NewDecision[],
  { verdict, reason, blind }: { verdict: MatchVerdict; reason: string | null; blind: boolean },
): Promise<string> {
  const ids = rows.map(() => newId(ctx.now)).sort()
  await sql`
    insert into customers.match_decision (id, pair_id, merge_id, verdict, by_id, by_name, at, reason, blind)
    select r.id, r.pair_id, r.merge_id, ${verdict}, ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now}, ${reason}, ${blind}
    from unnest(${column(ids)}::uuid[], ${column(rows.map((row) => row.pairId))}::uuid[], ${column(rows.map((row) => row.mergeId))}::uuid[])
      as r(id, pair_id, merge_id)`.execute(ctx.db)
  await tellMatching(ctx, 'decided')
  return ids[0]!
}

/** Pairs that are no longer open, or open again. */
export async function setState(
  ctx: Ctx,
  pairIds: readonly string[],
  state: 'open' | 'same' | 'different',
): Promise<void> {
  await ctx.db
    .updateTable('customers.matchPair')
    .set({ state, settledAt: state === 'open' ? null : ctx.now })
    .where('id', '=', sql<string>`any(${pairIds}::uuid[])`)
    .execute()
}

type Ends = { a: string; b: string }
const endsOf = (two: readonly Ends[]) =>
  sql`unnest(${two.map(({ a }) => a)}::uuid[], ${two.map(({ b }) => b)}::uuid[]) as t(a, b)`

/** Never link these again, whatever the model says. */
export async function keepApart(ctx: Ctx, two: readonly Ends[], reason: string | null): Promise<void> {
  await sql`
    insert into customers.verdict (a, b, verdict, by_name, at, reason)
    select t.a, t.b, 'different', ${ctx.actor.name}, ${ctx.now}, ${reason} from ${endsOf(two)}
    on conflict (a, b) do update set verdict = excluded.verdict, by_name = excluded.by_name, at = excluded.at, reason = excluded.reason`.execute(
    ctx.db,
  )
}

/** Nothing is said of these any more. */
export async function dropVerdicts(ctx: Ctx, two: readonly Ends[]): Promise<void> {
  await sql`delete from customers.verdict v using ${endsOf(two)} where v.a = t.a and v.b = t.b`.execute(
    ctx.db,
  )
}

export type DecisionRow = {
  id: string
  pairId: string
  a: string
  b: string
  groupId: string
  state: string
  mergeId: string | null
  survivorId: string | null
  verdict: MatchVerdict
  blind: boolean
  at: Date
  byId: string
  undoneAt: Date | null
}
/** All rows of the answer this row is one of: one person gives one answer on a group at one instant. */
export async function decisionOf(ctx: Ctx, id: string): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`
    select d.id, d.pair_id, p.a, p.b, p.group_id, p.state, d.merge_id, g.survivor_id, d.verdict, d.blind, d.at, d.by_id, d.undone_at
    from customers.match_decision o join customers.match_pair op on op.id = o.pair_id
    join customers.match_decision d on d.by_id = o.by_id and d.at = o.at and d.verdict = o.verdict and d.blind = o.blind
    join customers.match_pair p on p.id = d.pair_id and p.group_id = op.group_id
    left join customers.merge g on g.id = d.merge_id
    where o.id = ${id} order by d.id for update of d`.execute(ctx.db)
  return rows
}

/** The merges an answer made that still stand, the last first. */
export async function mergesOf(ctx: Ctx, { byId, at, survivorId }: DecisionRow): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('customers.merge')
    .select('id')
    .where('survivorId', '=', survivorId)
    .where('byId', '=', byId)
    .where('at', '=', at)
    .where('kind', '=', 'merge')
    .where('undoneAt', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => row.id)
}

export async function takeBack(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.db
    .updateTable('customers.matchDecision')
    .set({ undoneAt: ctx.now })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  await tellMatching(ctx, 'decided')
}

/** Rows `o` about pairs `q` that are one answer with `d` about `p`. */
const sameAnswer = sql`o.by_id = d.by_id and o.at = d.at and o.verdict = d.verdict and o.blind = d.blind and q.group_id = p.group_id`

/** Answers by the time they were given, a row each; `byId`: one person's only. */
export const decisionsListed = (ctx: Ctx, byId: string | null, page: { after?: string; limit: number }) =>
  keyset(
    ctx.db
      .selectFrom('customers.matchDecision as d')
      .innerJoin('customers.matchPair as p', 'p.id', 'd.pairId')
      .innerJoin('customers.customer as a', 'a.id', 'p.a')
      .select([
        'd.id',
        'd.verdict',
        'd.byName',
        'd.at',
        'd.reason',
        'd.undoneAt',
        sql<string>`coalesce(a.merged_into, a.id)`.as('customerId'),
        sql<{ people: number; names: string[] }>`(
          select jsonb_build_object('people', sum(n.people)::int, 'names', to_jsonb((array_agg(n.name order by n.at, n.name))[1:3]))
          from (
            select k.name, count(distinct k.id) as people, min(k.created_at) as at
            from customers.match_decision o join customers.match_pair q on q.id = o.pair_id
            join customers.customer k on k.id in (q.a, q.b) where ${sameAnswer} group by k.name
          ) n)`.as('who'),
      ])
      .where(
        sql<boolean>`not exists (select from customers.match_decision o join customers.match_pair q on q.id = o.pair_id
          where ${sameAnswer} and o.id < d.id)`,
      )
      .$if(byId !== null, (query) => query.where('d.byId', '=', byId!)),
    ['d.at', 'd.id'],
    'desc',
    page,
  ).execute()

export type JudgedTwice = { first: 'same' | 'different'; second: 'same' | 'different'; pairs: number }
/** What the first and the second person said of a pair, counted; each with the last word they let stand. */
export async function judgedTwice(ctx: Ctx): Promise<{ counts: JudgedTwice[]; reviewers: number }> {
  const { rows } = await sql<JudgedTwice & { reviewers: number }>`
    with said as (
      select distinct on (pair_id, by_id) pair_id, by_id, verdict, at, id from customers.match_decision
      where undone_at is null and verdict <> 'unsure' order by pair_id, by_id, at desc, id desc
    ), ordered as (
      select *, row_number() over (partition by pair_id order by at, id) as nth from said
    ), two as (
      select f.verdict as first, s.verdict as second, f.by_id as one, s.by_id as other
      from ordered f join ordered s on s.pair_id = f.pair_id and s.nth = 2 where f.nth = 1
    )
    select first, second, count(*)::int as pairs,
      (select count(distinct who)::int from two cross join lateral (values (one), (other)) v(who)) as reviewers
    from two group by 1, 2`.execute(ctx.db)
  return { counts: rows, reviewers: rows[0]?.reviewers ?? 0 }
}
