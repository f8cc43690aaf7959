import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  listMatchPolicies,
  listMatchPolicyVersions,
  listMatchRuns,
  readCluster,
  readMatchModel,
  readMatchThreshold,
  saveMatchPolicy,
  startMatchRun,
} from '../../../../contract/match-model.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { suspects, trainModel } from '../../../../tests/harness/suspects.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const settings = { linkAt: 14, reviewAt: 2, mostLinked: 4, automatic: true, version: 0 }
const network = { brand: 'network' }

it('before the first run the page says so, and counts nothing', async () => {
  const { body } = await world.call('meng', readMatchThreshold, {})
  expect(body).toMatchObject({ state: 'none', run: null, bins: [], linkAt: 12, reviewAt: 0 })
  expect((await world.call('xie', readMatchModel, {})).body).toEqual({ model: null, versions: [] })
})

describe('policies', () => {
  it('thresholds that cross are refused, by the field to change', async () => {
    const { status, problem } = await world.call('meng', saveMatchPolicy, {
      params: network,
      body: { ...settings, linkAt: 2 },
    })
    expect([status, problem.errors?.[0]?.field]).toEqual([422, 'reviewAt'])
  })
  it('a brand’s manager does not change the network’s, nor another brand’s', async () => {
    expect((await world.call('shi', saveMatchPolicy, { params: network, body: settings })).status).toBe(403)
    const other = { brand: castId('HL') }
    expect((await world.call('shi', saveMatchPolicy, { params: other, body: settings })).status).toBe(404)
  })
  it('saved, it is the brands’ too until one has its own; who saves over it hears of it', async () => {
    const saved = await world.call('meng', saveMatchPolicy, { params: network, body: settings })
    expect(saved.body).toMatchObject({ brandId: null, number: 1, version: 1, linkAt: 14 })
    expect((await world.call('meng', saveMatchPolicy, { params: network, body: settings })).status).toBe(409)
    const own = await world.call('shi', saveMatchPolicy, {
      params: { brand: castId('XC') },
      body: { ...settings, linkAt: 16, automatic: false },
    })
    expect(own.body).toMatchObject({ brandId: castId('XC'), linkAt: 16, automatic: false })
    const { items } = (await world.call('meng', listMatchPolicies, {})).body
    expect(items.find(({ brandId }) => brandId === castId('HL'))).toMatchObject({ linkAt: 14, version: 0 })
    const audited = await world.sql<{ n: number }>(
      `select count(*)::int as n from kernel.audit where table_name = 'customers.match_policy'`,
    )
    expect(audited[0]!.n).toBe(2)
    const versions = (await world.call('meng', listMatchPolicyVersions, { params: { brand: castId('XC') } }))
      .body.items
    expect(versions).toEqual([
      expect.objectContaining({ number: 1, linkAt: 16, automatic: false, by: '史星河' }),
    ])
  })
})

describe('runs', () => {
  it('only who sees the whole network starts one, and one at a time', async () => {
    expect((await world.call('shi', startMatchRun, { body: {} })).status).toBe(403)
    const { status, body } = await world.call('meng', startMatchRun, { body: { retrain: true } })
    expect(status).toBe(202)
    expect((await world.call('meng', startMatchRun, { body: {} })).status).toBe(409)
    const [job] = await world.sql<{ input: object }>('select input from kernel.job where id = $1', [
      body.jobId,
    ])
    expect(job!.input).toEqual({ retrain: true })
    await world.sql(`update kernel.job set state = 'cancelled' where id = $1`, [body.jobId])
  })
})

