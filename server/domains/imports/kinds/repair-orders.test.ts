import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { dumpAll } from '../engine/dump.ts'
import { fileOf } from '../engine/fixtures.ts'
import { importsIn, problems, summary, system } from '../engine/trying.ts'
import { type FileToImport, undoFile } from '../import-file.ts'
import { repairItems } from '../values/repairs.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await runAs('system', { path: fileOf('owners.csv', owners), kind: 'customers', source: 'dms' })
  world.clock.advance(60_000)
})
afterAll(() => world.close())

const { runAs, tried } = importsIn(() => world)

const owners = `客户编号,姓名,手机号,车架号,车牌号,购车日期,经销商编码
K1,贾倩,17808091653,LRHB40FM9RA204685,浙A11111,2025-11-14,D0001
K2,钟离秋,13912340003,LRHB40FM7RA000003,浙A22222,2024-08-20,D0002
`
const header =
  '维修单号,车架号,车牌,客户姓名,手机,进厂时间,结算时间,里程,维修类型,维修项目,工时费,配件费,服务顾问\n'
const oil = 'J101 保养工时=180|P201 机油*1=320'
const book = `${header}r-1,LRHB40FM9RA204685,浙A11111,贾倩,17808091653,2026-05-10 09:00,2026-05-10 11:00,6200,保养,${oil},180,320,吕师傅
R-2,,浙A11111,贾女士,,2026-06-10 09:00,2026-06-10 10:00,7000,维修,雨刮片,50,128,
R-3,LRHB40FM7RA000003,,司马牛,13912340031,2026-07-01,,41000,事故,钣金喷漆,,,
R-4,LRHB40FM7RA000044,浙A44444,漆雕开,13912340021,2026-07-02,2026-07-03,9000,保养,,,,
R-5,,浙A99999,宰予,13912340008,2026-07-02,,,保养,,,,
R-6,,,宰予,13912340008,2026-07-02,,,保养,,,,
R-7,LRHB40FM9RA204685,,贾倩,17808091653,2026-07-10 09:00,2026-07-09 09:00,,保养,,,,
R-8,LRHB40FM9RA204685,,贾倩,17808091653,2026-07-11,,,洗车,,,,
R-9,LRHB40FM7RA000003,,,,2026-07-12,2026-07-13,,保养,,100,,
`
const repairs = (name: string, text = book): FileToImport => ({
  path: fileOf(name, text),
  kind: 'repair-orders',
  source: 'dms-service',
})
const told = () =>
  world.sql(
    `select o.number, c.name, v.vin, o.kind, o.total_fen, o.closed_at is not null as closed,
       (select count(*)::int from service.repair_line l where l.order_id = o.id) as lines
     from service.repair_order o left join customers.customer c on c.id = o.customer_id
     left join vehicles.vehicle v on v.id = o.vehicle_id order by o.number`,
  )

