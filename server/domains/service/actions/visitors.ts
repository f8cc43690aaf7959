import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { isOrganisation } from '../../../kernel/names.ts'
import { extendReach, identifyPeople } from '../../customers/index.ts'
import type { KnownCar } from '../../vehicles/index.ts'
import { isSame, keepersOn, whoseVisit } from '../rules.ts'
import type { BookSource, RepairArrival } from './book.ts'

export type Visit = { index: number; arrival: RepairArrival; openedOn: string; car: KnownCar | undefined }
/** `certain`: the order itself says so; else the customer is the car's only owner or driver. */
export type Visited = Visit & {
  customerId: string | null
  recordId: string | null
  certain: boolean
  /** Nobody was known around the car until this visit. */
  isFirst: boolean
}

/**
 * Who came with each car. Whom the order names is known to the workshop, and reached by it from that day; whom only the
 * car gives away is noted and not shown to a dealer who does not deal with them.
 */
export async function whoCame(ctx: Ctx, visits: Visit[], about: BookSource): Promise<Visited[]> {
  const keepersOf = ({ car, openedOn }: Visit) => keepersOn(openedOn, car?.keepers ?? [])
  const whose = visits.map((visit) =>
    whoseVisit({ ...visit.arrival.person, openedOn: visit.openedOn }, visit.car?.keepers ?? []),
  )
  const asking = visits.filter((_, at) => whose[at] === 'ask')
  const people = await identifyPeople(
    ctx,
    asking.map((visit) => personOf(ctx, visit, keepersOf(visit), about)),
  )
  const found = new Map(asking.map((visit, at) => [visit, people[at]!]))
  const visited = visits.map((visit, at): Visited => {
    const one = whose[at]
    const person = found.get(visit)
    const isFirst = keepersOf(visit).length === 0
    if (person)
      return {
        ...visit,
        customerId: person.customerId,
        recordId: person.sourceRecordId,
        certain: true,
        isFirst,
      }
    if (!one || one === 'ask')
      return { ...visit, customerId: null, recordId: null, certain: false, isFirst: false }
    return { ...visit, customerId: one.customerId, recordId: null, certain: one.said, isFirst: false }
  })
  await extendReach(
    ctx,
    visited
      .filter((one) => one.certain && !one.recordId)
      .flatMap(({ customerId, arrival: { dealerId, brandId, openedAt } }) =>
        [dealerId, brandId].map((nodeId) => ({
          nodeId,
          customerId: customerId!,
          seenAt: openedAt.toISOString(),
        })),
      ),
  )
  return visited
}

/** The VIN speaks for who keeps the car, not for a friend who brings it. */
function personOf(
  ctx: Ctx,
  { arrival }: Visit,
  keepers: ReturnType<typeof keepersOn>,
  { source, importId }: BookSource,
) {
  const name = arrival.person.name!
  const isKeeper = keepers.length === 0 || keepers.some((keeper) => isSame(keeper.name, name))
  return {
    recordId: newId(ctx.now),
    source,
    externalId: arrival.number,
    kind: 'repair-order',
    happenedAt: arrival.openedAt,
    raw: arrival.raw,
    brandId: arrival.brandId,
    dealerId: arrival.dealerId,
    importId,
    reachNodes: [arrival.brandId, arrival.dealerId],
    person: {
      kind: isOrganisation(name) ? ('organisation' as const) : ('person' as const),
      name,
      phones: [arrival.person.phone!],
      vins: isKeeper && arrival.vin ? [arrival.vin] : [],
      plates: isKeeper && arrival.plate ? [arrival.plate] : [],
    },
  }
}
