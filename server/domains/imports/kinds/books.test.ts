import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { dumpAll } from '../engine/dump.ts'
import { fileOf } from '../engine/fixtures.ts'
import { importsIn, problems, summary, system } from '../engine/trying.ts'
import { type FileToImport, undoFile } from '../import-file.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await runAs('system', { path: fileOf('leads.csv', leads), kind: 'leads', source: 'lead-table' })
  world.clock.advance(60_000)
})
afterAll(() => world.close())

const { runAs, tried } = importsIn(() => world)

type LeadRow = {
  id: string
  stage: string
  source: string
  dealer_id: string
  version: number
  revenue_fen: number | null
  ordered: string | null
  dispatched: string | null
  delivered: string | null
}
const leadOf = async (phone: string) =>
  (
    await world.sql<LeadRow>(
      `select l.id, l.stage, l.source, l.dealer_id, l.version, l.revenue_fen, l.ordered_at::text as ordered,
         l.dispatched_at::text as dispatched, l.delivered_at::text as delivered
       from leads.lead l join customers.customer c on c.id = l.customer_id where c.phone = $1 order by l.captured_at desc limit 1`,
      [`+86${phone}`],
    )
  )[0]!
const ordersNow = async () =>
  Object.fromEntries(
    (
      await world.sql<{ number: string; line: string }>(
        `select number, state || ' ' || price_fen || ' ' || to_char(ordered_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as line
         from sales.car_order order by number`,
      )
    ).map(({ number, line }) => [number, line]),
  )

const leads = `lead_no,created_at,name,phone,brand,series,source,consent_dealer,dealer_code,dispatched_at,first_feedback_at,contacted,visit_at,order_at,delivery_at,price_yuan,vin,consultant
B1,2026-11-02T10:00:00+08:00,刘睿飞,18869341422,环路,越岭,website,y,D0001,2026-11-02T11:00:00+08:00,2026-11-02T12:00:00+08:00,y,2026-11-03T12:00:00+08:00,,,,,顾思齐
B2,2026-11-02T10:00:00+08:00,贾倩,17808091653,环路,云衡,website,y,D0001,2026-11-02T11:00:00+08:00,2026-11-02T12:00:00+08:00,y,2026-11-03T12:00:00+08:00,2026-11-04T12:00:00+08:00,2026-11-14T12:00:00+08:00,168800,LRHB40FM9RA204685,顾思齐
B3,2026-11-06T10:00:00+08:00,朱文茜,18149487675,环路,云衡,website,y,D0002,2026-11-06T11:00:00+08:00,2026-11-07T11:00:00+08:00,y,,,,,,
`
const header = '订单编号,线索编号,经销商,下订日期,客户姓名,手机,品牌,车型,成交价,订金,销售顾问,退订日期\n'
const book = `${header}SO-1,B1,,2026-11-10 10:00,刘睿飞,18869341422,环路,越岭 L 四驱,229800,5000,宋文博,
SO-2,B2,,2026-11-04 12:00,贾倩,17808091653,环路,云衡 1.5T 尊享,168800,5000,顾思齐,
SO-3,,,2026-08-01,钟离秋,13912340003,环路,云衡 1.5T 舒适,12.98万,2000,,
SO-4,,,2026-07-01,端木赐,13912340004,环路,云衡 1.5T 舒适,129800,2000,,2026-07-09
SO-5,B3,,2026-11-12,朱文茜,18149487675,环路,云衡 1.5T 舒适,129800,,,
SO-6,B3,D0001,2026-11-12,公西华,13912340006,环路,没有的车,129800,,,
SO-7,,D0002,2026-11-12,冉伯牛,13912340007,环路,,129800,,,
SO-8,,,2026-11-12,宰予,13912340008,环路,,,,,
SO-9,,,2026-11-12,子游,13912340009,环路,,129800,200000,,
SO-10,,,2026-11-12,,,环路,,129800,,,
SO-11,,,2026-11-15,钟离秋,13912340003,环路,,129800,,,
`
const orders = (name: string, text = book): FileToImport => ({
  path: fileOf(name, text),
  kind: 'orders',
  source: 'dms-orders',
})
const deliveryHeader = '订单号,线索编号,车架号,车牌,成交价,交车日期\n'
const deliveries = (name: string, lines: string): FileToImport => ({
  path: fileOf(name, deliveryHeader + lines),
  kind: 'deliveries',
  source: 'dms-deliveries',
})
const handed = `SO-2,,LRHB40FM9RA204685,浙A11111,168800,2026-11-14 12:00
SO-3,,LRHB40FM7RA000003,浙A22222,129000,2026-08-20
SO-4,,LRHB40FM7RA000004,,,2026-08-20
SO-99,,LRHB40FM7RA000099,,,2026-08-20
SO-6,,LRHB40FM7RA000003,,,2026-11-13
,B1,LRHB40FM7RA00000,,,2026-11-20
,B3,LRHB40FM7RA000005,,,2026-11-20
`

