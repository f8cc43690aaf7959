import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listCustomers } from '../../../contract/customers.ts'
import {
  createVariant,
  customerVehicles,
  editVariant,
  listVehicles,
  readCatalogue,
  setKeeper,
} from '../../../contract/vehicles.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { customerOf } from '../../../tests/routes/customers.ts'
import { type CarRow, catalogue, saveCatalogue, saveVehicles } from './index.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('an interest in free text', () => {
  it.each([
    ['环路', '越岭', '越岭 两驱', 'HL', '越岭', '越岭 两驱'],
    ['HL', '云衡', '1.5T 尊享', 'HL', '云衡', '云衡 1.5T 尊享'],
    [null, '星程N7', '长续航', 'XC', '星程 N7', '星程 N7 长续航'],
    ['星程', 'N5', null, 'XC', '星程 N5', null],
    [null, '环路望川', null, 'HL', '望川', null],
    [null, '越岭L 四驱', null, 'HL', '越岭', '越岭 L 四驱'],
    [null, null, '想看青舟的车', 'HL', '青舟', null],
    ['HL', '云衡', '1.5T', 'HL', '云衡', null],
    ['未知', '别家的车', 'x', null, null, null],
  ])('%s / %s / %s', async (brand, series, variant, brandIs, seriesIs, variantIs) => {
    const found = await world.as('system', async (ctx) =>
      (await catalogue(ctx)).findInterest(brand, series, variant),
    )
    const id = (name: string | null) => (name ? castId(name) : null)
    expect(found).toEqual({ brandId: id(brandIs), seriesId: id(seriesIs), variantId: id(variantIs) })
  })
})

describe('the catalogue', () => {
  it('takes rows in bulk, makes what is new and changes what differs', async () => {
    const row = {
      brandCode: 'HL',
      series: '北辰',
      variant: '北辰 2.0T',
      segment: 'C',
      energy: 'petrol',
      priceFen: 25_980_000,
    }
    const save = (rows: (typeof row)[]) => world.as('meng', (ctx) => saveCatalogue(ctx, rows))
    expect(
      await save([
        row,
        { ...row, variant: '北辰 3.0T', priceFen: 35_980_000 },
        { ...row, brandCode: 'XC', series: '星程 N9' },
      ]),
    ).toEqual({ created: 3, updated: 0 })
    expect(await save([row])).toEqual({ created: 0, updated: 0 })
    expect(await save([{ ...row, priceFen: 24_980_000 }])).toEqual({ created: 0, updated: 1 })
    const { body } = await world.call('gu', readCatalogue)
    expect(
      body.series.find((series) => series.name === '北辰')?.variants.map((variant) => variant.priceFen),
    ).toEqual([24_980_000, 35_980_000])
  })
  it('shows a price change at once, keeps it in the audit, and refuses a name twice', async () => {
    await world.call('meng', editVariant, {
      params: { id: castId('云衡 1.5T 舒适') },
      body: { priceFen: 11_980_000 },
    })
    const { body } = await world.call('gu', readCatalogue)
    expect(
      body.series
        .flatMap((series) => series.variants)
        .find((variant) => variant.id === castId('云衡 1.5T 舒适'))?.priceFen,
    ).toBe(11_980_000)
    const [audited] = await world.sql(
      `select before->>'price_fen' as was, actor_name from kernel.audit where row_id = $1 and action = 'update'`,
      [castId('云衡 1.5T 舒适')],
    )
    expect(audited).toEqual({ was: '12980000', actor_name: '孟庭筠' })
    expect(
      (
        await world.call('meng', createVariant, {
          body: { seriesId: castId('云衡'), name: '云衡 1.5T 舒适', priceFen: 1 },
        })
      ).status,
    ).toBe(409)
    expect(
      (
        await world.call('gu', editVariant, {
          params: { id: castId('云衡 1.5T 舒适') },
          body: { priceFen: 1 },
        })
      ).status,
    ).toBe(403)
  })
})

