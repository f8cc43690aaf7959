import { afterAll, beforeAll, expect, it } from 'vitest'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { fileOf } from '../engine/fixtures.ts'
import { importFile, undoFile } from '../import-file.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const who = { actor: systemActor('test'), scope: systemScope }
const run = (name: string, text: string, kind?: 'market-sizes' | 'orders' | 'deliveries') =>
  importFile(world.runtime, who, { path: fileOf(name, text), source: name, ...(kind && { kind }) })
const sizes = async () =>
  (
    await world.sql<{ line: string }>(
      `select to_char(month, 'YYYY-MM') || ' ' || division_code || ' ' || segment || ' ' || registrations as line from vehicles.market_size order by 1`,
    )
  ).map(({ line }) => line)

it('a file of the whole market is known by its header, read in either spelling, and can be taken back', async () => {
  const first = await run(
    'market.csv',
    '月份,省份,级别,上牌量\n2026-09,浙江省,SUV,"1,200"\n2026年10月,440000,A,900\n2026-10,火星,A,1\n',
  )
  expect(first.counts).toMatchObject({ create: 2, invalid: 1 })
  expect(first.counts.problems[0]!.message.en).toContain('No such province')
  expect(await sizes()).toEqual(['2026-09 33 SUV 1200', '2026-10 44 A 900'])
  world.clock.advance(60_000)
  const again = await run(
    'market-2.csv',
    'month,province,segment,registrations\n2026-09,33,SUV,1300\n2026-10,广东,A,900\n',
    'market-sizes',
  )
  expect(again.counts).toMatchObject({ create: 0, update: 1, unchanged: 1 })
  expect(await sizes()).toEqual(['2026-09 33 SUV 1300', '2026-10 44 A 900'])
  await undoFile(world.runtime, who, again.id)
  expect(await sizes()).toEqual(['2026-09 33 SUV 1200', '2026-10 44 A 900'])
  await undoFile(world.runtime, who, first.id)
  // What another file changed since stays, as everywhere.
  expect(await sizes()).toEqual(['2026-09 33 SUV 1200'])
})

it('a delivery book may say colour and options: an empty cell took none, a book without the column says nothing', async () => {
  const orders = 'order_no,dealer_code,ordered_at,customer_name,phone,brand,variant,price_yuan\n'
  const order = (number: string, phone: string) =>
    `${number},D0001,2026-11-01,薛宝琴,${phone},环路,越岭 两驱,189800\n`
  await run(
    'orders.csv',
    orders + order('SO-1', '13912340001') + order('SO-2', '13912340002') + order('SO-3', '13912340003'),
    'orders',
  )
  const book = '订单号,经销商,车架号,交车日期,颜色,选装\n'
  await run(
    'deliveries.csv',
    `${book}SO-1,D0001,LRHB40FM9RA204685,2026-11-10,珠光白,全景天窗|拖车钩\nSO-2,D0001,LFV2A21K8A3000012,2026-11-10,曜石黑,\n`,
    'deliveries',
  )
  await run(
    'deliveries-2.csv',
    'order_no,dealer_code,vin,delivered_at\nSO-3,D0001,LFV2A21K8A3000013,2026-11-10\n',
    'deliveries',
  )
  const told = () =>
    world.sql(
      `select o.number, d.colour, d.options from sales.delivery d join sales.car_order o on o.id = d.order_id where d.dealer_id = $1 order by 1`,
      [castId('D0001')],
    )
  expect(await told()).toEqual([
    { number: 'SO-1', colour: '珠光白', options: ['全景天窗', '拖车钩'] },
    { number: 'SO-2', colour: '曜石黑', options: [] },
    { number: 'SO-3', colour: null, options: null },
  ])
  const corrected = await run(
    'deliveries-3.csv',
    `${book}SO-1,D0001,LRHB40FM9RA204685,2026-11-10,珠光白,全景天窗\n`,
    'deliveries',
  )
  expect(corrected.counts).toMatchObject({ update: 1 })
  expect((await told())[0]).toMatchObject({ options: ['全景天窗'] })
})