describe('an order book', () => {
  let first: string
  it('finds or makes the lead of every order, within the dealer’s own', async () => {
    const theirs = await leadOf('18149487675')
    const sold = await leadOf('17808091653')
    const { id, counts } = await tried('pei', orders('book.csv'))
    first = id
    expect(summary(counts)).toEqual({ create: 5, update: 0, unchanged: 0, invalid: 6 })
    expect(problems(counts)).toEqual([
      'dealerCode foreign-dealer Out of your scope: you import into your own dealers only',
      'depositFen refused The deposit is higher than the price',
      'leadNumber noted No lead B3 to use (unknown, at another dealer, lost, or sold already); matched by the customer instead',
      expect.stringContaining('leadNumber refused '),
      'phone refused No lead matches and nobody is named; fill in the lead number, or name and phone',
      'priceFen missing Price is missing',
    ])
    expect(await ordersNow()).toEqual({
      'SO-1': 'ordered 22980000 2026-11-10 10:00',
      'SO-2': 'delivered 16880000 2026-11-04 12:00',
      'SO-3': 'ordered 12980000 2026-08-01 00:00',
      'SO-4': 'cancelled 12980000 2026-07-01 00:00',
      'SO-6': 'ordered 12980000 2026-11-12 00:00',
    })
    expect(await leadOf('18149487675')).toEqual(theirs)
    expect(await leadOf('17808091653')).toEqual(sold)
  })
  it('moves a lead that is behind, makes a walk-in when it came in, and loses what was cancelled', async () => {
    expect(await leadOf('18869341422')).toMatchObject({ stage: 'order', ordered: '2026-11-10 02:00:00+00' })
    expect(await leadOf('13912340003')).toMatchObject({
      stage: 'order',
      source: 'walk-in',
      dealer_id: castId('D0001'),
      ordered: '2026-07-31 16:00:00+00',
      dispatched: '2026-07-31 16:00:00+00',
    })
    expect((await leadOf('13912340004')).stage).toBe('lost')
    const rows = await world.sql(
      `select c.name, o.amount_fen, o.state, a.name as consultant from sales.opportunity o join customers.customer c on c.id = o.customer_id
       join sales.car_order r on r.lead_id = o.lead_id left join admin.account a on a.id = r.consultant_id
       where r.number in ('SO-1', 'SO-3') order by r.number`,
    )
    expect(rows).toEqual([
      { name: '刘睿飞', amount_fen: 22_980_000, state: 'open', consultant: '宋文博' },
      { name: '钟离秋', amount_fen: 12_980_000, state: 'open', consultant: null },
    ])
  })
  it('refuses a second running order with what to do about it', async () => {
    const rows = await world.sql<{ message: { en: string; zh: string }; row_number: number }>(
      `select row_number, message from imports.problem where import_id = $1 and field = 'leadNumber' and outcome = 'invalid' order by row_number`,
      [first],
    )
    expect(rows.map(({ row_number, message }) => [Number(row_number), message.en.split(';')[0]])).toEqual([
      [6, 'Another dealer holds the customer’s open lead of this brand'],
      [12, 'The customer’s open lead has an order already'],
    ])
    expect(rows[1]!.message.zh).toContain('请先导入它的交车或退订')
  })
  it('changes nothing when it comes again', async () => {
    const now = await dumpAll(world.sql)
    const { counts } = await runAs('pei', orders('again.csv'))
    expect(summary(counts)).toEqual({ create: 0, update: 0, unchanged: 5, invalid: 6 })
    expect(await dumpAll(world.sql)).toEqual(now)
  })
  it('brings a known number up to date, at its own dealer only', async () => {
    const lines = `SO-1,,,2026-11-10 10:00,刘睿飞,,环路,,225000,,,2026-11-18
SO-3,,,2026-08-01,钟离秋,,环路,,129800,,,
`
    const { id, counts } = await tried('pei', orders('later.csv', header + lines))
    expect(summary(counts)).toEqual({ create: 0, update: 1, unchanged: 1, invalid: 0 })
    expect((await ordersNow())['SO-1']).toBe('cancelled 22500000 2026-11-10 10:00')
    expect(await leadOf('18869341422')).toMatchObject({ stage: 'test-drive', ordered: null })
    const [sample] = await world.sql<{ differences: unknown }>(
      `select differences from imports.sample where import_id = $1 and outcome = 'update'`,
      [id],
    )
    expect(sample!.differences).toContainEqual({ field: 'priceFen', before: '22980000', after: '22500000' })
    const theirs = `SO-1,,,2026-11-10 10:00,冉求,13912340011,环路,,1,,,\n`
    const twice = `SO-31,,D0001,2026-11-10 10:00,冉求,13912340011,环路,,100000,,,
SO-31,,D0002,2026-11-10 10:00,樊迟,13912340012,环路,,100000,,,
`
    const shared = await tried('system', orders('shared.csv', header + twice))
    expect(summary(shared.counts)).toMatchObject({ create: 1, invalid: 1 })
    await undoFile(world.runtime, system, shared.id)
    const foreign = await runAs('han', orders('theirs.csv', header + theirs))
    expect(problems(foreign.counts)).toEqual([
      'orderNumber refused Another dealer uses the order number SO-1; put the dealer code before it',
    ])
  })

  describe('and its delivery book', () => {
    it('closes each lead won with its car, once, and tells what cannot be', async () => {
      const sold = await leadOf('17808091653')
      const { counts } = await tried('pei', deliveries('handed.csv', handed))
      expect(summary(counts)).toEqual({ create: 2, update: 0, unchanged: 0, invalid: 5 })
      expect(problems(counts)).toEqual([
        'leadNumber refused There is no such order; import the orders first',
        expect.stringContaining('orderNumber refused '),
        'vin refused The VIN LRHB40FM7RA000003 has already been delivered',
        'vin vin-length A VIN has 17 characters',
      ])
      expect(await leadOf('17808091653')).toEqual(sold)
      expect(await leadOf('13912340003')).toMatchObject({
        stage: 'delivery',
        revenue_fen: 12_900_000,
        delivered: '2026-08-19 16:00:00+00',
      })
      const cars = await world.sql(
        `select v.plate, v.sold_on, c.name, k.role, d.price_fen, d.vin_flag from sales.delivery d join vehicles.vehicle v on v.id = d.vehicle_id
         join vehicles.keeper k on k.vehicle_id = v.id join customers.customer c on c.id = k.customer_id where v.vin = 'LRHB40FM7RA000003' order by k.role`,
      )
      const about = { plate: '浙A22222', sold_on: '2026-08-20', name: '钟离秋', price_fen: 12_900_000 }
      expect(cars).toEqual(['buyer', 'owner'].map((role) => ({ ...about, role, vin_flag: 'wrong' })))
      expect((await ordersNow())['SO-3']).toBe('delivered 12980000 2026-08-01 00:00')
    })
    it('changes nothing when it comes again, and takes a corrected price', async () => {
      const now = await dumpAll(world.sql)
      expect(summary((await runAs('pei', deliveries('handed-2.csv', handed))).counts)).toEqual({
        create: 0,
        update: 0,
        unchanged: 2,
        invalid: 5,
      })
      expect(await dumpAll(world.sql)).toEqual(now)
      const other = `SO-3,,LRHB40FM7RA000003,,128000,2026-08-20\nSO-2,,LRHB40FM7RA000077,,,2026-11-14\n`
      const { counts } = await tried('pei', deliveries('corrected.csv', other))
      expect(summary(counts)).toMatchObject({ update: 1, invalid: 1 })
      expect(problems(counts)[0]).toContain('This order was delivered with another car, LRHB40FM9RA204685')
    })
    it('lets the buyer order again once the first car is delivered', async () => {
      const { counts } = await tried('pei', orders('second.csv'))
      expect(summary(counts)).toMatchObject({ create: 1, update: 1, unchanged: 4 })
      const made = await world.sql(
        `select count(distinct o.lead_id)::int as leads from sales.car_order o where o.number in ('SO-3', 'SO-11')`,
      )
      expect(made).toEqual([{ leads: 2 }])
    })
    it('is not another dealer’s to deliver', async () => {
      const { counts } = await runAs('han', deliveries('foreign.csv', handed.split('\n')[1]!))
      expect(problems(counts)).toEqual([
        'orderNumber refused There is no such order; import the orders first',
      ])
    })
  })
})

