import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '../../../contract/extranet.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { day, hour } from '../../kernel/clock.ts'
import { remindDealers } from './actions.ts'
import { saveDailyCounts } from './index.ts'
import { daysBetween, dueAt, entryOf, isLate, stateOf } from './rules.ts'

const shanghai = 'Asia/Shanghai'
const at = (text: string) => new Date(text)

describe('rules', () => {
  it('a day is due at noon of the next, where the dealer is', () => {
    expect(dueAt('2026-11-21', shanghai)).toEqual(at('2026-11-22T04:00:00Z'))
    expect(dueAt('2026-11-21', 'Asia/Urumqi')).toEqual(at('2026-11-22T06:00:00Z'))
  })
  it.each([
    ['2026-11-22T04:00:00Z', false],
    ['2026-11-22T04:00:01Z', true],
  ])('reported at %s is late: %s', (reported, late) =>
    expect(isLate('2026-11-21', shanghai, at(reported))).toBe(late),
  )
  it.each([
    ['2026-11-23', 'ahead'],
    ['2026-11-22', 'open'],
    ['2026-11-15', 'open'],
    ['2026-11-14', 'closed'],
  ] as const)('on the 22nd the day %s is %s', (day, state) =>
    expect(entryOf(day, shanghai, at('2026-11-22T02:00:00Z'))).toBe(state),
  )
  it.each([
    [null, '2026-11-22T03:59:00Z', 'waiting'],
    [null, '2026-11-22T04:01:00Z', 'missing'],
    [{ late: false }, '2026-11-23T00:00:00Z', 'reported'],
    [{ late: true }, '2026-11-23T00:00:00Z', 'late'],
  ] as const)('a day with %o at %s is %s', (report, now, state) =>
    expect(stateOf('2026-11-21', shanghai, report, at(now))).toBe(state),
  )
  it('counts days within a limit', () => {
    expect(daysBetween('2026-02-27', '2026-03-01', 31)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
    expect([
      daysBetween('2026-03-01', '2026-02-27', 31),
      daysBetween('2026-01-01', '2026-03-01', 31),
    ]).toEqual([null, null])
  })
})

describe('daily counts', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.close())
  const report = (login: string, body: Record<string, unknown>) =>
    world.call(login, contract.reportDailyCount, {
      body: { day: '2026-11-22', showroomVisits: 30, phoneEnquiries: 8, ...body } as never,
    })
  const week = { from: '2026-11-20', to: '2026-11-22' }

  it('are refused ahead of time, long after, and from head office', async () => {
    expect((await report('ran', { day: '2026-11-23' })).problem.title).toBe('2026-11-23 has not come yet')
    expect((await report('ran', { day: '2026-11-01' })).status).toBe(422)
    expect((await report('gu', {})).status).toBe(403)
  })
  it('are reported once and corrected by version', async () => {
    expect((await report('ran', {})).body).toMatchObject({
      state: 'reported',
      version: 1,
      reportedBy: '冉小满',
      open: true,
    })
    expect((await report('pei', {})).status).toBe(409)
    expect((await report('pei', { showroomVisits: 33, version: 1 })).body).toMatchObject({
      showroomVisits: 33,
      version: 2,
    })
  })
  it('reported after noon of the next day are late, and stay so when corrected', async () => {
    expect((await report('ran', { day: '2026-11-20' })).body).toMatchObject({ state: 'late' })
    expect((await report('ran', { day: '2026-11-20', showroomVisits: 1, version: 1 })).body).toMatchObject({
      state: 'late',
    })
  })
  it('show a dealer its month with what is missing', async () => {
    const { body } = await world.call('pei', contract.readDailyCounts, { query: week })
    expect(body.items.map((item) => [item.day, item.state])).toEqual([
      ['2026-11-20', 'late'],
      ['2026-11-21', 'waiting'],
      ['2026-11-22', 'reported'],
    ])
    expect((await world.call('meng', contract.readDailyCounts, { query: week })).status).toBe(422)
    expect(
      (await world.call('pei', contract.readDailyCounts, { query: { ...week, dealer: castId('D0002') } }))
        .status,
    ).toBe(404)
  })
  it('show head office every dealer by day, a region only its own', async () => {
    const { body } = await world.call('meng', contract.readMatrix, {
      query: { ...week, limit: '2' } as never,
    })
    expect(body.items.map((item) => item.dealer.code)).toEqual(['D0001', 'D0002'])
    expect(body.items[0]!.cells[2]).toEqual({ showroomVisits: 33, phoneEnquiries: 8, state: 'reported' })
    const rest = await world.call('meng', contract.readMatrix, {
      query: { ...week, after: body.next! } as never,
    })
    expect(rest.body.items.map((item) => item.dealer.code)).toEqual(['D0003', 'D0004', 'D0005'])
    const region = await world.call('huo', contract.readMatrix, { query: week })
    expect(region.body.items.map((item) => item.dealer.code)).toEqual(['D0001', 'D0002', 'D0003'])
    const missing = await world.call('meng', contract.readMatrix, {
      query: { ...week, missing: 'true' } as never,
    })
    expect(missing.body.items.map((item) => [item.dealer.code, item.missing])).toEqual([
      ['D0002', 1],
      ['D0003', 1],
      ['D0004', 1],
      ['D0005', 1],
    ])
  })
  it('remind whoever reports there, once, in the morning', async () => {
    world.clock.advance(-2 * hour)
    expect(await world.as('system', remindDealers)).toBe(0)
    world.clock.advance(2 * hour)
    expect(await world.as('system', remindDealers)).toBe(5)
    expect(await world.as('system', remindDealers)).toBe(0)
    const told = await world.sql<{ login: string }>(
      `select a.login from kernel.notification n join admin.account a on a.id = n.user_id where n.kind = 'extranet.missing' order by 1`,
    )
    expect(told.map((row) => row.login)).toEqual(['han', 'mi', 'pei', 'ran'])
  })
  it('say who is missing, region by region', async () => {
    const { body } = await world.call('meng', contract.readMissing, { query: { day: '2026-11-20' } })
    expect(body.regions.map((row) => [row.brand, row.name, row.dealers, row.missing])).toEqual([
      ['星程', '华东', 1, 1],
      ['环路', '华东', 3, 2],
      ['环路', '华南', 1, 1],
    ])
    expect(body.items.map((item) => item.code)).toEqual(['D0002', 'D0003', 'D0004', 'D0005'])
    const yesterday = await world.call('meng', contract.readMissing, { query: { day: '2026-11-21' } })
    expect(yesterday.body.items[0]!.remindedAt).toBe('2026-11-22T02:00:00.000Z')
  })
  it('arrive in bulk: made, corrected with what they were, left alone, refused for dealers nobody knows', async () => {
    const row = {
      day: '2026-10-01',
      dealerCode: 'D0001',
      showroomVisits: 5,
      phoneEnquiries: 2,
      note: null,
      reportedAt: at('2026-10-03T02:00:00Z'),
    }
    const save = (rows: (typeof row)[]) => world.as('system', (ctx) => saveDailyCounts(ctx, rows))
    const first = await save([
      row,
      { ...row, dealerCode: 'D9999' },
      { ...row, dealerCode: 'D0002', reportedAt: at('2026-10-01T10:00:00Z') },
    ])
    expect([
      first.written.map((one) => one.outcome),
      first.problems.map((one) => [one.index, one.field]),
    ]).toEqual([['created', 'created'], [[1, 'dealerCode']]])
    expect((await save([row])).written).toEqual([])
    expect((await save([{ ...row, showroomVisits: 6 }])).written[0]).toMatchObject({
      outcome: 'updated',
      before: { showroom_visits: 5 },
    })
    expect(
      await world.sql(`select late from extranet.daily_count where day = '2026-10-01' order by late`),
    ).toEqual([{ late: false }, { late: true }])
    world.clock.advance(day)
  })
})
