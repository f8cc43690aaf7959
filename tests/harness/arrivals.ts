import { identifyPeople, type PersonArrival } from '../../server/domains/customers/index.ts'
import { newId } from '../../server/kernel/ids.ts'
import { castId } from './cast.ts'
import type { World } from './world.ts'

type Person = Omit<PersonArrival['person'], 'kind'> & Partial<Pick<PersonArrival['person'], 'kind'>>

/** Somebody a dealer's system knows, as they come through the door now. */
export const arrivalAt = (
  world: World,
  dealer: string,
  person: Person,
  more: Partial<PersonArrival> = {},
): PersonArrival => ({
  recordId: newId(),
  source: 'dms',
  kind: 'customer-file',
  happenedAt: world.clock.now(),
  raw: {},
  brandId: castId('HL'),
  dealerId: castId(dealer),
  reachNodes: [castId('HL'), castId(dealer)],
  person: { kind: 'person', ...person },
  ...more,
})

/** @returns which customer each turned out to be */
export async function arrive(world: World, ...arrivals: PersonArrival[]): Promise<string[]> {
  const customers: string[] = []
  for (let from = 0; from < arrivals.length; from += 1_000)
    for (const { customerId } of await world.as('system', (ctx) =>
      identifyPeople(ctx, arrivals.slice(from, from + 1_000)),
    ))
      customers.push(customerId)
  return customers
}