describe('an undo', () => {
  it('takes back orders with the leads made for them, and deliveries with their cars, byte by byte', async () => {
    const lines = `SO-21,,,2026-08-01,漆雕开,13912340021,环路,云衡 1.5T 舒适,129800,2000,,
SO-22,,,2026-08-01,巫马施,13912340022,环路,云衡 1.5T 舒适,129800,2000,,2026-08-03
SO-23,B3,D0002,2026-11-12,朱文茜,18149487675,环路,云衡 1.5T 舒适,129800,,,
SO-3,,,2026-08-01,钟离秋,,环路,,99800,,,
`
    const whole = (name: string) => ({ ...orders(name, header + lines), options: { dealerCode: 'D0001' } })
    const taken = async (file: FileToImport, expected: object) => {
      const before = await dumpAll(world.sql)
      const { id, counts } = await tried('system', file)
      expect(summary(counts)).toMatchObject(expected)
      await undoFile(world.runtime, system, id)
      expect(await dumpAll(world.sql)).toEqual(before)
    }
    await taken(whole('taken.csv'), { create: 3, update: 1 })
    await runAs('system', whole('kept.csv'))
    const cars = `经销商,${deliveryHeader}D0001,SO-21,,LRHB40FM7RA000021,,,2026-08-20
D0002,,B3,LRHB40FM7RA000023,,,2026-11-20
`
    await taken({ path: fileOf('cars.csv', cars), kind: 'deliveries', source: 'cars' }, { create: 2 })
  })
})

