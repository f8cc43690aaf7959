import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '../../../contract/campaigns.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { second } from '../../kernel/clock.ts'
import { seesMoney } from '../../kernel/ctx.ts'
import { saveCampaigns, saveSpend, trackingIndex } from './index.ts'
import { stateOn, withinFlight } from './rules.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const plan = {
  name: '春季试驾',
  medium: 'tv',
  budgetFen: 5_000_000,
  startsOn: '2026-12-01',
  endsOn: '2026-12-31',
}
const create = (login: string, body: Record<string, unknown> = {}) =>
  world.call(login, contract.createCampaign, {
    body: { code: 'C-SPRING', brandId: castId('HL'), ...plan, ...body } as never,
  })
const read = async (login: string, id = castId('C-TRADE')) =>
  (await world.call(login, contract.readCampaign, { params: { id } })).body

describe('rules', () => {
  it.each([
    ['2026-09-30', 'planned'],
    ['2026-10-01', 'running'],
    ['2026-12-31', 'running'],
    ['2027-01-01', 'ended'],
  ] as const)('on %s the autumn campaign is %s', (today, state) =>
    expect(stateOn({ startsOn: '2026-10-01', endsOn: '2026-12-31' }, today)).toBe(state),
  )
  it.each([
    ['carmaker', true],
    ['brand', true],
    ['region', false],
    ['dealer', false],
  ] as const)('%s sees money: %s', (kind, sees) => expect(seesMoney({ kind })).toBe(sees))
  it.each([
    ['2026-09-01', true],
    ['2026-08-31', true],
    ['2026-08-30', false],
    ['2027-01-31', true],
    ['2027-02-01', false],
  ] as const)('spend on %s belongs to the flight: %s', (day, within) =>
    expect(withinFlight(day, { startsOn: '2026-10-01', endsOn: '2026-12-31' })).toBe(within),
  )
})

describe('planning a campaign', () => {
  it('is refused to a dealer, backwards flights, strange regions and taken codes', async () => {
    expect((await create('pei')).status).toBe(403)
    expect((await create('meng', { endsOn: '2026-11-01' })).problem.title).toBe('The end is before the start')
    expect((await create('meng', { regionId: castId('XC-E') })).status).toBe(422)
    expect((await create('meng', { code: 'C-TRADE' })).status).toBe(409)
    expect((await create('shi')).status).toBe(422)
  })
  it('answers the campaign with its tracking code', async () => {
    const made = await create('gongsun', { trackingCode: 'trk-spring', regionId: castId('HL-E') })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      state: 'planned',
      spendFen: 0,
      region: { name: '华东' },
      trackingCodes: [{ code: 'trk-spring', medium: 'tv' }],
    })
  })
  it('lets the second of two editors know', async () => {
    const { version } = await read('meng')
    const body = { version: version!, ...plan, name: '秋季置换季', startsOn: '2026-10-01' }
    expect(
      (await world.call('meng', contract.editCampaign, { params: { id: castId('C-TRADE') }, body })).body
        .name,
    ).toBe('秋季置换季')
    expect(
      (await world.call('gongsun', contract.editCampaign, { params: { id: castId('C-TRADE') }, body }))
        .status,
    ).toBe(409)
  })
})

