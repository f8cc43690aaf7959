import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { keyset } from '../../../kernel/db/keyset.ts'
import { anyRecipient } from './entries.ts'

export const standingOf = (ctx: Ctx, customerId: string) =>
  ctx.db
    .selectFrom('customers.customer')
    .select(['doNotContact', 'deceased'])
    .where('id', '=', customerId)
    .executeTakeFirst()

export const statesOf = (ctx: Ctx, customerId: string) =>
  ctx.db
    .selectFrom('consent.state')
    .select([
      'purpose',
      'recipient',
      'granted',
      'happenedAt',
      sql<string | null>`nullif(recipient_key, ${anyRecipient}::uuid)`.as('recipientId'),
    ])
    .where('customerId', '=', customerId)
    .orderBy('purpose')
    .orderBy('recipient')
    .limit(500)
    .execute()

const line = [
  'e.id',
  'e.customerId',
  'e.purpose',
  'e.recipient',
  'e.recipientId',
  'e.granted',
  'e.channel',
  'e.evidence',
  'e.textVersion',
  'e.happenedAt',
  'e.recordedAt',
] as const

const ledger = (ctx: Ctx) =>
  ctx.db
    .selectFrom('consent.entry as e')
    .leftJoin('admin.account as a', 'a.id', 'e.actorId')
    .select([...line, 'a.name as actorName'])

/** The last 200 lines of one customer; more than anybody has. */
export const ledgerOf = (ctx: Ctx, customerId: string) =>
  ledger(ctx)
    .where('e.customerId', '=', customerId)
    .orderBy('e.happenedAt', 'desc')
    .orderBy('e.id', 'desc')
    .limit(200)
    .execute()

export type LedgerFilter = { purpose?: string; recipient?: string; granted?: boolean }

export const wholeLedger = (ctx: Ctx, filter: LedgerFilter, page: { after?: string; limit: number }) =>
  keyset(
    ctx.db
      .selectFrom('consent.entry as e')
      .innerJoin('customers.customer as c', 'c.id', 'e.customerId')
      .leftJoin('admin.account as a', 'a.id', 'e.actorId')
      .select([...line, 'a.name as actorName', 'c.name as customerName'])
      .$if(filter.purpose !== undefined, (query) => query.where('e.purpose', '=', filter.purpose!))
      .$if(filter.recipient !== undefined, (query) => query.where('e.recipient', '=', filter.recipient!))
      .$if(filter.granted !== undefined, (query) => query.where('e.granted', '=', filter.granted!)),
    ['e.recordedAt', 'e.id'],
    'desc',
    page,
  ).execute()
