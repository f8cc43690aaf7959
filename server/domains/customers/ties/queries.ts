import { sql } from 'kysely'
import type { TieKind, tieSources } from '../../../../contract/customer-ties.ts'
import type { Ctx } from '../../../kernel/ctx.ts'

export async function tieKinds(ctx: Ctx): Promise<TieKind[]> {
  const rows = await ctx.db.selectFrom('customers.tieKind').selectAll().orderBy('place').execute()
  return rows.map((row) => ({
    key: row.key,
    from: { zh: row.fromZh, en: row.fromEn },
    to: { zh: row.toZh, en: row.toEn },
    fromKind: row.fromKind as TieKind['fromKind'],
    toKind: row.toKind as TieKind['toKind'],
  }))
}

export type Party = { id: string; kind: 'person' | 'organisation'; name: string }
/** Of these, whom the caller sees; nobody merges or ties them until the transaction ends. */
export async function holdParties(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Party>> {
  const { rows } = await sql<Party>`
    select c.id, c.kind, c.name from customers.customer c where c.id = any(${ids}::uuid[]) and c.merged_into is null
    order by c.id for update`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}

export type TieRow = {
  id: string
  kind: string
  fromId: string
  toId: string
  fromOn: string | null
  untilOn: string | null
  note: string | null
  source: (typeof tieSources)[number]
  dismissed: boolean
  createdAt: Date
  byName: string
  otherId: string
  otherKind: Party['kind']
  otherName: string
}
/** What stands first, then the latest. Row security leaves out whoever the caller does not see. */
export async function tiesWith(ctx: Ctx, id: string, most: number): Promise<TieRow[]> {
  const { rows } = await sql<TieRow>`
    select t.id, t.kind, t.from_id, t.to_id, t.from_on, t.until_on, t.note, t.source, t.dismissed, t.created_at, t.by_name,
      o.id as other_id, o.kind as other_kind, o.name as other_name
    from customers.tie t join customers.customer o on o.id = case when t.from_id = ${id} then t.to_id else t.from_id end
    where (t.from_id = ${id} or t.to_id = ${id}) and t.from_id <> t.to_id and not t.dismissed
    order by t.until_on desc nulls first, t.created_at desc, t.id limit ${most}`.execute(ctx.db)
  return rows
}

export type TieBetween = {
  id: string
  kind: string | null
  fromId: string
  toId: string
  untilOn: string | null
  dismissed: boolean
}
/** Everything ever said of these two. */
export async function tiesBetween(ctx: Ctx, id: string, others: readonly string[]): Promise<TieBetween[]> {
  const { rows } = await sql<TieBetween>`
    select t.id, t.kind, t.from_id, t.to_id, t.until_on, t.dismissed from customers.tie t
    where t.from_id = ${id} and t.to_id = any(${others}::uuid[]) or t.from_id = any(${others}::uuid[]) and t.to_id = ${id}
    order by t.created_at, t.id`.execute(ctx.db)
  return rows
}

type NewTie = {
  id: string
  kind: string | null
  fromId: string
  toId: string
  fromOn?: string | null
  untilOn?: string | null
  note?: string | null
  source: TieRow['source']
  evidence?: unknown
  dismissed?: boolean
}
export const insertTie = async (ctx: Ctx, { evidence, ...row }: NewTie): Promise<void> => {
  await ctx.db
    .insertInto('customers.tie')
    .values({
      ...row,
      evidence: evidence ? JSON.stringify(evidence) : null,
      createdAt: ctx.now,
      byName: ctx.actor.name,
    })
    .execute()
}

export const tieById = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('customers.tie')
    .select(['id', 'kind', 'fromId', 'toId', 'fromOn', 'untilOn', 'note', 'dismissed'])
    .where('id', '=', id)
    .executeTakeFirst()

/** The row, and whatever a merge has made the same as it: they are shown as one and change as one. */
const sameAs = (id: string) => sql`
  (select s.id from customers.tie t join customers.tie s
     on s.kind is not distinct from t.kind and s.dismissed = t.dismissed and s.until_on is not distinct from t.until_on
     and (s.from_id = t.from_id and s.to_id = t.to_id or s.from_id = t.to_id and s.to_id = t.from_id
       and (t.dismissed or exists (select from customers.tie_kind k where k.key = t.kind and k.from_en = k.to_en)))
   where t.id = ${id})`

export async function updateTie(
  ctx: Ctx,
  id: string,
  set: { fromOn: string | null; untilOn: string | null; note: string | null },
): Promise<void> {
  await sql`update customers.tie set from_on = ${set.fromOn}, until_on = ${set.untilOn}, note = ${set.note} where id in ${sameAs(id)}`.execute(
    ctx.db,
  )
}
export async function deleteTie(ctx: Ctx, id: string): Promise<void> {
  await sql`delete from customers.tie where id in ${sameAs(id)}`.execute(ctx.db)
}

export type MemberRow = Party & {
  memberId: string
  householdId: string
  isHead: boolean
  fromOn: string | null
}
/** Whoever belongs to an open household of this customer now, as far as the caller sees them. */
export async function householdsWith(ctx: Ctx, id: string): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select distinct on (m.household_id, c.id) m.id as member_id, m.household_id, m.is_head, m.from_on, c.id, c.kind, c.name
    from customers.household_member m join customers.customer c on c.id = m.customer_id
    where m.until_on is null
      and m.household_id = any(array(select o.household_id from customers.household_member o where o.customer_id = ${id} and o.until_on is null))
    order by m.household_id, c.id, m.is_head desc, m.created_at limit 100`.execute(ctx.db)
  return rows
}

export type Membership = {
  id: string
  householdId: string
  customerId: string
  isHead: boolean
  fromOn: string | null
  untilOn: string | null
  createdAt: Date
}
const memberships = (ctx: Ctx) =>
  ctx.db
    .selectFrom('customers.householdMember')
    .select(['id', 'householdId', 'customerId', 'isHead', 'fromOn', 'untilOn', 'createdAt'])
    .orderBy('createdAt')
    .orderBy('id')
export const membershipById = (ctx: Ctx, id: string): Promise<Membership | undefined> =>
  memberships(ctx).where('id', '=', id).executeTakeFirst()
export const openMemberships = (ctx: Ctx, customerIds: string[]): Promise<Membership[]> =>
  memberships(ctx).where('customerId', 'in', customerIds).where('untilOn', 'is', null).execute()
/** System scope: also those the caller does not see. */
export const openMembers = (ctx: Ctx, householdId: string): Promise<Membership[]> =>
  memberships(ctx).where('householdId', '=', householdId).where('untilOn', 'is', null).execute()

type NewMember = Pick<Membership, 'id' | 'householdId' | 'customerId' | 'isHead' | 'fromOn'>
export const insertMembers = async (ctx: Ctx, rows: NewMember[]): Promise<void> => {
  await ctx.db
    .insertInto('customers.householdMember')
    .values(rows.map((row) => ({ ...row, createdAt: ctx.now, byName: ctx.actor.name })))
    .execute()
}
export async function setHead(ctx: Ctx, householdId: string, memberId: string): Promise<void> {
  await sql`update customers.household_member set is_head = (id = ${memberId})
    where household_id = ${householdId} and until_on is null and is_head <> (id = ${memberId})`.execute(
    ctx.db,
  )
}
/** On this day, or when they came if that is later. */
export async function endMemberships(ctx: Ctx, ids: readonly string[], untilOn: string): Promise<void> {
  await sql`update customers.household_member set is_head = false, until_on = greatest(from_on, ${untilOn}::date)
    where id = any(${ids}::uuid[])`.execute(ctx.db)
}
