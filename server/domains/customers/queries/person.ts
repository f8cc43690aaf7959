import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { keyset } from '../../../kernel/db/keyset.ts'
import { prepared } from '../../../kernel/db/prepared.ts'

/** Nobody by the id of somebody absorbed: what is written is written to the survivor. */
export const personById = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('customers.customer')
    .selectAll()
    .where('id', '=', id)
    .where('mergedInto', 'is', null)
    .executeTakeFirst()
export type PersonRow = NonNullable<Awaited<ReturnType<typeof personById>>>

/** A customer's page: the golden record with what stands behind it, as far as the reader may see it. */
export type ShownPerson = Omit<PersonRow, 'residentIdHash' | 'residentIdCipher' | 'namePinyin'> & {
  nodes: string[]
  identifiers: { kind: string; value: string }[]
  /** The records that won a field. */
  records: { id: string; source: string; happenedAt: string }[]
}
export const personWithAll = prepared<ShownPerson, [id: string]>(
  `select c.id, c.version, c.kind, c.stage, c.do_not_contact, c.deceased, c.name, c.name_forms, c.salutation, c.sex, c.birth_on,
    c.phone, c.email, c.resident_id_masked, c.credit_code, c.company, c.division_code, c.address, c.preferred_channel,
    c.preferred_hours, c.marital, c.children, c.education, c.income, c.occupation, c.interests, c.first_source, c.origins, c.merged_into, c.merged_from, c.created_at, c.updated_at, c.seen_at,
    array(select r.node_id from customers.reach r where r.customer_id = c.id) as nodes,
    (select coalesce(json_agg(i), '[]') from (
      select i.kind, i.value
      -- Fenced in: without statistics the planner looks for the kinds first, 17 ms.
      from (select kind, value, last_at from customers.identifier where customer_id = c.id offset 0) i
      where i.kind in ('phone', 'email', 'plate', 'vin') order by i.last_at desc, i.value limit 200) i
    ) as identifiers,
    (select coalesce(json_agg(s), '[]') from (
      select s.id, s.source, s.happened_at as "happenedAt" from customers.source_record s
      where s.id = any(array(select (o.value ->> 'record')::uuid from jsonb_each(c.origins) o))) s
    ) as records
  from customers.customer c where c.id = $1`,
)

export type Answering = { id: string; mergedInto: string | null; mergedFrom: string[] }
export const answering = (ctx: Ctx, id: string): Promise<Answering | undefined> =>
  ctx.db
    .selectFrom('customers.customer')
    .select(['id', 'mergedInto', 'mergedFrom'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Whom an absorbed id answers with, whether or not the caller sees the absorbed one. */
export async function survivorOf(ctx: Ctx, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select customers.survivor_of(${id}) as id`.execute(ctx.db)
  return rows[0]!.id
}

export const identifiersOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('customers.identifier')
    .select(['kind', 'value', 'lastAt'])
    .where('customerId', '=', id)
    .where('kind', 'in', ['phone', 'email', 'plate', 'vin'])
    .orderBy('lastAt', 'desc')
    .orderBy('value')
    .limit(200)
    .execute()

/** Customers by a telephone number that is one person's only; within the caller's scope. */
export const peopleByPhone = (ctx: Ctx, phones: string[]) => peopleByIdentifier(ctx, 'phone', phones)

/** Customers by an identifier that is one person's only; within the caller's scope. */
export async function peopleByIdentifier(
  ctx: Ctx,
  kind: 'phone' | 'open-id',
  values: string[],
): Promise<Map<string, string>> {
  if (values.length === 0) return new Map()
  const { rows } = await sql<{ value: string; customerId: string }>`
    select value, min(customer_id::text) as customer_id from customers.identifier
    where kind = ${kind} and value = any(${values}::text[]) group by value having count(*) = 1`.execute(
    ctx.db,
  )
  return new Map(rows.map((row) => [row.value, row.customerId]))
}

/** Which of these customers there are, within the caller's scope. */
export async function peopleKnown(ctx: Ctx, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select id from customers.customer where id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Set(rows.map((row) => row.id))
}

export const recordsOf = (ctx: Ctx, customerId: string, page: { after?: string; limit: number }) =>
  keyset(
    ctx.db
      .selectFrom('customers.sourceRecord as s')
      .innerJoin('customers.link as l', 'l.recordId', 's.id')
      .select([
        's.id',
        's.source',
        's.externalId',
        's.kind',
        's.brandId',
        's.dealerId',
        's.happenedAt',
        's.receivedAt',
        's.raw',
        'l.how',
      ])
      .where('l.customerId', '=', customerId),
    ['s.receivedAt', 's.id'],
    'desc',
    page,
  ).execute()

/** Events stay with the id they happened under. */
const oneOf = (ids: readonly string[]) =>
  ids.length === 1 ? sql<string>`${ids[0]}` : sql<string>`any(${ids}::uuid[])`

export const eventsOf = (
  ctx: Ctx,
  customerIds: readonly string[],
  kinds: string[] | undefined,
  page: { after?: string; limit: number },
) =>
  keyset(
    ctx.db
      .selectFrom('kernel.event')
      .select(['id', 'at', 'type', 'subjectId', 'actorName', 'dealerId', 'brandId', 'data'])
      .where('customerId', '=', oneOf(customerIds))
      .$if(kinds !== undefined, (query) => query.where(sql<string>`split_part(type, '.', 1)`, 'in', kinds!)),
    ['at', 'id'],
    'desc',
    page,
  ).execute()

/** Changes and reveals of one customer. Row security gives the audit to head office only. */
export const auditOf = (ctx: Ctx, customerIds: readonly string[], page: { after?: string; limit: number }) =>
  keyset(
    ctx.db
      .selectFrom('kernel.audit')
      .select(['id', 'at', 'actorName', 'action', 'reason', 'before', 'after'])
      .where('tableName', '=', 'customers.customer')
      .where('rowId', '=', oneOf(customerIds)),
    ['at', 'id'],
    'desc',
    page,
  ).execute()

/** Writes if nobody else did since `version`; false when somebody did. */
export async function updatePerson(
  ctx: Ctx,
  id: string,
  version: number,
  columns: Record<string, unknown>,
  origins: object,
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('customers.customer')
    .set({
      ...columns,
      origins: JSON.stringify(origins),
      version: sql<number>`version + 1`,
      updatedAt: ctx.now,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
