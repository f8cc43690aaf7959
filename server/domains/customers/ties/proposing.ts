import type { TieProposal } from '../../../../contract/customer-ties.ts'
import type { keeperRoles } from '../../../../contract/vehicles.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { maskPhone } from '../../../kernel/phone.ts'
import { maskText } from '../masking.ts'
import { atAddress, type Known, knownAmong, onSamePhones, type Shared } from './evidence.ts'
import { tiesBetween } from './queries.ts'
import { areDifferentNames, isWholeAddress, shareFamilyName } from './rules.ts'

type Role = (typeof keeperRoles)[number]
/** What domains above this one know of customers; handed in by `app.ts`, because nothing is imported upwards. */
export type Around = {
  cars(
    ctx: Ctx,
    ids: readonly string[],
  ): Promise<{ customerId: string; vin: string; model: string | null; role: Role }[]>
  leads(ctx: Ctx, ids: readonly string[]): Promise<{ customerId: string }[]>
  /** Others with a role around the same cars, now. */
  mates(ctx: Ctx, id: string): Promise<{ customerId: string; vin: string; ownRole: Role; role: Role }[]>
}

export type Proposal = Pick<TieProposal, 'kind' | 'end' | 'evidence'> & { other: Known }

/** Most proposals made at once. */
const most = 6

/**
 * What the data suggests of one customer and nobody has said yes or no to: relatives by address and surname or by a
 * shared phone under different names, drivers of a company's cars. Nothing is written.
 */
export async function proposalsFor(
  ctx: Ctx,
  id: string,
  around: Around,
  known: ReadonlySet<string> = new Set(),
): Promise<Proposal[]> {
  const own = (await knownAmong(ctx, [id])).get(id)
  if (!own) return []
  const isPerson = own.kind === 'person'
  const [phones, housemates] = await asSystem(ctx, async (wide) => [
    isPerson ? await onSamePhones(wide, id) : [],
    isPerson && isWholeAddress(own.address) ? await atAddress(wide, id, own.address) : [],
  ])
  const mates = ctx.actor.permissions.has('vehicles.read') ? await around.mates(ctx, id) : []
  const ids = [
    ...new Set([
      ...phones.flatMap((phone) => phone.customerIds),
      ...housemates,
      ...mates.map((mate) => mate.customerId),
    ]),
  ].filter((other) => !known.has(other))
  if (ids.length === 0) return []
  const said = await tiesBetween(ctx, id, ids)
  const settled = new Set(said.map((tie) => (tie.fromId === id ? tie.toId : tie.fromId)))
  const others = await knownAmong(
    ctx,
    ids.filter((other) => !settled.has(other)),
  )
  return [...others.values()]
    .flatMap((other) => family(own, other, phones) ?? companyCar(own, other, mates) ?? [])
    .sort((a, b) => b.evidence.length - a.evidence.length || (a.other.id < b.other.id ? -1 : 1))
    .slice(0, most)
}

function family(own: Known, other: Known, phones: readonly Shared[]): Proposal | null {
  if (own.kind !== 'person' || other.kind !== 'person') return null
  if (!areDifferentNames(own.nameForms, other.nameForms)) return null
  const phone = phones.find((one) => one.customerIds.includes(other.id))
  const address = isWholeAddress(own.address) && own.address === other.address ? own.address : null
  const surname = address !== null && shareFamilyName(own.nameForms, other.nameForms)
  if (!phone && !surname) return null
  const evidence: Proposal['evidence'] = [
    ...(phone ? [{ because: 'phone' as const, value: maskPhone(phone.value) }] : []),
    ...(address ? [{ because: 'address' as const, value: maskText(address) }] : []),
    ...(surname ? [{ because: 'surname' as const, value: familyOf(own) }] : []),
  ]
  return { other, kind: 'family', end: 'from', evidence }
}
const familyOf = ({ nameForms }: Known) => nameForms.find((form) => form.startsWith('^'))?.slice(1) ?? ''

const paying: readonly Role[] = ['owner', 'buyer', 'payer']
/** The organisation's car, and a person who drives it or is asked about it. */
function companyCar(
  own: Known,
  other: Known,
  mates: readonly { customerId: string; vin: string; ownRole: Role; role: Role }[],
): Proposal | null {
  if (own.kind === other.kind) return null
  const roles = mates
    .filter((mate) => mate.customerId === other.id)
    .map(({ vin, ownRole, role }) =>
      own.kind === 'person' ? { vin, of: ownRole, company: role } : { vin, of: role, company: ownRole },
    )
    .filter((one) => paying.includes(one.company) && (one.of === 'driver' || one.of === 'contact'))
  if (roles.length === 0) return null
  const kind = roles.some((one) => one.of === 'driver') ? 'driver' : 'contact'
  const vins = [...new Set(roles.map((one) => one.vin))].slice(0, 3)
  return {
    other,
    kind,
    end: own.kind === 'person' ? 'to' : 'from',
    evidence: vins.map((vin) => ({ because: 'car' as const, value: vin })),
  }
}
