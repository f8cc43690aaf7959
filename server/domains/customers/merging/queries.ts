import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { keyset } from '../../../kernel/db/keyset.ts'
import type { MergePicks } from './golden.ts'
import { type Pair, pairsAs } from './moving.ts'

export type Candidate = {
  id: string
  kind: string
  version: number
  createdAt: Date
  mergedInto: string | null
  hash: string | null
}

/** Of these, whom the caller sees, as they stand. */
export const seenAmong = async (ctx: Ctx, ids: string[]): Promise<Map<string, Candidate>> =>
  byId(
    await sql<Candidate>`select ${candidate} from customers.customer c where c.id = any(${ids}::uuid[]) and c.merged_into is null`.execute(
      ctx.db,
    ),
  )

/** Kept from changing, and from being recognised, until the transaction ends: first what they are known by, as intake does. */
export async function holdPeople(ctx: Ctx, ids: string[]): Promise<Map<string, Candidate>> {
  await sql`select customers.hold(${ids}::uuid[])`.execute(ctx.db)
  return byId(
    await sql<Candidate>`select ${candidate} from customers.customer c where c.id = any(${ids}::uuid[]) order by c.id for update`.execute(
      ctx.db,
    ),
  )
}
const candidate = sql`c.id, c.kind, c.version, c.created_at, c.merged_into, encode(c.resident_id_hash, 'hex') as hash`
const byId = ({ rows }: { rows: Candidate[] }) => new Map(rows.map((row) => [row.id, row]))

export type NewMerge = Pair & {
  kind: 'merge' | 'split'
  reason: string | null
  evidence: unknown
  picks: MergePicks
}
export async function saveMerges(ctx: Ctx, merges: readonly NewMerge[]): Promise<void> {
  await sql`
    insert into customers.merge (id, kind, survivor_id, absorbed_id, reason, evidence, picks, at, by_id, by_name)
    select m."mergeId", m.kind, m."survivorId", m."absorbedId", m.reason, m.evidence, m.picks, ${ctx.now}, ${ctx.actor.id}, ${ctx.actor.name}
    from jsonb_to_recordset(${JSON.stringify(merges)}::jsonb) as m("mergeId" uuid, kind text, "survivorId" uuid, "absorbedId" uuid,
      reason text, evidence jsonb, picks jsonb)`.execute(ctx.db)
}

export type MergeRow = {
  id: string
  kind: 'merge' | 'split'
  survivorId: string
  absorbedId: string
  reason: string | null
  undoneAt: Date | null
}
export const mergeById = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('customers.merge')
    .select(['id', 'kind', 'survivorId', 'absorbedId', 'reason', 'undoneAt'])
    .where('id', '=', id)
    .executeTakeFirst() as Promise<MergeRow | undefined>

/** False when somebody has undone it meanwhile. */
export async function markUndone(ctx: Ctx, id: string, reason: string | null): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('customers.merge')
    .set({ undoneAt: ctx.now, undoneBy: ctx.actor.name, undoneReason: reason })
    .where('id', '=', id)
    .where('undoneAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What people said of these pairs; the last word stays. */
export async function saveVerdicts(
  ctx: Ctx,
  pairs: readonly Pair[],
  verdict: 'same' | 'different',
  reason: string | null,
): Promise<void> {
  await sql`
    insert into customers.verdict (a, b, verdict, by_name, at, reason)
    select least(m.survivor_id, m.absorbed_id), greatest(m.survivor_id, m.absorbed_id), ${verdict}, ${ctx.actor.name}, ${ctx.now}, ${reason}
    from ${pairsAs(pairs)}
    on conflict (a, b) do update set verdict = excluded.verdict, by_name = excluded.by_name, at = excluded.at, reason = excluded.reason`.execute(
    ctx.db,
  )
}

export type Verdict = { a: string; b: string; verdict: 'same' | 'different' }
/** What people said of pairs among these customers. System scope: nobody below head office reads verdicts. */
export async function verdictsAmong(ctx: Ctx, ids: readonly string[]): Promise<Verdict[]> {
  if (ids.length < 2) return []
  const { rows } = await sql<Verdict>`
    select v.a, v.b, v.verdict from customers.verdict v
    where v.a = any(${ids}::uuid[]) and v.b = any(${ids}::uuid[])`.execute(ctx.db)
  return rows
}

export type Counted = { table: string; rows: number }
/** What these merges moved, by table. */
export async function movedBy(ctx: Ctx, mergeIds: string[]): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select "table", sum(rows)::int as rows from (
      select split_part(v.table_name, '/', 1) as "table", count(*) as rows from customers.merge_move v where v.merge_id = any(${mergeIds}::uuid[]) group by 1
      union all
      select p.table_name, count(*) from customers.merge_part p where p.merge_id = any(${mergeIds}::uuid[]) and p.row is not null group by 1
    ) c group by 1 order by 1`.execute(ctx.db)
  return rows
}

export type ConsentSaid = {
  purpose: string
  recipient: string
  recipientId: string | null
  own: boolean | null
  brought: boolean | null
  granted: boolean
}
/** Per purpose and recipient that the absorbed said something of: what either side said, and what counts now. */
export async function consentOutcome(ctx: Ctx, mergeIds: string[]): Promise<ConsentSaid[]> {
  const { rows } = await sql<ConsentSaid>`
    select distinct on (p.key) p.given ->> 'purpose' as purpose, p.given ->> 'recipient' as recipient,
      nullif(p.given ->> 'recipient_key', '00000000-0000-0000-0000-000000000000') as recipient_id,
      (o.given ->> 'granted')::boolean as own, (p.row ->> 'granted')::boolean as brought,
      bool_and((a.given ->> 'granted')::boolean) over (partition by p.key) as granted
    from customers.merge_part p
    join customers.merge_part a on a.holder_id = p.holder_id and a.table_name = p.table_name and a.key = p.key and a.given is not null
    left join customers.merge_part o on o.holder_id = p.holder_id and o.table_name = p.table_name and o.key = p.key and o.from_id = o.holder_id
    where p.table_name = 'consent.state' and p.merge_id = any(${mergeIds}::uuid[])
    order by p.key, (p.row ->> 'granted') nulls last limit 100`.execute(ctx.db)
  return rows
}

export const mergesListed = (
  ctx: Ctx,
  customerIds: string[] | null,
  page: { after?: string; limit: number },
) =>
  keyset(
    ctx.db
      .selectFrom('customers.merge as g')
      .innerJoin('customers.customer as s', 's.id', 'g.survivorId')
      .leftJoin('customers.customer as a', 'a.id', 'g.absorbedId')
      .select([
        'g.id',
        'g.kind',
        'g.survivorId',
        's.name as survivorName',
        's.mergedInto',
        'g.absorbedId',
        'a.name as absorbedName',
        'a.mergedInto as absorbedInto',
        'g.reason',
        'g.evidence',
        'g.at',
        'g.byName',
        'g.undoneAt',
        'g.undoneBy',
        'g.undoneReason',
      ])
      .$if(customerIds !== null, (query) =>
        query.where((eb) =>
          eb.or([
            eb('g.survivorId', '=', sql<string>`any(${customerIds}::uuid[])`),
            eb('g.absorbedId', '=', sql<string>`any(${customerIds}::uuid[])`),
          ]),
        ),
      ),
    ['g.at', 'g.id'],
    'desc',
    page,
  ).execute()