describe('vehicles', () => {
  const car = (vin: string, more: Partial<CarRow> = {}): CarRow => ({
    vin,
    brandId: castId('HL'),
    seriesId: castId('越岭'),
    dealerId: castId('D0001'),
    soldOn: '2026-05-01',
    keepers: [],
    ...more,
  })

  it('are written by VIN, never emptied, and their keepers are found by plate and VIN', async () => {
    const customerId = await customerOf(world, 'D0001', { name: '宇文成都' })
    const vin = 'LHGRB186072055501'
    const save = (row: CarRow) => world.as('system', (ctx) => saveVehicles(ctx, [row]))
    const first = await save(
      car(vin, {
        plate: '浙A88888',
        mileageKm: 12_000,
        keepers: [{ customerId, role: 'owner', fromOn: '2026-05-01' }],
      }),
    )
    const again = await save({ vin, mileageKm: 9_000, keepers: [] })
    expect(again).toEqual(first)
    const [row] = (await world.call('gu', customerVehicles, { params: { id: customerId } })).body.items
    expect(row).toMatchObject({
      vin,
      plate: '浙A888*8',
      mileageKm: 12_000,
      series: '越岭',
      keepers: [{ role: 'owner', name: '宇文成都' }],
    })
    for (const q of ['浙A88888', '88888', vin, '055501', '宇文成都'])
      expect(
        (await world.call('gu', listVehicles, { query: { q } })).body.items.map((item) => item.vin),
        q,
      ).toEqual([vin])
    expect(
      (await world.call('gu', listCustomers, { query: { q: '浙A88888' } })).body.items.map((item) => item.id),
    ).toEqual([customerId])
  })
  it('of another dealer are not there, even when this dealer writes one of them', async () => {
    const vin = 'LHGRB186072055502'
    await world.as('system', (ctx) =>
      saveVehicles(ctx, [car(vin, { dealerId: castId('D0004'), plate: '粤A12345' })]),
    )
    expect((await world.call('gu', listVehicles, { query: { q: vin } })).body.items).toEqual([])
    expect((await world.call('gu', listVehicles, { query: { q: '粤A12345' } })).body.items).toEqual([])
    const customerId = await customerOf(world)
    await world.as('gu', (ctx) =>
      saveVehicles(ctx, [{ vin, lastServiceOn: '2026-11-01', keepers: [{ customerId, role: 'driver' }] }]),
    )
    expect((await world.call('gu', listVehicles, { query: { q: vin } })).body.items).toMatchObject([
      { vin, lastServiceOn: '2026-11-01', dealer: { name: '广州天河环路店' } },
    ])
    expect((await world.call('han', listVehicles, { query: { q: vin } })).body.items).toEqual([])
  })
})

describe('a role around a car', () => {
  const vin = 'LHGRB186072055503'
  const set = (id: string, body: object, login = 'gu') =>
    world.call(login, setKeeper, { params: { id }, body: body as never })

  it('is given, ended and given again by hand, each in the audit', async () => {
    const [owner, driver] = [await customerOf(world), await customerOf(world, 'D0001', { name: '苏晓' })]
    const saved = await world.as('system', (ctx) =>
      saveVehicles(ctx, [{ vin, keepers: [{ customerId: owner, role: 'owner' }] }]),
    )
    const id = saved.get(vin)!
    for (const role of ['buyer', 'contact'])
      expect((await set(id, { customerId: owner, role, fromOn: '2026-11-01' })).status).toBe(204)
    await set(id, { customerId: driver, role: 'driver', fromOn: '2026-11-02' })
    expect((await set(id, { customerId: driver, role: 'driver', untilOn: '2026-11-01' })).status).toBe(422)
    expect((await set(id, { customerId: driver, role: 'payer', untilOn: '2026-11-01' })).status).toBe(404)
    const shown = async () => {
      const { body } = await world.call('gu', customerVehicles, { params: { id: owner } })
      return body.items[0]!.keepers.map((one) => `${one.name} ${one.role} ${one.untilOn ?? ''}`.trim()).sort()
    }
    expect(await shown()).toEqual(['林晓舟 buyer', '林晓舟 contact', '林晓舟 owner', '苏晓 driver'])
    await set(id, { customerId: driver, role: 'driver', untilOn: '2026-11-20' })
    expect(await shown()).toContain('苏晓 driver 2026-11-20')
    await set(id, { customerId: driver, role: 'driver' })
    expect(await shown()).toContain('苏晓 driver')
    const audit = await world.sql(
      `select a.action from kernel.audit a join vehicles.keeper k on k.id = a.row_id
       where a.table_name = 'vehicles.keeper' and k.customer_id = $1 and k.role = 'driver' order by a.action`,
      [driver],
    )
    expect(audit.map((row) => row.action)).toEqual(['create', 'update', 'update'])
  })
  it('makes its people findable by the car, and is nobody’s of another dealer', async () => {
    const far = await customerOf(world, 'D0004')
    const saved = await world.as('system', (ctx) => saveVehicles(ctx, [{ vin, keepers: [] }]))
    expect((await set(saved.get(vin)!, { customerId: far, role: 'driver' })).status).toBe(404)
    expect((await set(saved.get(vin)!, { customerId: far, role: 'driver' }, 'mi')).status).toBe(404)
    const { body } = await world.call('gu', listCustomers, { query: { q: vin } })
    expect(body.items.map((item) => item.name).sort()).toEqual(['林晓舟', '苏晓'])
  })
})