describe('the effect of thresholds, on planted pairs', () => {
  const at = (query: object) => world.call('meng', readMatchThreshold, { query }).then(({ body }) => body)
  beforeAll(async () => {
    await trainModel(world)
    const steps = [
      { step: 'randomly', milliseconds: 12, rows: 600_000 },
      { step: 'scored', milliseconds: 3, rows: 4 },
    ]
    await world.sql(
      `insert into customers.match_run (id, model_number, started_at, finished_at, records, pairs, steps) values ($1, 900, $2, $2, 7, 4, $3)`,
      [newId(), world.clock.now(), JSON.stringify(steps)],
    )
  })

  it('ClickHouse was emptied since the run: it says so', async () => {
    expect((await at({})).state).toBe('gone')
  })
  it('linked, asked and kept apart; a chain of three is one person', async () => {
    await plant()
    await plantBrands([])
    const effect = await at({ linkAt: 12, reviewAt: 0, mostLinked: 6 })
    expect(effect).toMatchObject({
      state: 'ready',
      pairs: { linked: 2, verified: 0, grown: 0, asked: 1, apart: 1 },
      customers: { linked: 3, become: 1, asked: 2 },
      run: { modelNumber: 900, records: 7 },
    })
    expect(effect.bins.filter(({ pairs }) => pairs > 0)).toEqual([
      { from: -5, pairs: 1, same: 0, different: 0 },
      { from: 3, pairs: 1, same: 0, different: 0 },
      { from: 14, pairs: 1, same: 0, different: 0 },
      { from: 15, pairs: 1, same: 0, different: 0 },
    ])
  })
  it('moved down it links more, and holds what would grow too large', async () => {
    expect(await at({ linkAt: 2, reviewAt: 0, mostLinked: 2 })).toMatchObject({
      pairs: { linked: 1, grown: 2, asked: 0, apart: 1 },
      customers: { linked: 2, become: 1 },
    })
  })
  it('one of three records has nothing but a name: no copy of it would reach +11', async () => {
    // Name and birthday: −10 − 1 + 10 + 12.6.
    expect((await at({ linkAt: 11, reviewAt: 0 })).unlinkable).toEqual({ records: 1, of: 3 })
    expect((await at({ linkAt: -1.5, reviewAt: -2 })).unlinkable).toEqual({ records: 0, of: 3 })
  })
  it('of a brand’s policy is what it decides: pairs of two who deal with that brand alone; the network’s, the rest', async () => {
    // XC has a policy of its own (above), HL goes by the network's. 5 deals with both brands.
    const [hl, xc] = [castId('HL'), castId('XC')]
    await plantBrands([xc, xc, xc, hl, hl, '', xc])
    const limits = { linkAt: 12, reviewAt: 0, mostLinked: 6 }
    const own = await at({ brand: xc, ...limits })
    expect(own).toMatchObject({
      pairs: { linked: 2, asked: 0, apart: 0 },
      customers: { linked: 3, become: 1, asked: 0 },
      unlinkable: { of: 3 },
    })
    expect(own.bins.map(({ from }) => from)).toEqual([14, 15])
    const other = await at({ brand: hl, ...limits })
    expect(other).toMatchObject({ pairs: { linked: 0, asked: 1, apart: 0 }, unlinkable: { of: 0 } })
    expect(await at(limits)).toMatchObject({ pairs: { linked: 0, asked: 1, apart: 1 } })
    expect((await at({ brand: xc })).linkAt).toBe(16)
    await plantBrands([])
  })
  it('another brand’s is out of sight', async () => {
    const query = { brand: castId('HL') }
    expect((await world.call('shi', readMatchThreshold, { query })).status).toBe(404)
  })
  it('precision and recall rest on what people said last, taken back and second opinions aside', async () => {
    const levels = [1, 1, 1]
    const people = ['单晓峰', '单小峰', '单晓锋', '单筱峰'].map((name, n) => ({
      name,
      phones: [`+8613599000${n}00`],
    }))
    const { pairIds } = await suspects(world, people, [
      [0, 1, levels],
      [1, 2, levels],
      [2, 3, levels],
      [0, 3, levels],
    ])
    const weights = [14, 13, 5, 4]
    for (const [n, id] of pairIds.entries())
      await world.sql('update customers.match_pair set weight = $2 where id = $1', [id, weights[n]])
    const said = (n: number, verdict: string, more: { blind?: boolean; undone?: boolean } = {}) =>
      world.sql(
        `insert into customers.match_decision (id, pair_id, verdict, by_id, by_name, at, blind, undone_at) values ($1, $2, $3, $4, '孟', $5, $6, $7)`,
        [
          newId(),
          pairIds[n],
          verdict,
          castId('meng'),
          world.clock.now(),
          more.blind ?? false,
          more.undone ? world.clock.now() : null,
        ],
      )
    await said(0, 'same')
    await said(1, 'same', { undone: true })
    await said(1, 'different')
    await said(1, 'same', { blind: true })
    await said(2, 'same')
    await said(3, 'unsure')
    const { judged, bins } = await at({ linkAt: 12, reviewAt: 0 })
    expect(judged).toMatchObject({ same: 2, different: 1 })
    expect(judged.link.precision).toMatchObject({ value: 0.5 })
    expect(judged.link.recall).toMatchObject({ value: 0.5 })
    expect(judged.review.recall).toMatchObject({ value: 1 })
    expect(bins.find(({ from }) => from === 5)).toEqual({ from: 5, pairs: 0, same: 1, different: 0 })
    expect((await at({ brand: castId('HL') })).judged).toMatchObject({ same: 2, different: 1 })
    expect((await at({ brand: castId('XC') })).judged).toMatchObject({ same: 0, different: 0 })
  })
  it('the model page says what its parameters rest on, and the runs how long each step took', async () => {
    const { model, versions } = (await world.call('xie', readMatchModel, { query: { number: 900 } })).body
    expect(model).toMatchObject({ number: 900, estimatedFrom: { randomPairs: 600_000, pairs: 4 } })
    const birthday = model!.comparisons.find(({ name }) => name === 'birthday')!
    expect(birthday.levels.map(({ name }) => name)).toEqual(['same', 'slip', 'different'])
    expect(birthday.levels[0]!.bits).toBeCloseTo(Math.log2(0.75 * 8192), 6)
    expect(versions).toHaveLength(1)
    expect((await world.call('xie', readMatchModel, { query: { number: 7 } })).status).toBe(404)
    const { items } = (await world.call('xie', listMatchRuns, { query: { limit: 1 } })).body
    expect(items[0]!.steps).toHaveLength(2)
  })
})

