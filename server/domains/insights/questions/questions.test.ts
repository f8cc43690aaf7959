import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castId } from '../../../../tests/harness/cast.ts'
import { putRepairOrder, putSmallLoop } from '../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { askQuestion, type Window } from '../door.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { ageing } from './ageing/question.ts'
import { questions } from './all.ts'
import { loopBy } from './loop-by/question.ts'
import { loopSteps } from './loop-steps/question.ts'
import { loopWeekly } from './loop-weekly/question.ts'
import { lostReasons } from './lost-reasons/question.ts'
import { traffic } from './traffic/question.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await putSmallLoop(world)
  await putVisits()
  await putPlans()
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

const putPlans = () =>
  world.sql(
    `insert into insights.plan (id, dealer_id, brand_id, month, measure, value)
     select gen_random_uuid(), p.dealer_id, $3, '2026-11-01', p.measure, p.value
     from (values ($1::uuid, 'orders', 30), ($1, 'revenue', 600000000), ($2::uuid, 'orders', 12)) p(dealer_id, measure, value)`,
    [castId('D0001'), castId('D0004'), castId('HL')],
  )

/** A customer of each dealer had the car serviced, and one of both; the night has valued them. */
async function putVisits() {
  const customer = async (dealer: string) => {
    const customerId = newId()
    await world.sql(
      `with made as (insert into customers.customer (id, name, created_at, updated_at, seen_at) values ($1, '叶知秋', now(), now(), now())),
         found as (insert into customers.finder (customer_id, keys, seen_at) values ($1, '{}', now()))
       insert into customers.reach (node_id, customer_id, seen_at) select node, $1, now() from unnest($2::uuid[]) node`,
      [customerId, [castId('HL'), castId(dealer)]],
    )
    return customerId
  }
  const [here, there] = [await customer('D0001'), await customer('D0004')]
  const visit = async (dealer: string, customerId: string, on: string) => {
    const orderId = await putRepairOrder(world, { dealer, customerId, on, fen: 100_000 })
    await world.sql(
      `insert into service.repair_line (id, order_id, place, kind, code, name) values (gen_random_uuid(), $1, 0, 'part', 'P204', '空调滤芯')`,
      [orderId],
    )
  }
  await visit('D0001', here, '2026-10-01')
  await visit('D0004', there, '2026-10-02')
  await visit('D0004', here, '2026-09-20')
  await world.sql(
    `insert into insights.valuation (id, at, judged_on, customers, rule) values ($1, now(), '2026-11-22', 2, '{}')`,
    [castId('valuation')],
  )
  for (const customerId of [here, there])
    await world.sql(
      `insert into insights.verdict (id, valuation_id, abc, stage, stage_reason, recency, frequency, monetary, days_since, purchases, amount_fen, profit_fen)
       values ($1, $2, 'A', 'growing', 'comes as before', 3, 3, 3, 50, 1, 100000, 40000)`,
      [customerId, castId('valuation')],
    )
}

const november = (extra: Partial<Window> = {}): Window => ({
  from: '2026-11-01',
  to: '2026-11-22',
  asOf: world.clock.now(),
  ...extra,
})
const ask = <P extends Parameters<typeof askQuestion>[1]>(
  login: string,
  question: P,
  window: Window,
  params: unknown = question.example,
) =>
  world.as(login, (ctx) => askQuestion(ctx, question, window, params as never)) as Promise<
    Record<string, unknown>[]
  >