describe('a file of repair orders', () => {
  it('is refused row by row with what to do, for another dealer’s and without a car', async () => {
    const foreign = `经销商,${header}D0002,R-1,LRHB40FM9RA204685,,,,2026-05-10,,,保养,,,,\n`
    const { counts } = await runAs('pei', repairs('foreign.csv', foreign))
    expect(problems(counts)).toEqual([
      'dealerCode foreign-dealer Out of your scope: you import into your own dealers only',
    ])
    expect(await told()).toEqual([])
  })
  it('finds car and customer by VIN, plate, telephone or the car’s owner', async () => {
    const { counts } = await tried('pei', repairs('book.csv'))
    expect(summary(counts)).toEqual({ create: 5, update: 0, unchanged: 0, invalid: 4 })
    expect(problems(counts)).toEqual([
      'closedAt refused Closed before it was opened; check the times',
      expect.stringContaining('kind unknown-word Not a known kind of repair order'),
      'phone noted It is not certain whose visit this was: recorded without a customer',
      'vin no-car No VIN and no plate: the car cannot be found',
      'vin refused No car has the plate 浙A99999; fill in its VIN',
    ])
    expect((await told()).map((row) => Object.values(row))).toEqual([
      ['R-1', '贾倩', 'LRHB40FM9RA204685', 'maintenance', 50_000, true, 2],
      ['R-2', null, 'LRHB40FM9RA204685', 'repair', 17_800, true, 1],
      ['R-3', '司马牛', 'LRHB40FM7RA000003', 'accident', 0, false, 1],
      ['R-4', '漆雕开', 'LRHB40FM7RA000044', 'maintenance', 0, true, 0],
      ['R-9', '钟离秋', 'LRHB40FM7RA000003', 'maintenance', 10_000, true, 0],
    ])
  })
  it('makes a car known with who brought it, and a friend at the wheel no keeper', async () => {
    const keepers = await world.sql(
      `select c.name, k.role from vehicles.keeper k join vehicles.vehicle v on v.id = k.vehicle_id
       join customers.customer c on c.id = k.customer_id where v.vin in ('LRHB40FM7RA000003', 'LRHB40FM7RA000044') order by 1, 2`,
    )
    expect(keepers).toEqual([
      { name: '漆雕开', role: 'contact' },
      { name: '钟离秋', role: 'owner' },
    ])
    const [car] = await world.sql(
      `select mileage_km, last_service_on from vehicles.vehicle where vin = 'LRHB40FM9RA204685'`,
    )
    expect(car).toEqual({ mileage_km: 7_000, last_service_on: '2026-06-10' })
  })
  it('lets the dealer see whom the row names, and not whom only the car gives away', async () => {
    const seen = await world.as('pei', ({ db }) =>
      db.selectFrom('customers.customer').select('name').execute(),
    )
    const names = seen.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['贾倩', '司马牛', '漆雕开']))
    expect(names).not.toContain('钟离秋')
  })
  it('tells the timeline of each car that left, once', async () => {
    const events = () =>
      world.sql(
        `select data ->> 'number' as number from kernel.event where type = 'service.closed' order by 1`,
      )
    const closed = [{ number: 'R-1' }, { number: 'R-4' }, { number: 'R-9' }]
    expect(await events()).toEqual(closed)
    await runAs('pei', repairs('again.csv'))
    expect(await events()).toEqual(closed)
  })
  it('changes nothing when it comes again', async () => {
    const now = await dumpAll(world.sql)
    const { counts } = await runAs('pei', repairs('third.csv'))
    expect(summary(counts)).toEqual({ create: 0, update: 0, unchanged: 5, invalid: 4 })
    expect(await dumpAll(world.sql)).toEqual(now)
  })
  it('brings an order up to date by its number at its own dealer, lines and all, and takes it all back', async () => {
    const before = await dumpAll(world.sql)
    const later = `${header}R-3,LRHB40FM7RA000003,,司马牛,13912340031,2026-07-01,2026-07-08,41000,事故,钣金喷漆=1800|P206 刹车片=460,1800,460,吕师傅
R-1,LRHB40FM9RA204685,浙A11111,贾倩,17808091653,2026-05-10 09:00,2026-05-10 11:00,6200,保养,${oil}|A301 脚垫=298,180,320,吕师傅
R-20,LRHB40FM7RA000055,浙A55555,巫马施,13912340022,2026-08-01,2026-08-02,100,保养,,,,
`
    const { id, counts } = await tried('pei', repairs('later.csv', later))
    expect(summary(counts)).toEqual({ create: 1, update: 2, unchanged: 0, invalid: 0 })
    expect(await told()).toMatchObject([
      { lines: 3 },
      {},
      { number: 'R-20' },
      { lines: 2, total_fen: 226_000 },
      {},
      {},
    ])
    await undoFile(world.runtime, system, id)
    expect(await dumpAll(world.sql)).toEqual(before)
    const theirs = repairs('theirs.csv', later.replaceAll(/^(R-\d+),[^,]*,/gm, '$1,LRHB40FM7RA000003,'))
    expect(summary((await runAs('han', theirs)).counts)).toMatchObject({ create: 3, update: 0 })
    const numbers = await world.sql(
      `select count(*)::int as orders from service.repair_order where number = 'R-1'`,
    )
    expect(numbers).toEqual([{ orders: 2 }])
  })
})

describe('the items of a repair order', () => {
  const lines = (raw: string) => repairItems(raw, new Date(0))?.value
  it('are names, with code, quantity and amount as far as they are said', () => {
    expect(lines('P208 轮胎*2=1,760.00|脚垫')).toEqual([
      { kind: 'part', code: 'P208', name: '轮胎', quantity: 2, amountFen: 176_000 },
      { kind: 'accessory', code: null, name: '脚垫', quantity: 1, amountFen: null },
    ])
    expect(lines('四轮定位、机油；Floor mats x 1: 298')).toMatchObject([
      { kind: 'job' },
      { kind: 'part', name: '机油' },
      { kind: 'accessory', name: 'Floor mats', amountFen: 29_800 },
    ])
  })
  it('are refused when an amount cannot be read', () => {
    expect(repairItems('机油=1.2.3', new Date(0))?.fault?.en).toContain('Not an amount')
  })
})
