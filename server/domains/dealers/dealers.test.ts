import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  changeDealer,
  createNode,
  listDealers,
  listHolidays,
  readDealer,
  readTree,
  saveHolidays,
} from '../../../contract/dealers.ts'
import { codeOf, commonProblems } from '../../../contract/problem.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { dealersBelow, type NetworkRow, networkSnapshot, saveNetwork } from './index.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const row = (code: string, kind: string, parentCode: string, more: Partial<NetworkRow> = {}): NetworkRow => ({
  code,
  name: `${code} 店`,
  kind,
  parentCode,
  brandCodes: '',
  divisionCode: '',
  address: '',
  phone: '',
  latitude: '',
  longitude: '',
  monthlyCapacity: '',
  openedOn: '',
  ...more,
})
const dealer = (code: string, parent: string, more: Partial<NetworkRow> = {}) =>
  row(code, 'dealer', parent, {
    divisionCode: '510104',
    latitude: '30.6',
    longitude: '104.1',
    monthlyCapacity: '80',
    ...more,
  })
const save = (...rows: NetworkRow[]) => world.as('system', (ctx) => saveNetwork(ctx, rows))

describe('network.csv', () => {
  it('is taken in any order; paths and brands follow, and what hangs nowhere is refused with its row', async () => {
    const { saved, faults } = await save(
      dealer('D0900', 'HL-W-51', { brandCodes: 'HL|XC', phone: '028 8821 0900', openedOn: '2020-05-01' }),
      row('HL-W-51', 'area', 'HL-W'),
      row('HL-W', 'region', 'HL'),
      dealer('D0901', 'NOPE'),
      dealer('D0902', 'HL-W-51', { latitude: '200' }),
      row('HL-X', 'area', 'HL'),
    )
    expect(saved).toBe(3)
    expect(faults.map((fault) => [fault.index, fault.field])).toEqual([
      [4, 'latitude'],
      [3, 'parent_code'],
      [5, 'parent_code'],
    ])
    const network = await world.as('system', networkSnapshot)
    expect(network.byCode.get('D0900')).toMatchObject({
      regionName: 'HL-W 店',
      areaName: 'HL-W-51 店',
      brandId: castId('HL'),
      phone: '+862888210900',
    })
    expect(new Set(network.byCode.get('D0900')!.brandIds)).toEqual(new Set([castId('HL'), castId('XC')]))
    expect(
      await world.as('system', (ctx) => dealersBelow(ctx, network.byCode.get('D0900')!.regionId)),
    ).toEqual([network.byCode.get('D0900')!.id])
  })
  it('again with the same rows changes nothing, and a moved area takes its dealers along', async () => {
    const versions = async () =>
      (
        await world.sql<{ code: string; version: number }>(
          `select code, version from dealers.node where code like 'HL-W%' or code = 'D0900' order by code`,
        )
      ).map((node) => `${node.code} ${node.version}`)
    await save(row('HL-W', 'region', 'HL'), row('HL-W-51', 'area', 'HL-W'))
    expect(await versions()).toEqual(['D0900 1', 'HL-W 1', 'HL-W-51 1'])
    await save(row('HL-W-51', 'area', 'HL-S'))
    expect(await versions()).toEqual(['D0900 2', 'HL-W 1', 'HL-W-51 2'])
    expect(await world.as('system', (ctx) => dealersBelow(ctx, castId('HL-S')))).toHaveLength(2)
    expect((await world.as('system', networkSnapshot)).byCode.get('D0900')).toMatchObject({
      regionId: castId('HL-S'),
    })
  })
})

