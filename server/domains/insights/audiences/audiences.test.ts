import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listAnalyses, readAnalysis } from '../../../../contract/analyses.ts'
import * as contract from '../../../../contract/audiences.ts'
import { listCustomers } from '../../../../contract/customers.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { askQuestion } from '../door.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { audiencesIn, honoured, putAudienceCast } from './fixtures.ts'

let world: World
let people: Record<string, string>
beforeAll(async () => {
  world = await openWorld()
  people = await putAudienceCast(world)
})
afterAll(() => world.close())

const { make, taken, read, members, names } = audiencesIn(() => world)

describe('audiences refuse', () => {
  it('strangers, and who may not build any', async () => {
    expect((await world.call(null, contract.listAudiences)).status).toBe(401)
    expect((await world.call('gu', contract.listAudiences)).status).toBe(403)
    expect((await make('gu', honoured)).status).toBe(403)
  })
  it('a rule that says nothing, or nonsense', async () => {
    const none = await make('meng', {})
    expect([none.status, none.problem.title]).toEqual([422, expect.stringContaining('at least one')])
    expect((await make('meng', { recency: { from: 4, to: 2 } })).status).toBe(422)
    expect((await make('meng', { recency: {} })).status).toBe(422)
    expect((await make('meng', { income: ['30k+'] } as contract.AudienceCriteria)).status).toBe(422)
    expect((await make('meng', { division: ['3'] })).status).toBe(422)
  })
  it('rules about money of who sees none', async () => {
    expect((await make('pei', { expectedFen: { from: 1 } })).status).toBe(403)
    const preview = await world.call('pei', contract.previewAudience, {
      body: { criteria: { expectedFen: { from: 1 } } },
    })
    expect(preview.status).toBe(403)
  })
  it('everybody else, as if it were not there; and readers who would change it', async () => {
    const id = await taken('meng', honoured)
    for (const who of ['pei', 'xie']) {
      expect((await world.call(who, contract.readAudience, { params: { id } })).status).toBe(404)
      expect((await world.call(who, contract.listAudienceMembers, { params: { id } })).status).toBe(404)
      expect((await world.call(who, contract.refreshAudience, { params: { id } })).status).toBe(404)
      expect((await world.call(who, contract.removeAudience, { params: { id } })).status).toBe(404)
    }
    const shared = await taken('meng', honoured, { shared: true })
    const body = { version: 1, name: '我的', criteria: honoured }
    expect((await world.call('pei', contract.editAudience, { params: { id: shared }, body })).status).toBe(
      404,
    )
    expect((await world.call('pei', contract.removeAudience, { params: { id: shared } })).status).toBe(404)
  })
  it('a change of what was changed meanwhile', async () => {
    const id = await taken('meng', honoured)
    const edit = (version: number) =>
      world.call('meng', contract.editAudience, {
        params: { id },
        body: { version, name: '新名', criteria: honoured },
      })
    expect((await edit(1)).body.version).toBe(2)
    expect((await edit(1)).status).toBe(409)
  })
  it('a board narrowed by an audience that is not the reader’s', async () => {
    const id = await taken('meng', honoured)
    const asked = (who: string) =>
      world.call(who, readAnalysis, { params: { name: 'funnel' }, query: { audience: id } })
    expect([(await asked('pei')).status, (await asked('meng')).status]).toEqual([422, 200])
  })
})

