import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as dispatch from '../../../../contract/dispatch.ts'
import * as leads from '../../../../contract/leads.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { makeLead } from '../../../../tests/routes/leads.ts'
import { dispatchBatch } from './bulk.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const params = (id: string | null) => ({ params: { id: id! } })
let next = 13_600_000_000
const person = (name: string, division: string | null = '330108') => ({
  name,
  phones: [String(next++)],
  ...(division && { division }),
})
/** Consented, waiting because nobody is around. */
const waiting = (more: object = {}) => makeLead(world, { person: person('尉迟喆', '650102'), ...more })

describe('two dealers', () => {
  it('read only their own, by list, detail, counts, search, export and error', async () => {
    const mine = await makeLead(world, { person: person('张小一'), wantedDealer: 'D0001' })
    const theirs = await makeLead(world, { person: person('慕容雪'), wantedDealer: 'D0002' })
    const list = await world.call('gu', leads.listLeads, { query: { limit: 200 } })
    expect(list.body.items.map((item) => item.id)).toContain(mine.leadId)
    expect(new Set(list.body.items.map((item) => item.dealerId))).toEqual(new Set([castId('D0001')]))
    for (const q of ['慕容雪', 'murongxue', theirs.number!])
      expect((await world.call('gu', leads.listLeads, { query: { q } })).body.items).toEqual([])
    expect(
      (await world.call('gu', leads.listLeads, { query: { q: '张小一' } })).body.items.map((item) => item.id),
    ).toEqual([mine.leadId])
    expect(
      (await world.call('gu', leads.listLeads, { query: { dealerId: castId('D0002') } })).body.items,
    ).toEqual([])
    expect(
      (await world.call('gu', leads.listLeads, { query: { customerId: theirs.customerId! } })).body.items,
    ).toEqual([])
    const counts = await world.call('gu', leads.countLeads, { query: { dealerId: castId('D0002') } })
    expect(counts.body.counts).toMatchObject({ all: 0, open: 0 })
    const file = await world.call('pei', leads.exportLeads, { query: { reason: '复盘' } })
    expect(file.text).toContain('张小一')
    expect(file.text).not.toContain('慕容雪')
    const [audit] = await world.sql(`select actor_name, reason from kernel.audit where action = 'export'`)
    expect(audit).toEqual({ actor_name: '裴静', reason: '复盘' })
    const answers = [
      await world.call('gu', leads.readLead, params(theirs.leadId)),
      await world.call('gu', leads.readCustody, params(theirs.leadId)),
      await world.call('gu', leads.readLead, params('01900000-0000-7000-8000-00000000dead')),
    ]
    expect(answers.map((answer) => [answer.status, answer.problem.title])).toEqual(
      answers.map(() => [404, 'Not found, or not within your scope']),
    )
  })
  it('see telephones masked, and a region sees its dealers', async () => {
    const { leadId } = await makeLead(world)
    const item = await world.call('gu', leads.readLead, params(leadId))
    expect(item.body.person.phone).toMatch(/^\d{3}\*{4}\d{4}$/)
    expect((await world.call('huo', leads.readLead, params(leadId))).status).toBe(200)
    expect((await world.call('shi', leads.readLead, params(leadId))).status).toBe(404)
  })
})

describe('lists', () => {
  it('page by key without losing or repeating, in both orders, and the filters agree with the counts', async () => {
    for (let n = 0; n < 7; n++) await makeLead(world, { horizon: n % 2 ? 'week' : 'quarter' })
    for (const sort of ['recent', 'attention'] as const) {
      const whole = (
        await world.call('meng', leads.listLeads, { query: { sort, limit: 200, open: 'true' } })
      ).body.items.map((item) => item.id)
      const paged: string[] = []
      for (let after: string | undefined; ; ) {
        const page = await world.call('meng', leads.listLeads, {
          query: { sort, limit: 2, open: 'true', after },
        })
        paged.push(...page.body.items.map((item) => item.id))
        if (!page.body.next) break
        after = page.body.next
      }
      expect(paged).toEqual(whole)
    }
    const { counts } = (await world.call('meng', leads.countLeads, { query: { by: 'grade' } })).body
    for (const grade of leads.grades)
      expect(
        (await world.call('meng', leads.listLeads, { query: { grade: [grade], open: 'true', limit: 200 } }))
          .body.items.length,
      ).toBe(counts[grade])
    expect((await world.call('meng', leads.listLeads, { query: { after: 'nonsense' } })).status).toBe(422)
  })
})