describe('the money', () => {
  const spend = (login: string, days: { day: string; spendFen: number }[]) =>
    world.call(login, contract.enterSpend, { params: { id: castId('C-TRADE') }, body: { days } })
  it('is entered by day, and the same day again corrects it', async () => {
    expect(
      (
        await spend('meng', [
          { day: '2026-11-01', spendFen: 10_000 },
          { day: '2026-11-02', spendFen: 20_000 },
        ])
      ).body.spendFen,
    ).toBe(30_000)
    const corrected = await spend('meng', [{ day: '2026-11-02', spendFen: 25_000 }])
    expect(corrected.body.spend?.map((row) => [row.day, row.spendFen])).toEqual([
      ['2026-11-01', 10_000],
      ['2026-11-02', 25_000],
    ])
  })
  it('is refused far outside the flight', async () =>
    expect((await spend('meng', [{ day: '2025-11-02', spendFen: 1 }])).status).toBe(422))
  it('is seen by head office and the brand, not by regions and dealers', async () => {
    expect((await read('meng')).spendFen).toBe(35_000)
    for (const login of ['huo', 'pei'])
      expect(await read(login)).toMatchObject({
        name: '秋季置换季',
        budgetFen: null,
        spendFen: null,
        spend: null,
        version: null,
      })
    const list = await world.call('pei', contract.listCampaigns)
    expect(list.text).not.toMatch(/Fen":\d/)
  })
  it('of another brand is not there at all', async () => {
    expect(
      (await world.call('shi', contract.readCampaign, { params: { id: castId('C-TRADE') } })).status,
    ).toBe(404)
    expect((await world.call('shi', contract.listCampaigns)).body.items.map((item) => item.code)).toEqual([
      'C-N7',
    ])
  })
})

describe('the list', () => {
  it('pages by start and filters by state, medium and words', async () => {
    const codes = async (query: Record<string, unknown>) =>
      (await world.call('meng', contract.listCampaigns, { query: query as never })).body.items.map(
        (item) => item.code,
      )
    const first = (await world.call('meng', contract.listCampaigns, { query: { limit: '1' } as never })).body
    const second = (
      await world.call('meng', contract.listCampaigns, { query: { limit: '1', after: first.next! } as never })
    ).body
    expect([first.items[0]!.code, second.items[0]!.code]).toEqual(['C-SPRING', 'C-N7'])
    expect(await codes({ state: 'running' })).toEqual(['C-N7', 'C-TRADE'])
    expect(await codes({ medium: 'live-stream' })).toEqual(['C-N7'])
    expect(await codes({ q: '置换' })).toEqual(['C-TRADE'])
    expect(await codes({ q: '%' })).toEqual([])
  })
})

describe('in bulk', () => {
  const row = {
    code: 'C-BULK',
    name: '导入',
    brand: '环路',
    medium: 'search',
    budgetFen: 100,
    region: 'HL-E',
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    trackingCode: 'trk-bulk',
    landingPage: null,
  }
  const spent = {
    day: '2026-03-01',
    campaignCode: 'C-BULK',
    medium: null,
    region: 'HL-E',
    spendFen: 500,
    impressions: 9,
    clicks: 3,
    contacts: 1,
  }
  it('campaigns are made, changed with what they were, left alone, or refused by row and field', async () => {
    const save = (rows: (typeof row)[]) => world.as('system', (ctx) => saveCampaigns(ctx, rows))
    expect(
      (
        await save([row, { ...row, code: 'C-X', brand: '没有' }, { ...row, code: 'C-Y', region: 'NO' }])
      ).problems.map((one) => [one.index, one.field]),
    ).toEqual([
      [1, 'brand'],
      [2, 'region'],
    ])
    expect((await save([row])).written).toEqual([])
    const changed = await save([{ ...row, name: '改名' }])
    expect(changed.written[0]).toMatchObject({
      index: 0,
      outcome: 'updated',
      before: { name: '导入', version: 1 },
    })
  })
  it('spend is made once, corrected, and refused for campaigns nobody knows', async () => {
    const save = (rows: (typeof spent)[]) => world.as('system', (ctx) => saveSpend(ctx, rows))
    const first = await save([spent, { ...spent, campaignCode: 'C-NONE' }, { ...spent, day: '2026-03-02' }])
    expect([first.written.length, first.problems.map((one) => one.index)]).toEqual([2, [1]])
    expect((await save([spent])).written).toEqual([])
    expect((await save([{ ...spent, spendFen: 700 }])).written[0]).toMatchObject({
      outcome: 'updated',
      before: { spend_fen: 500 },
    })
    expect((await save([spent, { ...spent, spendFen: 900 }])).written).toHaveLength(1)
    expect(await world.sql(`select spend_fen, medium from campaigns.spend where day = '2026-03-01'`)).toEqual(
      [{ spend_fen: 900, medium: 'search' }],
    )
  })
  it('the tracking index finds a campaign by either code, and a new code at once', async () => {
    const find = (code: string) => world.as('system', async (ctx) => (await trackingIndex(ctx)).get(code))
    expect(await find('trk-bulk')).toMatchObject({ medium: 'search', brandId: castId('HL') })
    expect((await find('C-TRADE'))?.campaignId).toBe(castId('C-TRADE'))
    await world.call('meng', contract.addTrackingCode, {
      params: { id: castId('C-TRADE') },
      body: { code: 'trk-new', medium: 'qr' },
    })
    expect((await find('trk-new'))?.medium).toBe('qr')
    await world.sql(`delete from campaigns.tracking_code where code = 'trk-new'`)
    expect(await find('trk-new')).toBeDefined()
    world.clock.advance(11 * second)
    expect(await find('trk-new')).toBeUndefined()
  })
})
