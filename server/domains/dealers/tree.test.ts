import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  changeDealer,
  changeNode,
  createNode,
  dealerProblems,
  placeNode,
  previewPlacement,
  readDealer,
  readNode,
  readTree,
} from '../../../contract/dealers.ts'
import { recallLead } from '../../../contract/dispatch.ts'
import { readLead } from '../../../contract/leads.ts'
import { codeOf } from '../../../contract/problem.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { makeLead } from '../../../tests/routes/leads.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
// Five seconds: what the process remembers of network and access is over.
beforeEach(() => world.clock.advance(6_000))

const at = (code: string) => ({ params: { id: castId(code) } })
const create = (body: object, login = 'meng') => world.call(login, createNode, { body: body as never })
const fieldsOf = (answer: { problem: { errors?: { field: string }[] } }) =>
  answer.problem.errors?.map((error) => error.field)
const versionOf = async (id: string) => (await world.call('meng', readNode, { params: { id } })).body.version
const newDealer = {
  kind: 'dealer',
  name: '绍兴鉴湖环路店',
  parentId: castId('HL-E-33'),
  divisionCode: '浙江绍兴越城',
  latitude: 30,
  longitude: 120.6,
  monthlyCapacity: 40,
}

describe('a new node', () => {
  it('names every field it cannot take: code, place, zone, telephone, what a dealer lacks', async () => {
    expect(fieldsOf(await create({ ...newDealer, code: 'd0001' }))).toEqual(['code'])
    expect(fieldsOf(await create({ ...newDealer, code: 'D1', divisionCode: '乌有乡' }))).toEqual([
      'divisionCode',
    ])
    expect(fieldsOf(await create({ ...newDealer, code: 'D1', zone: 'Asia/Beijing' }))).toEqual(['zone'])
    expect(fieldsOf(await create({ ...newDealer, code: 'D1', phone: '12' }))).toEqual(['phone'])
    expect(
      fieldsOf(await create({ ...newDealer, code: 'D1', brandIds: [castId('HL'), castId('D0001')] })),
    ).toEqual(['brandIds.1'])
    const { latitude: _, monthlyCapacity: _capacity, ...half } = newDealer
    expect(fieldsOf(await create({ ...half, code: 'D1' }))).toEqual(['latitude', 'monthlyCapacity'])
    expect(
      (await create({ code: 'HL-Q', kind: 'area', name: '区', parentId: castId('HL') })).problem.code,
    ).toBe(codeOf(dealerProblems.wrongParent))
    expect((await create({ ...newDealer, code: 'D1' }, 'shi')).status).toBe(404)
    expect(await world.sql(`select from dealers.node where code in ('D1', 'HL-Q')`)).toEqual([])
  })
  it('of each kind finds its place, from a brand down to a service station', async () => {
    const made: Record<string, string> = { RR: castId('RR') }
    for (const [kind, code, parent] of [
      ['brand', 'YL', 'RR'],
      ['region', 'YL-E', 'YL'],
      ['area', 'YL-E-33', 'YL-E'],
      ['dealer', 'D0920', 'YL-E-33'],
      ['showroom', 'D0920-S1', 'D0920'],
      ['service-station', 'D0920-F1', 'D0920'],
    ] as const) {
      const extra = kind === 'dealer' ? newDealer : {}
      const { status, body } = await create({ ...extra, code, kind, name: code, parentId: made[parent] })
      expect(status).toBe(201)
      made[code] = body.id
    }
    const dealer = (await world.call('meng', readDealer, { params: { id: made.D0920! } })).body
    expect(dealer).toMatchObject({
      brandId: made.YL,
      brandIds: [made.YL],
      regionId: made['YL-E'],
      divisionName: '浙江省 绍兴市 越城区',
      zone: 'Asia/Shanghai',
    })
    expect(dealer.sites.map((site) => site.kind)).toEqual(['service-station', 'showroom'])
    const tree = (await world.call('meng', readTree, {})).body.items
    expect(tree.find((node) => node.id === made.YL)).toMatchObject({ brandId: made.YL, dealerCount: 1 })
  })
})