describe('a call log', () => {
  const log = `流水号,开始时间,呼叫类型,客户电话,通话时长,坐席,是否接通,业务类型,线索编号
T1,2026-11-20 10:00,呼入,13700001111,0:40,邱若彤,是,咨询,
T2,2026-11-20 10:05,外呼,18869341422,1:17,邱若彤,是,清洗,
T3,2026-11-20 10:10,外呼,,0,S63,否,首次跟进,B3
T4,2026-11-20 10:15,呼入,10086,3,S63,是,骚扰,
T5,2026-11-20 10:20,不知道,13700001111,3,S63,是,咨询,
T6,2026-11-23 10:20,呼入,13700001111,3,S63,是,咨询,
`
  const calls = (name: string): FileToImport => ({ path: fileOf(name, log), kind: 'calls', source: 'pbx' })
  it('is head office’s', async () => {
    await expect(runAs('pei', calls('mine.csv'))).rejects.toThrow('head office')
  })
  it('becomes contacts of the people it knows, and makes nobody', async () => {
    const before = await dumpAll(world.sql)
    const { id, counts } = await tried('meng', calls('calls.csv'))
    expect(summary(counts)).toEqual({ create: 4, update: 0, unchanged: 0, invalid: 2 })
    expect(problems(counts).map((line) => line.split(' ', 2).join(' '))).toEqual([
      'at in-the-future',
      'direction unknown-word',
    ])
    const rows = await world.sql(
      `select c.external_id, f.name, l.number is not null as lead, c.direction, c.business_type, c.disposition, c.minutes, a.login, c.agent_name
       from contact_centre.contact c left join customers.customer f on f.id = c.customer_id left join leads.lead l on l.id = c.lead_id
       left join admin.account a on a.id = c.agent_id order by 1`,
    )
    expect(rows.map((row) => Object.values(row as object))).toEqual([
      ['T1', null, false, 'inbound', 'product', 'answered', 1, 'qiu', '邱若彤'],
      ['T2', '刘睿飞', false, 'outbound', 'sales-enquiry', 'answered', 2, 'qiu', '邱若彤'],
      ['T3', '朱文茜', true, 'outbound', 'sales-enquiry', 'no-answer', 0, null, 'S63'],
      ['T4', null, false, 'inbound', 'other', 'nuisance', 1, null, 'S63'],
    ])
    const now = await dumpAll(world.sql)
    expect(summary((await runAs('meng', calls('again.csv'))).counts)).toMatchObject({ unchanged: 4 })
    expect(await dumpAll(world.sql)).toEqual(now)
    await undoFile(world.runtime, system, id)
    expect(await dumpAll(world.sql)).toEqual(before)
  })
})
