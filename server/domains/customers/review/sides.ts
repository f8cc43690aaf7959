import type { ConsentPurpose } from '../../../../contract/consent.ts'
import { profileNames } from '../../../../contract/customer-profile.ts'
import type { Stage } from '../../../../contract/lead-words.ts'
import type { MatchSide } from '../../../../contract/match-review.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { type Network, networkSnapshot } from '../../dealers/index.ts'
import { survivorAmong } from '../merging/rules.ts'
import { showCustomer } from '../present.ts'
import { personWithAll, type ShownPerson } from '../queries/person.ts'
import { type RawPerson, rawPeople } from './queries.ts'
import { alikeness } from './rules.ts'
import { winnersAmong } from './winners.ts'

/** What domains above this one know of customers; handed in by `app.ts`, because nothing is imported upwards. */
export type Beside = {
  consents(ctx: Ctx, ids: readonly string[]): Promise<Of<{ purpose: ConsentPurpose; granted: boolean }>[]>
  cars(ctx: Ctx, ids: readonly string[]): Promise<Of<{ vin: string; model: string | null; role: string }>[]>
  leads(ctx: Ctx, ids: readonly string[]): Promise<Of<{ id: string; model: string | null; stage: Stage }>[]>
}
type Of<T> = T & { customerId: string }

/** People side by side: as they may be shown, and how what is behind the masks compares. */
export type SideBySide = {
  sides: MatchSide[]
  alike: Record<string, Record<string, number>>
  survivorId: string
  winners: Record<string, string>
}

export async function sideBySide(ctx: Ctx, ids: readonly string[], beside: Beside): Promise<SideBySide> {
  const network = await networkSnapshot(ctx)
  const raw = new Map((await rawPeople(ctx, ids)).map((one) => [one.id, one]))
  const people = (await Promise.all(ids.map((id) => personWithAll(ctx, id)))).flat()
  const known = people
    .flatMap((row) => {
      const of = raw.get(row.id)
      return of ? [{ row, of }] : []
    })
    // The survivor first, then as they came to be known.
    .sort((a, b) => a.of.createdAt.getTime() - b.of.createdAt.getTime() || (a.row.id < b.row.id ? -1 : 1))
  const [consents, cars, leads] = [
    await beside.consents(ctx, ids),
    await beside.cars(ctx, ids),
    await beside.leads(ctx, ids),
  ]
  const own = <T extends { customerId: string }>(rows: readonly T[], id: string) =>
    rows.filter((row) => row.customerId === id).map(({ customerId: _, ...row }) => row)
  const survivorId = survivorAmong(
    known.map(({ row, of }) => ({ ...row, hash: null, createdAt: of.createdAt })),
  )
  return {
    sides: known.map(({ row, of }) => ({
      customer: showCustomer(network, row),
      pinyin: text(of.row.name_pinyin),
      records: of.records,
      latest: latestOf(network, of),
      consents: own(consents, row.id),
      cars: own(cars, row.id),
      leads: own(leads, row.id),
    })),
    alike: alikeness(valuesOf(known)),
    survivorId,
    winners: await winnersAmong(ctx, ids, survivorId),
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const latestOf = (network: Network, { source, kind, dealerId, at }: RawPerson) =>
  source && kind && at
    ? {
        source,
        kind,
        dealer: dealerId ? (network.nodes.get(dealerId)?.name ?? null) : null,
        at: at.toISOString(),
      }
    : null

/** The values as they are, field by field; only whether they are equal leaves the server. */
function valuesOf(known: readonly { row: ShownPerson; of: RawPerson }[]) {
  const values: Record<string, Record<string, string | null>> = {}
  const said = (field: string, id: string, value: string | null) => {
    values[field] ??= {}
    values[field][id] = value
  }
  for (const { row, of } of known) {
    const { id } = row
    const listed = (kind: string, except?: string | null) =>
      row.identifiers
        .filter((one) => one.kind === kind && one.value !== except)
        .map((one) => one.value)
        .sort()
        .join(' ')
    said('name', id, row.name)
    said('pinyin', id, text(of.row.name_pinyin))
    said('salutation', id, row.salutation)
    said('sex', id, row.sex)
    said('birthOn', id, row.birthOn)
    said('phone', id, row.phone)
    said('otherPhones', id, listed('phone', row.phone))
    said('email', id, row.email)
    said('residentId', id, text(of.row.resident_id_hash))
    said('creditCode', id, row.creditCode)
    said('company', id, row.company)
    said('divisionCode', id, row.divisionCode)
    said('address', id, row.address)
    said('preferredChannel', id, row.preferredChannel)
    said('preferredHours', id, row.preferredHours)
    for (const name of profileNames) said(name, id, row[name])
    said('plates', id, listed('plate'))
    said('vins', id, listed('vin'))
  }
  return values
}
