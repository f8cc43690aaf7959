import * as contract from '../../../../contract/audiences.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { putLead, putRepairOrder } from '../../../../tests/harness/loop.ts'
import { putDelivery } from '../../../../tests/harness/sold.ts'
import type { World } from '../../../../tests/harness/world.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { takeAudienceJob } from './taking.ts'

/** Four customers of two dealers; what they are worth is written by hand. Their ids by name. */
export async function putAudienceCast(world: World): Promise<Record<string, string>> {
  const people = await putPeople(world)
  await putVerdicts(world, {
    [people.林晓舟!]: {
      value_class: 'honoured',
      abc: 'A',
      recency: 5,
      alive: 0.9,
      expected_fen: 500_000,
      lapse_risk: 0.3,
      lapse_state: 'foretold',
    },
    [people.周宁!]: {
      value_class: 'improving',
      stage: 'growing',
      alive: 0.3,
      loss_fen: 60_000,
      loss_cause: 'free',
      lapse_risk: 0.5,
      lapse_state: 'foretold',
    },
    [people.苏平!]: { value_class: 'honoured', stage: 'declining', alive: 0.4, lapse_state: 'lapsed' },
  })
  await world.sql(
    `update customers.customer set sex = 'female', birth_on = '1990-11-23', marital = 'married', interests = '自驾游、SUP 100%' where id = $1`,
    [people.林晓舟],
  )
  await world.sql(`update customers.customer set do_not_contact = true where id = $1`, [people.周宁])
  await world.sql(
    `insert into contact_centre.contact (id, brand_id, customer_id, direction, business_type, disposition, at)
     values (gen_random_uuid(), $1, $2, 'inbound', 'complaint', 'answered', '2026-11-12T02:00:00Z')`,
    [castId('HL'), people.周宁],
  )
  await world.as('system', refreshFacts)
  return people
}

/** Three who bought, two of whom came to the workshop, and one who only asked. */
async function putPeople(world: World): Promise<Record<string, string>> {
  const people: Record<string, string> = {}
  people.林晓舟 = (
    await putDelivery(world, { dealer: 'D0001', series: '越岭', on: '2024-11-10', division: '330108' })
  ).customerId
  people.周宁 = (
    await putDelivery(world, { dealer: 'D0001', series: '云衡', on: '2026-10-10', division: '320505' })
  ).customerId
  people.何川 = (await putLead(world, { dealer: 'D0001', captured: '2026-11-02T02:00:00Z' })).customerId
  people.苏平 = (
    await putDelivery(world, { dealer: 'D0004', series: '越岭', on: '2024-06-10', division: '440106' })
  ).customerId
  await world.sql(
    `update vehicles.vehicle v set sold_on = d.delivered_at::date from sales.delivery d where d.vehicle_id = v.id`,
  )
  await world.sql(
    `insert into vehicles.keeper (id, vehicle_id, customer_id, role) select gen_random_uuid(), vehicle_id, customer_id, 'owner' from sales.delivery`,
  )
  for (const [name, id] of Object.entries(people))
    await world.sql('update customers.customer set name = $2 where id = $1', [id, name])
  await putRepairOrder(world, { dealer: 'D0001', customerId: people.林晓舟, on: '2026-10-23', fen: 120_000 })
  await putRepairOrder(world, { dealer: 'D0001', customerId: people.林晓舟, on: '2025-12-01', fen: 90_000 })
  await putRepairOrder(world, { dealer: 'D0004', customerId: people.苏平, on: '2026-01-05', fen: 300_000 })
  return people
}

async function putVerdicts(world: World, given: Record<string, Record<string, unknown>>) {
  const [valuation] = await world.sql<{ id: string }>(
    `insert into insights.valuation (id, at, judged_on, customers, rule) values (gen_random_uuid(), now(), '2026-11-21', 4, '{}') returning id`,
  )
  for (const [id, own] of Object.entries(given)) {
    const row = {
      id,
      valuation_id: valuation!.id,
      abc: 'B',
      stage: 'mature',
      stage_reason: 'comes as before',
      recency: 3,
      frequency: 3,
      monetary: 3,
      days_since: 30,
      purchases: 3,
      amount_fen: 0,
      profit_fen: 0,
      ...own,
    }
    const names = Object.keys(row)
    await world.sql(
      `insert into insights.verdict (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(row),
    )
  }
}

/** For tests: audiences made, taken and read, in a world that is opened later. */
export function audiencesIn(world: () => World) {
  const make = (who: string | null, criteria: contract.AudienceCriteria, more: object = {}) =>
    world().call(who, contract.createAudience, { body: { name: '老客户', criteria, ...more } })
  /** The job of an audience, as its owner; it stops where `stopAt` says. */
  const take = (who: string, id: string, stopAt = Number.POSITIVE_INFINITY) => {
    let asked = 0
    return world().as(who, async ({ actor, scope }) => {
      await takeAudienceJob.run(
        {
          jobId: id,
          actor,
          scope,
          transact: (work) => world().as(who, work),
          progress: async () => {},
          shouldStop: async () => ++asked >= stopAt,
        },
        { id, name: '老客户' },
      )
    })
  }
  async function taken(who: string, criteria: contract.AudienceCriteria, more: object = {}) {
    const { id } = (await make(who, criteria, more)).body
    await take(who, id)
    return id
  }
  const read = async (who: string, id: string) =>
    (await world().call(who, contract.readAudience, { params: { id } })).body
  const members = async (who: string, id: string, query: object = {}) =>
    (await world().call(who, contract.listAudienceMembers, { params: { id }, query })).body
  const names = async (who: string, id: string) =>
    (await members(who, id)).items.map(({ name }) => name).sort()
  return { make, take, taken, read, members, names }
}

export const honoured: contract.AudienceCriteria = { valueClass: ['honoured'] }
