import { identifyPeople, type PersonArrival } from '../../server/domains/customers/index.ts'
import type { Model, Parameters } from '../../server/domains/customers/matching/model.ts'
import { weightOf } from '../../server/domains/customers/matching/scoring.ts'
import { newId } from '../../server/kernel/ids.ts'
import { castId } from './cast.ts'
import type { World } from './world.ts'

/** A model small enough to reckon by hand. Levels count from 1 in this order; 0 is missing, the last "different". */
export const smallModel: Model = {
  link: 'within',
  features: [],
  blocking: [],
  comparisons: [
    {
      name: 'name',
      needs: ['name'],
      rare: 'name',
      levels: [
        { name: 'same', when: { same: 'name' } },
        { name: 'same-pinyin', when: { same: 'name_pinyin' } },
        { name: 'contains', when: { contains: 'name' } },
      ],
    },
    {
      name: 'birthday',
      needs: ['birthday'],
      levels: [
        { name: 'same', when: { same: 'birthday' } },
        { name: 'slip', when: { slip: 'birthday' } },
      ],
    },
    {
      name: 'phone',
      needs: ['phone'],
      rare: 'phone',
      levels: [
        { name: 'same', when: { share: 'phone' } },
        { name: 'slip', when: { slip: 'phone' } },
      ],
    },
  ],
}
export const smallParameters: Parameters = {
  prior: 1 / 1025,
  m: { name: [0.5, 0.25, 0.125, 0.125], birthday: [0.75, 0.125, 0.125], phone: [0.5, 0.25, 0.25] },
  u: {
    name: [1 / 1024, 1 / 256, 1 / 64, 0.98],
    birthday: [1 / 8192, 1 / 1024, 0.998],
    phone: [1 / 65536, 1 / 1024, 0.999],
  },
}

export type Suspect = Partial<PersonArrival['person']> & {
  name: string
  dealer?: string
  source?: string
  kindOfRecord?: string
  happenedAt?: Date
}
/** Between which two, by their places, with which levels, what their values' rarity adds, and why it was held. */
export type Held = [a: number, b: number, levels: number[], rarity?: number, held?: string]

export async function trainModel(world: World): Promise<void> {
  await world.sql(
    `insert into customers.match_model (id, number, model, parameters, estimated_from, active, trained_at, trained_by)
     select $1, 900, $2, $3, '{}', not exists (select from customers.match_model where active), $4, 'test' on conflict do nothing`,
    [newId(), JSON.stringify(smallModel), JSON.stringify(smallParameters), world.clock.now()],
  )
  await world.sql(
    `insert into customers.match_policy (id, brand_id, link_at, review_at, updated_at) values ($1, null, 12, -2, $2) on conflict do nothing`,
    [newId(), world.clock.now()],
  )
}

/** Customers of their own, and the open pairs between them. */
export async function suspects(
  world: World,
  people: readonly Suspect[],
  pairs: readonly Held[],
): Promise<{ groupId: string; ids: string[]; pairIds: string[] }> {
  await trainModel(world)
  const ids: string[] = []
  for (const {
    dealer = 'D0001',
    source = 'dms',
    kindOfRecord = 'service',
    happenedAt,
    ...person
  } of people) {
    const arrival = {
      recordId: newId(),
      source,
      kind: kindOfRecord,
      happenedAt: happenedAt ?? world.clock.now(),
      raw: {},
      brandId: castId('HL'),
      dealerId: castId(dealer),
      reachNodes: [castId('HL'), castId(dealer)],
      person: { kind: 'person' as const, phones: [], ...person },
    }
    const [made] = await world.as('system', (ctx) => identifyPeople(ctx, [arrival]))
    ids.push(made!.customerId)
    // The oldest record survives a merge: here the first.
    world.clock.advance(1000)
  }
  const groupId = [...ids].sort()[0]!
  const pairIds: string[] = []
  for (const [one, other, levels, rarity = 0, held = 'between'] of pairs) {
    const [a, b] = [ids[one]!, ids[other]!].sort()
    const id = newId()
    pairIds.push(id)
    await world.sql(
      `insert into customers.match_pair (id, a, b, group_id, weight, levels, rarity, model_number, held, found_at)
       values ($1, $2, $3, $4, $5, $6, $7, 900, $8, $9)`,
      [
        id,
        a,
        b,
        groupId,
        weightOf(smallModel, smallParameters, levels) + rarity,
        levels,
        rarity,
        held,
        world.clock.now(),
      ],
    )
  }
  return { groupId, ids, pairIds }
}
