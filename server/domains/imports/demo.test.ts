import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { writeTwin } from '../../../twin/index.ts'
import { readVin } from '../../kernel/vin.ts'
import { loadDemo } from './demo.ts'

const folder = mkdtempSync(join(tmpdir(), 'ringroad-demo-'))
let world: World
beforeAll(async () => {
  world = await openWorld()
  const twin = { seed: 7, dealers: 12, customers: 400, months: 6, until: '2026-11-22', out: folder }
  await writeTwin(twin)
  await loadDemo(world.runtime, folder)
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The books of before the leads and those beside them. */
const booksOf = (name: string) =>
  readdirSync(join(folder, 'history'))
    .filter((file) => file.startsWith(`${name}-`) || file === `${name}.csv`)
    .map((file) => `history/${file}`)
    .concat(`${name}.csv`)
    .flatMap(linesOf)
const linesOf = (name: string) => {
  const [header, ...lines] = readFileSync(join(folder, name), 'utf8').trim().split('\n')
  const names = header!.replace('\ufeff', '').split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell])))
}
const one = async (text: string) => (await world.sql<Record<string, unknown>>(text))[0]!

it('has every order, delivery and call of the twin that can be read', async () => {
  const readable = booksOf('deliveries').filter((row) => readVin(row.vin ?? '').ok)
  expect(readable.length).toBeGreaterThan(20)
  expect(
    await one('select count(*)::int as n, count(distinct lead_id)::int as leads from sales.delivery'),
  ).toEqual({
    n: readable.length,
    leads: readable.length,
  })
  const orders = booksOf('orders')
  expect(
    await one(
      `select count(*)::int as n, count(*) filter (where state = 'cancelled')::int as cancelled from sales.car_order`,
    ),
  ).toEqual({ n: orders.length, cancelled: orders.filter((row) => row.cancelled_at).length })
  const calls = linesOf('call-log.csv')
  expect(await one('select count(*)::int as n from contact_centre.contact')).toEqual({ n: calls.length })
})

it('has every repair order, plan, cart line and market of the twin', async () => {
  expect(await one('select count(*)::int as n from service.repair_order')).toEqual({
    n: booksOf('repair-orders').length,
  })
  const plans = linesOf('plans.csv')
  expect(await one(`select sum(value)::int as leads from insights.plan where measure = 'leads'`)).toEqual({
    leads: plans.reduce((sum, row) => sum + Number(row.leads_plan), 0),
  })
  expect(await one('select count(*)::int as n from vehicles.market_size')).toEqual({
    n: linesOf('market-sizes.csv').length,
  })
  const carts = linesOf('web-carts.csv')
  expect(await one('select count(*)::int as n from customers.cart_line')).toEqual({ n: carts.length })
})

it('counts each sale once on the loop board, whichever file told of it', async () => {
  const delivered = booksOf('deliveries')
  expect(
    await one(
      `select count(l.ordered_at)::int as orders, count(l.delivered_at)::int as deliveries,
         (sum(l.revenue_fen) filter (where l.delivered_at is not null))::bigint as revenue from leads.lead l`,
    ),
  ).toEqual({
    orders: booksOf('orders').length,
    deliveries: delivered.length,
    revenue: delivered.reduce((sum, row) => sum + Number(row.price_yuan) * 100, 0),
  })
  const apart = await world.sql(
    `select l.number from leads.lead l join sales.delivery d on d.lead_id = l.id
     where (d.delivered_at, d.price_fen, d.dealer_id) is distinct from (l.delivered_at, l.revenue_fen, l.dealer_id)
     union select l.number from leads.lead l where l.stage = 'delivery' and not exists (select from sales.delivery d where d.lead_id = l.id)`,
  )
  expect(apart).toEqual([])
})