describe('the network', () => {
  it('counts dealers at every level, and hides from dealers what others plan', async () => {
    const tree = await world.call('meng', readTree, {})
    const region = tree.body.items.find((node) => node.id === castId('HL-E'))!
    expect(region).toMatchObject({ dealerCount: 3, activeDealerCount: 3, monthlyCapacity: 210 })
    const list = await world.call('gu', listDealers, { query: { under: castId('HL-E') } })
    expect(list.body.items.map((one) => [one.code, one.monthlyCapacity])).toEqual([
      ['D0001', 90],
      ['D0002', null],
      ['D0003', null],
    ])
    expect(
      (await world.call('gu', readDealer, { params: { id: castId('D0002') } })).body.monthlyCapacity,
    ).toBeNull()
    expect(
      (await world.call('meng', listDealers, { query: { brandId: castId('XC') } })).body.items.map(
        (one) => one.code,
      ),
    ).toEqual(['D0003', 'D0005', 'D0900'])
    const first = await world.call('meng', listDealers, { query: { limit: 2 } })
    expect(
      (
        await world.call('meng', listDealers, { query: { limit: 2, after: first.body.next! } })
      ).body.items.map((one) => one.code),
    ).toEqual(['D0003', 'D0004'])
  })
  it('is changed by whoever may, within their brand, and only what they saw', async () => {
    const change = (login: string, body: object) =>
      world.call(login, changeDealer, { params: { id: castId('D0002') }, body: body as never })
    expect((await change('shi', { monthlyCapacity: 1, version: 1 })).status).toBe(404)
    expect((await change('meng', { monthlyCapacity: 70, phone: 'x', version: 1 })).status).toBe(422)
    expect((await change('meng', { monthlyCapacity: 70, active: false, version: 1 })).body).toMatchObject({
      monthlyCapacity: 70,
      active: false,
      version: 2,
    })
    expect((await change('meng', { active: true, version: 1 })).status).toBe(409)
  })
  it('grows by a node that fits where it hangs', async () => {
    const create = (body: object) => world.call('meng', createNode, { body: body as never })
    expect(
      (await create({ code: 'S1', kind: 'showroom', name: '展厅', parentId: castId('HL-E') })).status,
    ).toBe(422)
    expect(
      (await create({ code: 'D0001', kind: 'showroom', name: '展厅', parentId: castId('D0001') })).status,
    ).toBe(409)
    expect(
      (await create({ code: 'D0910', kind: 'dealer', name: '新店', parentId: castId('HL-E-33') })).status,
    ).toBe(422)
    const made = await create({
      code: 'D0910',
      kind: 'dealer',
      name: '新店',
      parentId: castId('HL-E-33'),
      divisionCode: '330106',
      latitude: 30.2,
      longitude: 120.1,
      monthlyCapacity: 10,
    })
    expect((await world.call('meng', readDealer, { params: { id: made.body.id } })).body).toMatchObject({
      areaName: '浙江',
      brandIds: [castId('HL')],
    })
  })
  it('keeps the holidays of a year as a whole', async () => {
    const year = (items: object[]) =>
      world.call('meng', saveHolidays, { body: { year: 2027, items } as never })
    expect((await year([{ day: '2026-01-01', working: false, name: 'x' }])).status).toBe(422)
    await year([
      { day: '2027-01-01', working: false, name: '元旦' },
      { day: '2027-02-06', working: false, name: '春节' },
    ])
    expect((await year([{ day: '2027-01-02', working: true, name: '调休' }])).body.items).toEqual([
      { day: '2027-01-02', working: true, name: '调休' },
    ])
    expect(
      (
        await year([
          { day: '2027-01-02', working: true, name: '调休' },
          { day: '2027-01-02', working: false, name: '元旦' },
        ])
      ).problem.errors?.map((error) => error.field),
    ).toEqual(['items.1.day'])
  })
  it('refuses a year that somebody else changed since it was read', async () => {
    const put = (version: string, name: string) =>
      world.call('meng', saveHolidays, {
        body: { year: 2028, items: [{ day: '2028-01-03', working: false, name }], version },
      })
    const { version } = (await world.call('gu', listHolidays, { query: { year: 2028 } })).body
    expect((await put(version, '元旦')).status).toBe(200)
    const late = await put(version, '补假')
    expect([late.status, late.problem.code]).toEqual([409, codeOf(commonProblems.conflict)])
    const now = await world.call('gu', listHolidays, { query: { year: 2028 } })
    expect(now.body.items[0]?.name).toBe('元旦')
    expect((await put(now.body.version, '补假')).body.items[0]?.name).toBe('补假')
  })
})
