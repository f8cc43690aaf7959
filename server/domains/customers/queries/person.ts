import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { keyset } from '../../../kernel/db/keyset.ts'

export const personById = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('customers.customer').selectAll().where('id', '=', id).executeTakeFirst()
export type PersonRow = NonNullable<Awaited<ReturnType<typeof personById>>>

export const isSeen = async (ctx: Ctx, id: string): Promise<boolean> =>
  (await ctx.db.selectFrom('customers.customer').select('id').where('id', '=', id).executeTakeFirst()) !==
  undefined

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
export async function peopleByPhone(ctx: Ctx, phones: string[]): Promise<Map<string, string>> {
  if (phones.length === 0) return new Map()
  const { rows } = await sql<{ phone: string; customerId: string }>`
    select value as phone, min(customer_id::text) as customer_id from customers.identifier
    where kind = 'phone' and value = any(${phones}::text[]) group by value having count(*) = 1`.execute(
    ctx.db,
  )
  return new Map(rows.map((row) => [row.phone, row.customerId]))
}

export const nodesOf = async (ctx: Ctx, id: string): Promise<string[]> =>
  (await ctx.db.selectFrom('customers.reach').select('nodeId').where('customerId', '=', id).execute()).map(
    (row) => row.nodeId,
  )

/** The records that won a field; only those the reader may see. */
export const recordsBehind = (ctx: Ctx, customerId: string, recordIds: string[]) =>
  ctx.db
    .selectFrom('customers.sourceRecord as s')
    .innerJoin('customers.link as l', 'l.recordId', 's.id')
    .select(['s.id', 's.source', 's.happenedAt'])
    .where('l.customerId', '=', customerId)
    .where('s.id', '=', sql<string>`any(${recordIds}::uuid[])`)
    .limit(100)
    .execute()

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

export const eventsOf = (
  ctx: Ctx,
  customerId: string,
  kinds: string[] | undefined,
  page: { after?: string; limit: number },
) =>
  keyset(
    ctx.db
      .selectFrom('kernel.event')
      .select(['id', 'at', 'type', 'subjectId', 'actorName', 'dealerId', 'brandId', 'data'])
      .where('customerId', '=', customerId)
      .$if(kinds !== undefined, (query) => query.where(sql<string>`split_part(type, '.', 1)`, 'in', kinds!)),
    ['at', 'id'],
    'desc',
    page,
  ).execute()

/** Changes and reveals of one customer. Row security gives the audit to head office only. */
export const auditOf = (ctx: Ctx, customerId: string, page: { after?: string; limit: number }) =>
  keyset(
    ctx.db
      .selectFrom('kernel.audit')
      .select(['id', 'at', 'actorName', 'action', 'reason', 'before', 'after'])
      .where('tableName', '=', 'customers.customer')
      .where('rowId', '=', customerId),
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
      origins: sql`origins || ${JSON.stringify(origins)}::jsonb`,
      version: sql<number>`version + 1`,
      updatedAt: ctx.now,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