describe('a rule, worked by hand', () => {
  const cases: [string, contract.AudienceCriteria, string[]][] = [
    ['value class', honoured, ['林晓舟', '苏平']],
    ['two classes and one ABC class', { valueClass: ['honoured', 'improving'], abc: ['A'] }, ['林晓舟']],
    ['scores', { recency: { from: 4 } }, ['林晓舟']],
    ['stage by purchases', { valueStage: ['declining', 'growing'] }, ['周宁', '苏平']],
    ['risk of lapsing: one in two is high', { lapse: ['high'] }, ['周宁']],
    ['and who lapsed already', { lapse: ['middle', 'lapsed'] }, ['林晓舟', '苏平']],
    ['alive, both ends included', { alive: { from: 0.3, to: 0.4 } }, ['周宁', '苏平']],
    ['expected', { expectedFen: { from: 500_000 } }, ['林晓舟']],
    ['interests: one word of several', { interests: ['篮球', 'sup'] }, ['林晓舟']],
    ['a per cent sign is a sign and finds nobody else', { interests: ['100%'] }, ['林晓舟']],
    ['and no pattern', { interests: ['1%%', '自_游'] }, []],
    ['at a loss', { atLoss: true }, ['周宁']],
    ['complained in the last ten days', { complainedDays: { to: 10 } }, ['周宁']],
    ['complained longer ago', { complainedDays: { from: 11 } }, []],
    ['dealer', { dealer: [castId('D0001')] }, ['何川', '周宁', '林晓舟']],
    ['region and value class', { region: [castId('HL-S')], valueClass: ['honoured'] }, ['苏平']],
    ['another brand', { brand: [castId('XC')] }, []],
    ['a province, and an area of another', { division: ['33', '320505'] }, ['周宁', '林晓舟']],
    ['series', { series: [castId('越岭')] }, ['林晓舟', '苏平']],
    [
      'series and age of the same car',
      { series: [castId('越岭')], vehicleMonths: { from: 24, to: 24 } },
      ['林晓舟'],
    ],
    ['last visit within 30 days', { visitDays: { to: 30 } }, ['林晓舟']],
    ['last visit longer ago', { visitDays: { from: 31 } }, ['苏平']],
    [
      'spent in a year in the workshop',
      { spend: { days: 365, line: 'service', fen: { from: 210_000 } } },
      ['林晓舟', '苏平'],
    ],
    ['spent in 60 days', { spend: { days: 60, line: 'service', fen: { from: 1, to: 120_000 } } }, ['林晓舟']],
    ['sex and age on the eve of a birthday', { sex: ['female'], age: { to: 35 } }, ['林晓舟']],
    ['married', { marital: ['married'] }, ['林晓舟']],
    ['who may be contacted', { contactable: true, dealer: [castId('D0001')] }, ['何川', '林晓舟']],
    ['propensity nobody has', { chance: { repurchase: ['high'] } }, []],
  ]
  it.each(cases)('%s', async (_, criteria, expected) => {
    const id = await taken('meng', criteria)
    expect(await names('meng', id)).toEqual([...expected].sort())
    const preview = await world.call('meng', contract.previewAudience, { body: { criteria } })
    expect(preview.body).toEqual({ count: expected.length, more: false })
  })
})

describe('who sees whom', () => {
  it('a dealer’s audience holds the dealer’s customers only', async () => {
    const id = await taken('pei', { valueClass: ['honoured'] })
    expect(await names('pei', id)).toEqual(['林晓舟'])
    expect((await read('pei', id)).taken).toMatchObject({ number: 1, size: 1, joined: 1, gone: 0 })
  })
  it('a shared one shows each reader their own customers, and no count of the others', async () => {
    const id = await taken('meng', honoured, { shared: true })
    expect(await names('meng', id)).toEqual(['林晓舟', '苏平'])
    expect(await names('pei', id)).toEqual(['林晓舟'])
    expect(await names('mi', id)).toEqual(['苏平'])
    expect((await read('pei', id)).taken).toMatchObject({ number: 1, size: null })
    expect((await read('pei', id)).takings).toEqual([])
    const file = await world.call('pei', contract.exportAudience, {
      params: { id },
      query: { reason_for_export: '回访' },
    })
    expect(file.text).toContain('林晓舟')
    expect(file.text).not.toContain('苏平')
    expect(file.text).toContain('138****8000')
  })
  it('pages keep their place', async () => {
    const id = await taken('meng', { dealer: [castId('D0001')] })
    const first = await members('meng', id, { limit: 2 })
    const second = await members('meng', id, { limit: 2, after: first.next })
    expect([...first.items, ...second.items].map(({ name }) => name).sort()).toEqual([
      '何川',
      '周宁',
      '林晓舟',
    ])
    expect(second.next).toBe(null)
  })
  it('the list of customers narrows by it, as far as it is open', async () => {
    const id = await taken('meng', honoured, { shared: true })
    const closed = await taken('meng', honoured)
    const listed = async (who: string, audience: string) =>
      (await world.call(who, listCustomers, { query: { audience } })).body.items
        .map(({ name }) => name)
        .sort()
    expect(await listed('meng', id)).toEqual(['林晓舟', '苏平'])
    expect(await listed('pei', id)).toEqual(['林晓舟'])
    expect(await listed('pei', closed)).toEqual([])
    const byRisk = await world.call('meng', listCustomers, { query: { lapse: ['high', 'lapsed'] } })
    expect(byRisk.body.items.map(({ name }) => name).sort()).toEqual(['周宁', '苏平'])
  })
  it('a customer’s page names the open ones only', async () => {
    const id = await taken('meng', { valueClass: ['improving'] }, { name: '改进', shared: true })
    await taken('meng', { valueClass: ['improving'] }, { name: '私下' })
    const of = async (who: string) =>
      (await world.call(who, contract.listAudiencesOf, { params: { id: people.周宁! } })).body.items
    expect((await of('pei')).map((one) => one.name)).toEqual(['改进'])
    expect(await of('pei')).toMatchObject([{ id, taking: 1, takenOn: '2026-11-22' }])
    expect((await world.call('mi', contract.listAudiencesOf, { params: { id: people.周宁! } })).status).toBe(
      404,
    )
  })
})