describe('a dealer', () => {
  it('is changed in all it is, and keeps at least one brand', async () => {
    const change = async (body: object) =>
      world.call('meng', changeDealer, {
        ...at('D0004'),
        body: { version: await versionOf(castId('D0004')), ...body } as never,
      })
    expect(fieldsOf(await change({ brandIds: [] }))).toEqual(['brandIds'])
    const saved = await change({
      divisionCode: '440105',
      zone: 'Asia/Urumqi',
      openedOn: '2019-08-01',
      brandIds: [castId('HL'), castId('XC')],
      latitude: 23.1,
    })
    expect(saved.body).toMatchObject({
      divisionName: '广东省 广州市 海珠区',
      zone: 'Asia/Urumqi',
      openedOn: '2019-08-01',
      latitude: 23.1,
      longitude: 113.36,
    })
    expect(saved.body.brandIds).toHaveLength(2)
    expect((await change({ openedOn: null, brandIds: [castId('HL')] })).body).toMatchObject({
      openedOn: null,
      brandIds: [castId('HL')],
    })
  })
  it('is not closed while it holds open leads; the refusal says how many, and nothing is written', async () => {
    const leads = [await makeLead(world), await makeLead(world)]
    const close = async (name = '杭州之江环路店') =>
      world.call('meng', changeDealer, {
        ...at('D0001'),
        body: { active: false, name, version: await versionOf(castId('D0001')) },
      })
    const refused = await close('别的名字')
    expect([refused.status, refused.problem.code]).toEqual([409, codeOf(dealerProblems.holdsLeads)])
    expect(refused.problem.title).toContain('2')
    expect((await world.call('meng', readDealer, at('D0001'))).body).toMatchObject({
      active: true,
      name: '杭州之江环路店',
    })
    expect(await world.sql(`select from kernel.event where type = 'dealers.closed'`)).toEqual([])
    for (const { leadId } of leads)
      await world.call('meng', recallLead, { params: { id: leadId! }, body: { note: '关店' } })
    expect((await close()).body.active).toBe(false)
  })
})

describe('what is above the dealers', () => {
  const change = async (code: string, body: object, login = 'meng') =>
    world.call(login, changeNode, {
      ...at(code),
      body: { version: await versionOf(castId(code)), ...body } as never,
    })
  it('is renamed, and closed only when no open dealer stands below it', async () => {
    expect((await change('D0002', { name: 'x' })).status).toBe(404)
    expect((await change('RR', { name: 'x' })).status).toBe(404)
    expect((await change('HL-S', { name: 'x' }, 'shi')).status).toBe(404)
    expect((await change('HL-S', { name: '华南大区' })).body).toMatchObject({
      name: '华南大区',
      active: true,
    })
    expect((await change('HL-S', { name: 'x', version: 1 })).status).toBe(409)
    expect((await change('HL-S', { active: false })).problem.code).toBe(codeOf(dealerProblems.holdsDealers))
    const { body } = await create({ code: 'HL-N', kind: 'region', name: '华北', parentId: castId('HL') })
    const closed = await world.call('meng', changeNode, {
      params: { id: body.id },
      body: { active: false, version: 1 },
    })
    expect(closed.body.active).toBe(false)
    expect(
      (await create({ code: 'HL-N-13', kind: 'area', name: '河北', parentId: body.id })).problem.code,
    ).toBe(codeOf(dealerProblems.parentClosed))
  })
})

describe('a move', () => {
  const preview = (code: string, parent: string, login = 'meng') =>
    world.call(login, previewPlacement, { ...at(code), query: { parentId: castId(parent) } })
  const move = async (code: string, parent: string) =>
    world.call('meng', placeNode, {
      ...at(code),
      body: { parentId: castId(parent), version: await versionOf(castId(code)) },
    })
  it('is refused for what stays put, of another brand, or of the wrong level', async () => {
    const code = async (one: string, parent: string) => (await preview(one, parent)).problem.code
    expect(await code('HL-E', 'XC')).toBe(codeOf(dealerProblems.staysPut))
    expect(await code('D0002', 'XC-E-33')).toBe(codeOf(dealerProblems.otherBrand))
    expect(await code('D0002', 'HL-S')).toBe(codeOf(dealerProblems.wrongParent))
    expect((await preview('D0002', 'HL-E-32', 'shi')).status).toBe(404)
    expect((await move('HL-E', 'XC')).status).toBe(422)
  })
  it('says who loses and who gains sight, and then they do', async () => {
    expect((await preview('HL-S-44', 'HL-E')).body).toMatchObject({
      from: { name: '华南大区' },
      to: { name: '华东' },
      dealers: 1,
      loses: [],
      gains: [{ name: '霍启明', nodeName: '华东' }],
    })
    const { leadId } = await makeLead(world, {
      wantedDealer: 'D0004',
      person: { name: '司马懿', phones: ['13700880001'] },
    })
    const asked = async () => (await world.call('huo', readLead, { params: { id: leadId! } })).status
    expect(await asked()).toBe(404)
    expect((await move('HL-S-44', 'HL-E')).body).toMatchObject({ parentId: castId('HL-E') })
    world.clock.advance(6_000)
    // Processes hear of the move in their own time.
    await vi.waitFor(async () => expect(await asked()).toBe(200))
    expect((await world.call('meng', readDealer, at('D0004'))).body).toMatchObject({
      regionId: castId('HL-E'),
      areaName: '广东',
    })
    expect((await preview('HL-S-44', 'HL-S')).body.loses.map((one) => one.name)).toEqual(['霍启明'])
  })
  it('is refused when somebody moved it first', async () => {
    const body = { parentId: castId('HL-E-32'), version: await versionOf(castId('D0002')) }
    const one = await world.call('meng', placeNode, { ...at('D0002'), body })
    expect(one.body.parentId).toBe(castId('HL-E-32'))
    expect((await world.call('meng', placeNode, { ...at('D0002'), body })).status).toBe(409)
    expect(await world.sql('select path[4] as area from dealers.node where code = $1', ['D0002'])).toEqual([
      { area: castId('HL-E-32') },
    ])
  })
})
