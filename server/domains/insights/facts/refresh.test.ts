import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castId } from '../../../../tests/harness/cast.ts'
import { putLead, putSpend } from '../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { day, minute } from '../../../kernel/clock.ts'
import { checkFacts, readFreshness, rebuildFacts, refreshFacts } from './refresh.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const lead = { dealer: 'D0001', captured: '2026-11-10T02:00:00Z', dispatched: '2026-11-10T02:00:00Z' }
const refresh = () => world.as('system', refreshFacts)
const there = async (fields = 'count() as n', fact = 'lead') =>
  (
    await world.runtime.analytics.rows<Record<string, unknown>>(
      `select ${fields} from insights.${fact} final`,
    )
  )[0]!

describe('the facts', () => {
  it('are empty and say so before the first refresh', async () => {
    const freshness = await world.as('meng', readFreshness)
    expect(freshness).toMatchObject({ refreshedAt: null, through: null, behindSeconds: null })
    expect(freshness.missing).toContainEqual({ zh: '线索', en: 'leads' })
  })
  it('hold every lead once, however often they are refreshed', async () => {
    for (let n = 0; n < 5; n++) await putLead(world, lead)
    await refresh()
    await refresh()
    expect(await there()).toEqual({ n: 5 })
  })
  it('follow a lead that changed', async () => {
    world.clock.advance(3 * day)
    const { id } = await putLead(world, lead)
    await refresh()
    world.clock.advance(minute)
    await world.sql('update leads.lead set visited_at = $1, stage = $2, updated_at = $3 where id = $4', [
      '2026-11-12T02:00:00Z',
      'visit',
      world.clock.now(),
      id,
    ])
    await refresh()
    expect(await there(`countIf(stage = 'visit') as visits, count() as n`)).toEqual({ visits: 1, n: 6 })
  })
  it('see a row that was still being written when they last looked', async () => {
    await putLead(world, lead)
    await world.sql(
      'update leads.lead set updated_at = $1 where id = (select id from leads.lead order by updated_at desc limit 1)',
      [new Date(world.clock.now().getTime() - 5 * minute)],
    )
    await refresh()
    expect(await there()).toEqual({ n: 7 })
  })
  it('lose what an undone import deletes, leads, spend and counts', async () => {
    await putSpend(world, {
      campaign: 'C-TRADE',
      brand: 'HL',
      medium: 'search',
      day: '2026-11-10',
      spendFen: 100,
      contacts: 1,
    })
    await refresh()
    expect(await there('sum(spend_fen) as fen', 'spend')).toEqual({ fen: 100 })
    await world.sql('delete from leads.lead where id in (select id from leads.lead limit 3)')
    await world.sql('delete from campaigns.spend')
    await refresh()
    expect([await there(), await there('count() as n', 'spend')]).toEqual([{ n: 4 }, { n: 0 }])
  })
  it('fill themselves again when ClickHouse has lost them', async () => {
    await world.runtime.analytics.command('drop database insights')
    await refresh()
    expect(await there()).toEqual({ n: 4 })
  })
  it('are rebuilt beside the old ones', async () => {
    await world.runtime.analytics.command(
      `insert into insights.lead (id, loaded_at) values (generateUUIDv4(), now())`,
    )
    expect(await there()).toEqual({ n: 5 })
    await world.as('system', rebuildFacts)
    expect(await there()).toEqual({ n: 4 })
  })
  it('are recounted, and rebuilt when they differ', async () => {
    expect(await world.as('system', checkFacts)).toEqual({ same: true })
    await world.sql(
      `update leads.lead set revenue_fen = 5, updated_at = '2020-01-01' where id = (select id from leads.lead limit 1)`,
    )
    expect(await world.as('system', checkFacts)).toEqual({ same: false })
    expect(await there('sum(revenue_fen) as fen')).toEqual({ fen: 5 })
  })
  it('say how far they reach', async () => {
    await refresh()
    world.clock.advance(2 * minute)
    const freshness = await world.as('meng', readFreshness)
    expect(freshness.behindSeconds).toBe(120)
    expect(freshness.missing).toEqual([])
    expect(freshness.through! <= freshness.refreshedAt!).toBe(true)
  })
  it('know nothing that says who somebody is', async () => {
    const columns = await world.runtime.analytics.rows<{ name: string }>(
      `select name from system.columns where database = 'insights' and table in ('lead', 'spend', 'daily_count', 'customer', 'reach', 'market_size')`,
    )
    expect(
      columns
        .map((column) => column.name)
        // A key that opens nothing without PostgreSQL, as deliveries and repair orders have it: audiences narrow by it.
        .filter(
          (name) => name !== 'customer_id' && /customer|phone$|person|email|message|vin|plate/.test(name),
        ),
    ).toEqual([])
  })
})

it('copies more rows than a batch that were all written at the same instant, and does not copy them again', async () => {
  await world.sql(
    `with people as (insert into customers.customer (id, name, created_at, updated_at, seen_at) select gen_random_uuid(), '甲', $3, $3, $3 from generate_series(1, 20500) returning id)
     insert into leads.lead (id, number, brand_id, customer_id, holder, dealer_id, stage, grade, score, source, captured_at, last_touch_at, next_step, next_step_at, created_at, updated_at)
     select gen_random_uuid(), 'B' || id, $1, id, 'dealer', $2, 'new', 'A', 1, 'website', now(), now(), 'call', now(), now(), $3 from people`,
    [castId('HL'), castId('D0001'), world.clock.now()],
  )
  await refresh()
  const copied = `select toInt64(changed) as changed from insights.refresh final where fact = 'lead'`
  expect(await world.runtime.analytics.rows(copied)).toEqual([{ changed: 20_500 }])
  expect(await there()).toEqual({ n: 20_504 })
  await refresh()
  expect(await world.runtime.analytics.rows(copied)).toEqual([{ changed: 0 }])
})