describe('the loop, worked by hand', () => {
  it('counts the steps of November', async () => {
    expect(await ask('meng', loopSteps, november())).toEqual([
      {
        spend: 1_200_000,
        contacts: 90,
        // 850 M over 92 days and 1 000 M over 61: 22 days of November each.
        budgetFen: Math.round((850_000_000 * 22) / 92 + (1_000_000_000 * 22) / 61),
        leads: 10,
        dispatched: 9,
        inTime: 7,
        visits: 4,
        testDrives: 3,
        orders: 3,
        deliveries: 2,
        revenue: 43_000_000,
        open: 5,
        overdue: 1,
        breached: 1,
        lost: 3,
        dealers: 3,
      },
    ])
  })
  it('sees an earlier period as it stood then', async () => {
    const asOf = new Date('2026-11-08T00:00:00Z')
    const [row] = await ask('meng', loopSteps, november({ asOf }))
    expect(row).toMatchObject({
      leads: 5,
      dispatched: 5,
      inTime: 4,
      visits: 2,
      orders: 1,
      deliveries: 0,
      revenue: 0,
      lost: 0,
    })
  })
  it('groups by campaign as billed, and the groups sum to the whole', async () => {
    const rows = await ask('meng', loopBy, november(), { dimension: 'campaign', limit: 100 })
    expect(rows.map((row) => [row.name, row.spendFen, row.leads, row.orders, row.revenueFen])).toEqual([
      ['秋季置换', 700_000, 7, 3, 43_000_000],
      [null, 0, 2, 0, 0],
      ['星程 N7 上市', 500_000, 1, 0, 0],
    ])
  })
  it('groups by region as billed', async () => {
    const rows = await ask('meng', loopBy, november({ brand: [castId('HL')] }), {
      dimension: 'region',
      limit: 100,
    })
    expect(rows.map((row) => [row.name, row.spendFen, row.leads])).toEqual([
      ['华东', 400_000, 5],
      ['华南', 300_000, 3],
      [null, 0, 1],
    ])
  })
  it('lets each lead carry an equal share of its campaign where media bill nobody', async () => {
    const rows = await ask('meng', loopBy, november({ brand: [castId('HL')], carry: true }), {
      dimension: 'dealer',
      limit: 100,
    })
    // 700 000 over seven leads of the campaign: 100 000 each.
    expect(rows.map((row) => [row.name, row.leads, row.spendFen])).toEqual([
      ['杭州之江环路店', 5, 400_000],
      ['广州天河环路店', 3, 200_000],
      [null, 1, 100_000],
    ])
    const [filtered] = await ask('meng', loopSteps, november({ dealer: [castId('D0001')] }))
    expect(filtered).toMatchObject({ leads: 5, spend: 400_000, budgetFen: null })
  })
  it('puts what happened into its week', async () => {
    const rows = await ask('meng', loopWeekly, november({ from: '2026-11-02', brand: [castId('HL')] }))
    expect(
      rows.map((row) => [
        row.week,
        row.spend,
        row.leads,
        row.visits,
        row.orders,
        row.deliveries,
        row.revenue,
      ]),
    ).toEqual([
      ['2026-11-02', 400_000, 6, 2, 1, 0, 0],
      ['2026-11-09', 300_000, 3, 2, 2, 0, 0],
      ['2026-11-16', 0, 0, 1, 0, 2, 43_000_000],
    ])
  })
  it('ages the open leads, whatever the period', async () => {
    const rows = await ask('meng', ageing, november({ from: '2026-11-20' }))
    expect(
      Object.fromEntries(
        rows.map((row) => [row.bucket, [row.leads, row.overdue, row.breached, row.waiting]]),
      ),
    ).toEqual({
      '8-15': [3, 1, 0, 1],
      '16-30': [2, 0, 1, 0],
      '31-60': [1, 0, 0, 0],
    })
  })
  it('says why leads are lost', async () => {
    expect(await ask('meng', lostReasons, november())).toEqual([
      { reason: 'price', leads: 2 },
      { reason: 'elsewhere', leads: 1 },
    ])
  })
  it('adds up the daily counts', async () => {
    expect(await ask('meng', traffic, november())).toEqual([
      { week: '2026-11-02', showroomVisits: 100, phoneEnquiries: 22, reports: 3 },
    ])
  })
})

describe('every question', () => {
  it('reads through the scoped views only, and explains itself in both languages', () => {
    for (const one of questions) {
      expect(one.sql).not.toMatch(/insights\s*\./)
      for (const words of [one.title, one.definition, one.formula]) expect(words.zh && words.en).toBeTruthy()
    }
  })
  it('shows a region or a dealer no money, whatever they ask', async () => {
    for (const login of ['huo', 'pei'])
      for (const one of questions)
        expect(JSON.stringify(await ask(login, one, november({ carry: true })))).not.toMatch(
          /"(spend|spendFen|contacts|budgetFen)":[1-9]/,
        )
  }, 120_000)
  it('shows a region and a brand what PostgreSQL would show them', async () => {
    const leads = async (login: string) =>
      (await ask(login, loopSteps, november({ from: '2026-10-01' })))[0]!.leads
    const rows = (login: string) =>
      world.as(login, (ctx) => ctx.db.selectFrom('leads.lead').select('id').execute())
    for (const login of ['meng', 'shi', 'huo', 'pei', 'han', 'mi'])
      expect([login, await leads(login)]).toEqual([login, (await rows(login)).length])
  })
})

describe('every question asked as one dealer', () => {
  const asked = async () => {
    const answers: Record<string, unknown> = {}
    for (const one of questions) answers[one.name] = await ask('pei', one, november({ from: '2026-09-01' }))
    return answers
  }
  it('answers over two dealers’ data as over that dealer’s data alone', async () => {
    const overAll = await asked()
    await world.sql('delete from leads.lead where dealer_id is distinct from $1', [castId('D0001')])
    await world.sql('delete from extranet.daily_count where dealer_id <> $1', [castId('D0001')])
    await world.sql('delete from service.repair_order where dealer_id <> $1', [castId('D0001')])
    await world.sql('delete from insights.plan where dealer_id <> $1', [castId('D0001')])
    await world.as('system', refreshFacts)
    const everybody = await world.as('meng', (ctx) =>
      askQuestion(ctx, loopSteps, november({ from: '2026-09-01' }), {}),
    )
    expect(everybody[0]).toMatchObject({ leads: 6, dealers: 1 })
    expect(await asked()).toEqual(overAll)
    expect(overAll.baskets).toEqual([{ items: ['P204'], baskets: 1 }])
    expect(overAll['next-products']).toEqual([{ rule: 0, customers: 1 }])
    expect(overAll['plan-attained']).toMatchObject([{ measure: 'orders', plan: 22, done: 2 }])
    expect(overAll.worth).toMatchObject([{ purchaseDays: 1, serviceFen: 100_000 }])
    expect(overAll['value-classes']).toMatchObject([{ customers: 1 }])
    expect(overAll['loop-steps']).toMatchObject([{ leads: 6, spend: null, revenue: 20_000_000 }])
  }, 120_000)
})