describe('assignment', () => {
  it('is to a colleague who may hold leads, and writes custody', async () => {
    const { leadId } = await makeLead(world)
    const to = (consultant: string | null) =>
      world.call('pei', leads.assignLead, {
        ...params(leadId),
        body: { consultantId: consultant && castId(consultant) },
      })
    expect((await to('ran')).status).toBe(422)
    expect((await to('ge')).status).toBe(422)
    expect((await to('gu')).body.lead).toMatchObject({ holder: 'consultant', consultantName: '顾思齐' })
    expect((await to(null)).body.lead).toMatchObject({ holder: 'dealer', consultantId: null })
    expect(
      await world.sql('select holder from leads.custody where lead_id = $1 order by seq', [leadId]),
    ).toEqual(['pool', 'dealer', 'consultant', 'dealer'].map((holder) => ({ holder })))
    const staff = await world.call('pei', leads.listConsultants, {})
    expect(staff.body.items.map((one) => one.name).sort()).toEqual(['裴静', '顾思齐', '宋文博'].sort())
  })
})

describe('the pool', () => {
  it('shows that somebody waits, not who; the claimer sees the person and has the clock', async () => {
    const { leadId, customerId } = await waiting()
    const pool = await world.call('gu', dispatch.listPool, {})
    const entry = pool.body.items.find((item) => item.id === leadId)!
    expect(entry).toMatchObject({ maskedName: '尉**', waiting: 'no-dealer', brandName: '环路' })
    expect(JSON.stringify(entry)).not.toContain(customerId!)
    expect((await world.call('gu', leads.readLead, params(leadId))).status).toBe(404)
    const claimed = await world.call('gu', dispatch.claimLead, params(leadId))
    expect(claimed).toMatchObject({
      status: 200,
      body: { lead: { holder: 'consultant', consultantId: castId('gu'), person: { name: '尉迟喆' } } },
    })
    expect((await world.call('ge', dispatch.claimLead, params(leadId))).status).toBe(404)
  })
  it('keeps the other brand’s leads and those without consent out of reach', async () => {
    const other = await waiting({ brand: 'XC', series: '星程 N7' })
    const refused = await makeLead(world, { consents: [] })
    const seen = (await world.call('gu', dispatch.listPool, { query: { limit: 200 } })).body.items.map(
      (item) => item.id,
    )
    expect(seen).not.toContain(other.leadId)
    expect(seen).not.toContain(refused.leadId)
    for (const one of [other, refused])
      expect((await world.call('gu', dispatch.claimLead, params(one.leadId))).status).toBe(404)
  })
  it('has one winner however many claim at once, and a limit a day', async () => {
    const { leadId } = await waiting()
    const answers = await Promise.all(
      ['gu', 'ge', 'mi', 'song', 'pei', 'han'].map((login) =>
        world.call(login, dispatch.claimLead, params(leadId)),
      ),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    const policy = (await world.call('meng', dispatch.readPolicy, params(castId('HL')))).body
    await world.call('meng', dispatch.savePolicy, {
      ...params(castId('HL')),
      body: {
        policy: { ...policy.policy, pool: { ...policy.policy.pool, claimsPerDay: 0 } },
        version: policy.version,
      },
    })
    expect(
      (await world.call('mi', dispatch.claimLead, params((await waiting()).leadId))).problem.title,
    ).toContain('limit of 0 claims')
  })
})

describe('head office', () => {
  it('sees the candidates with their points, sends by hand, recalls; not to an unauthorised dealer, not without consent', async () => {
    const { leadId } = await makeLead(world)
    const { body } = await world.call('meng', dispatch.listCandidates, params(leadId))
    expect(body.items.map((item) => [item.code, item.excluded])).toEqual([
      ['D0001', null],
      ['D0002', null],
      ['D0005', 'not-authorised'],
    ])
    const send = (to: string) =>
      world.call('meng', dispatch.dispatchLead, { ...params(leadId), body: { dealerId: castId(to) } })
    expect((await send('D0005')).status).toBe(422)
    expect((await send('D0001')).status).toBe(409)
    expect((await send('D0002')).body.lead).toMatchObject({ dealerId: castId('D0002') })
    expect(
      (await world.call('meng', dispatch.recallLead, { ...params(leadId), body: { note: '无人接听' } })).body
        .lead,
    ).toMatchObject({ holder: 'pool', waiting: 'recall' })
    const without = await makeLead(world, { consents: [] })
    const refused = await world.call('meng', dispatch.dispatchLead, {
      ...params(without.leadId),
      body: { dealerId: castId('D0001') },
    })
    expect([refused.status, refused.problem.title]).toEqual([
      422,
      'This person has not given separate consent for 杭州之江环路店; it cannot be dispatched',
    ])
  })
  it('previews a bulk dispatch without moving anything, runs it, and takes back what nobody touched', async () => {
    const ids = [
      (await makeLead(world)).leadId!,
      (await makeLead(world)).leadId!,
      (await makeLead(world, { consents: [] })).leadId!,
    ]
    for (const id of ids.slice(0, 2))
      await world.call('meng', dispatch.recallLead, { ...params(id), body: { note: 'x' } })
    const preview = await world.call('meng', dispatch.previewBulk, { body: { leadIds: ids } })
    expect(preview.body).toMatchObject({ leads: 3, sent: 2, noConsent: 1 })
    for (const [under, leads] of [
      ['HL-E', 3],
      ['D0004', 0],
    ] as const) {
      const body = { leadIds: ids, under: castId(under) }
      expect((await world.call('meng', dispatch.previewBulk, { body })).body).toMatchObject({ leads })
    }
    expect(
      await world.sql(
        'select count(*)::int as n from leads.lead where id = any($1) and dealer_id is not null',
        [ids],
      ),
    ).toEqual([{ n: 0 }])
    const bulkId = '01900000-0000-7000-8000-00000000b02c'
    expect(await world.as('meng', (ctx) => dispatchBatch(ctx, bulkId, ids))).toBe(2)
    const [touched] = await world.sql<{ id: string; dealer_id: string }>(
      'select id, dealer_id from leads.lead where id = any($1) and dealer_id is not null',
      [ids],
    )
    await world.call('pei', leads.assignLead, {
      ...params(touched!.id),
      body: { consultantId: castId('gu') },
    })
    expect((await world.call('meng', dispatch.undoBulk, params(bulkId))).body).toEqual({ undone: 1, kept: 1 })
  })
  it('reads the board: what adds up in regions adds up in all', async () => {
    const { body } = await world.call('meng', dispatch.readBoard, { query: { brandId: castId('HL') } })
    const sum = (key: 'dealers' | 'dispatched' | 'over' | 'due' | 'inTime') =>
      body.regions.reduce((total, region) => total + region[key], 0)
    for (const key of ['dealers', 'dispatched', 'over', 'due', 'inTime'] as const)
      expect([key, sum(key)]).toEqual([key, body.total[key]])
    expect(body.total).toMatchObject({ dealers: 4, weeks: expect.any(Array) })
    expect(body.total.dispatched).toBeGreaterThan(5)
    expect(body.waiting.length).toBeGreaterThan(0)
    const region = await world.call('huo', dispatch.readBoard, {})
    expect(region.body.regions.map((one) => one.name)).toEqual(['华东'])
    const query = { brandId: castId('HL'), under: castId('HL-E') }
    const { body: east } = await world.call('meng', dispatch.readBoard, { query })
    expect(east.regions).toEqual(body.regions.filter((one) => one.id === query.under))
    const { dealers, dispatched, waiting } = east.regions[0]!
    expect(east.total).toMatchObject({ dealers, dispatched, waiting })
    const waits = { ...query, open: 'true', holder: ['pool'] } as const
    const counted = await world.call('meng', leads.countLeads, { query: waits as never })
    expect(counted.body.counts.all).toBeGreaterThan(0)
    const atDealer = { ...waits, under: undefined, dealerId: castId('D0004') }
    const listed = await world.call('meng', leads.listLeads, { query: atDealer as never })
    expect(listed.body.items).toEqual([])
    expect(
      (await world.call('meng', dispatch.listStandings, {})).body.items.find(
        (one) => one.dealerId === castId('D0001'),
      )!.open,
    ).toBeGreaterThan(0)
  })
})