describe('how the records of a customer hang together', () => {
  it('a dealer sees the customer’s own records, and nobody it might be', async () => {
    const { ids } = await suspects(
      world,
      [
        { name: '柳如烟', phones: ['+8613577000001'] },
        { name: '柳如烟', phones: ['+8613577000002'], email: 'liu@example.cn' },
      ],
      [[0, 1, [1, 0, 3]]],
    )
    const params = { id: ids[0]! }
    const whole = (await world.call('meng', readCluster, { params })).body
    expect(whole.customers.map(({ id }) => id)).toEqual([ids[0], ids[1]])
    expect(whole.nodes).toHaveLength(2)
    expect(whole.pairs).toMatchObject([{ held: 'between' }])
    expect(JSON.stringify(whole)).not.toContain('13577000001')
    const own = (await world.call('gu', readCluster, { params })).body
    expect([own.customers.length, own.pairs.length, own.nodes.length]).toEqual([1, 0, 1])
  })
})

/** The one brand of each record, by its number; '' of none or several. */
const plantBrands = (brands: readonly string[]) =>
  world.as('system', async ({ services: { analytics } }) => {
    await analytics.command(
      'create or replace table matching.raw (rid UInt32, brand String) engine = MergeTree order by rid',
    )
    const rows = brands.map((brand, rid) => ({ rid, brand }))
    if (rows.length > 0) await analytics.insert('matching.raw', rows)
  })

/** Four scored pairs and three records, as a run would leave them. */
const plant = () =>
  world.as('system', async ({ services: { analytics } }) => {
    await analytics.command('create database if not exists matching')
    await analytics.command('drop table if exists matching.scored')
    await analytics.command('drop table if exists matching.records')
    await analytics.command(
      'create table matching.scored (l UInt32, r UInt32, code UInt64, weight Float32) engine = MergeTree order by ()',
    )
    await analytics.command(
      'create table matching.records (rid UInt32, name String, birthday String, phone String, often_name Float32, often_phone Float32) engine = MergeTree order by rid',
    )
    const pair = (l: number, r: number, weight: number) => ({ l, r, code: 1, weight })
    await analytics.insert('matching.scored', [
      pair(0, 1, 15),
      pair(1, 2, 14.2),
      pair(3, 4, 3.2),
      pair(5, 6, -4.75),
    ])
    const full = {
      name: '王伟',
      birthday: '19800101',
      phone: '138',
      often_name: 1 / 1024,
      often_phone: 1 / 65536,
    }
    await analytics.insert('matching.records', [
      { rid: 0, ...full },
      { rid: 1, ...full, phone: '', often_phone: 0 },
      { rid: 2, ...full, birthday: '', phone: '', often_phone: 0 },
    ])
  })
