import { NIL } from 'uuid'
import { z } from 'zod'
import type { CustomerChange, readChanges } from '../../../../contract/customer-changes.ts'
import { type Call, id, instant, type Reply } from '../../../../contract/endpoint.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import { hour } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { cursorOf, notACursor, readCursor } from '../../../kernel/db/keyset.ts'
import { maskPhone } from '../../../kernel/phone.ts'
import { type Network, networkSnapshot } from '../../dealers/index.ts'
import { maskEmail } from '../masking.ts'
import { named } from '../present.ts'
import { type ChangedRow, changedPeople, type Followed, oldestRunning } from '../queries/changes.ts'
import { refusePlainUnlessRevealing } from './export.ts'

const never = '1970-01-01T00:00:00.000000Z'
/** The first number PostgreSQL gives a transaction: nothing is older. */
const firstTransaction = '3'

/** Refusals: forbidden for plain values without the permission; invalid for a position nobody gave out. */
export async function changesSince(
  ctx: Ctx,
  { after, limit, contact }: Call<typeof readChanges>['query'],
): Promise<Reply<typeof readChanges>> {
  refusePlainUnlessRevealing(ctx.actor.permissions, contact)
  const from = after ? readPosition(after) : roundFrom(ctx, never, firstTransaction)
  const followed = { ...from, began: from.began || (await oldestRunning(ctx)) }
  const rows = await changedPeople(ctx, followed, limit)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const network = await networkSnapshot(ctx)
  if (shown.length > 0)
    await recordAudit(ctx, {
      table: 'customers.customer',
      rowId: null,
      action: 'export',
      after: { rows: shown.length, contact, through: last!.at },
    })
  const seen = last ? { ...followed, at: last.at, id: last.id } : followed
  const more = rows.length > limit
  return {
    items: shown.map((row) => changeOf(ctx, network, row, contact === 'plain')),
    next: positionOf(more ? seen : roundFrom(ctx, later(seen.at, followed.newAfter), followed.began)),
    more,
  }
}

/** The next round: what is newer than everything seen, and what was still being written when the last one began. */
function roundFrom(ctx: Ctx, newest: string, since: string): Followed {
  const newAfter = earlier(newest, ctx.now.toISOString())
  const at = new Date(Math.max(0, Date.parse(newAfter) - hour)).toISOString()
  return { at, id: NIL, newAfter, since, began: '' }
}
const later = (a: string, b: string) => (a > b ? a : b)
/** A clock that goes ahead must not hide what comes until it is reached. */
const earlier = (a: string, b: string) => (a < b ? a : b)

const transaction = z.string().regex(/^\d{1,10}$/)
const position = z.tuple([instant, id, instant, transaction, transaction.or(z.literal(''))])
const positionOf = ({ at, id, newAfter, since, began }: Followed) =>
  cursorOf([at, id, newAfter, since, began])
function readPosition(cursor: string): Followed {
  const { success, data } = position.safeParse(readCursor(cursor, 5))
  if (!success) throw notACursor()
  const [at, id, newAfter, since, began] = data
  return { at, id, newAfter, since, began }
}

function changeOf(ctx: Ctx, network: Network, row: ChangedRow, plain: boolean): CustomerChange {
  const { gone, mergedInto: into } = row
  const at = new Date(row.at).toISOString()
  if (gone || into) return { id: row.id, at, change: gone ? 'gone' : 'merged', into, customer: null }
  const nodes = row.nodes ?? []
  return {
    id: row.id,
    at,
    change: 'kept',
    into: null,
    customer: {
      version: row.version,
      kind: row.kind as 'person',
      stage: row.stage as 'growth',
      name: row.name,
      salutation: row.salutation,
      sex: row.sex as 'female' | null,
      birthOn: row.birthOn,
      phone: plain ? row.phone : row.phone && maskPhone(row.phone),
      email: plain ? row.email : row.email && maskEmail(row.email),
      residentId:
        plain && row.residentIdCipher
          ? ctx.services.secrets.open(row.residentIdCipher)
          : row.residentIdMasked,
      creditCode: row.creditCode,
      company: row.company,
      divisionCode: row.divisionCode,
      address: row.address,
      preferredChannel: row.preferredChannel as 'phone' | null,
      preferredHours: row.preferredHours,
      doNotContact: row.doNotContact,
      deceased: row.deceased,
      firstSource: row.firstSource,
      brands: named(network, nodes, 'brand'),
      dealers: named(network, nodes, 'dealer'),
    },
  }
}