describe('the door', () => {
  const words = { zh: '行数', en: 'rows' }
  /** How many rows of a view the door shows, narrowed to an audience. */
  const count = (who: string, view: string, audience: string[]) =>
    world.as(who, async (ctx) => {
      const asked = {
        name: view,
        title: words,
        definition: words,
        formula: words,
        unit: 'rows' as const,
        register: [],
        params: z.object({}),
        row: z.object({ n: z.number() }),
        sql: `select toUInt32(count()) as n from ${view}`,
        example: {},
      }
      const window = { from: '2024-01-01', to: '2026-11-22', asOf: ctx.now, audience }
      return (await askQuestion(ctx, asked, window, {}))[0]!.n
    })
  it('narrows every view of customers, within the reader’s scope', async () => {
    const best = await taken('meng', { abc: ['A'] }, { shared: true })
    const others = await taken('meng', { abc: ['B'] }, { shared: true })
    await world.as('system', refreshFacts)
    const views = [
      'customer',
      'lead',
      'delivery',
      'repair_order',
      'purchase',
      'stop',
      'verdict',
      'repair_line',
    ]
    const counts = async (who: string, audience: string[]) => {
      const found: number[] = []
      for (const view of views) found.push(await count(who, view, audience))
      return found
    }
    expect(await counts('meng', [])).toEqual([4, 4, 3, 3, 6, 6, 3, 0])
    expect(await counts('meng', [best])).toEqual([1, 1, 1, 2, 3, 3, 1, 0])
    expect(await counts('meng', [best, others])).toEqual([3, 3, 3, 3, 6, 6, 3, 0])
    expect(await counts('pei', [others])).toEqual([1, 1, 1, 0, 1, 1, 1, 0])
    expect(await counts('mi', [best])).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  })
  it('does so for an analysis, which says that it listens', async () => {
    const id = await taken('meng', { series: [castId('越岭')] }, { shared: true })
    await world.as('system', refreshFacts)
    const funnel = async (who: string, query: object = {}) => {
      const asked = { params: { name: 'funnel' }, query: { from: '2024-01-01', to: '2026-11-22', ...query } }
      const { rows } = (await world.call(who, readAnalysis, asked)).body
      return rows.find(({ step }) => step === 'leads')?.leads
    }
    expect([await funnel('meng'), await funnel('meng', { audience: id })]).toEqual([4, 2])
    expect([await funnel('pei'), await funnel('pei', { audience: id })]).toEqual([3, 1])
    const { items } = (await world.call('meng', listAnalyses)).body
    const listening = (name: string) => items.find((one) => one.name === name)?.filters.includes('audience')
    expect([listening('funnel'), listening('traffic'), listening('market-share')]).toEqual([
      true,
      false,
      false,
    ])
  })
})
