import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listCandidates } from '../../../../contract/dispatch.ts'
import { defaultPolicy } from '../../../../contract/policy.ts'
import { publishModel, readLeadScores, retireModel } from '../../../../contract/propensity.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { captureLeads, type LeadArrival } from '../../leads/index.ts'
import { seeded } from '../models/numbers/random.ts'
import { forgetChampion } from './arriving.ts'
import { arrivalFeatures, type Known, tableOf } from './features.ts'
import { scoreJob } from './jobs.ts'
import { keepVersions } from './keep.ts'
import { trainOverTime } from './training.ts'

let world: World
const random = seeded(7)
const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!

/** Whoever wants a car within the week, or bought before, orders more often; the dealer matters a little. */
function enquiry(): Known & { sold: boolean } {
  const row: Known = {
    source: pick(['website', 'website', 'search']),
    medium: '',
    series: pick(['越岭', '越岭', '山行']),
    brand: 'HL',
    dealer: pick(['甲', '乙', '丙']),
    province: pick(['33', '11']),
    horizon: pick(['week', 'month', 'later', 'later', 'later', 'later', 'later']),
    tradeIn: pick(['', 'yes', 'no']),
    budgetFen: pick([null, 20_000_000, 30_000_000]),
    wantsDealer: random() < 0.3,
    hour: Math.floor(random() * 24),
    weekday: 1 + Math.floor(random() * 7),
    sentAfterHours: random() * 10,
    purchases: pick([0, 0, 1]),
    daysSincePurchase: null,
    enquiriesBefore: pick([0, 0, 0, 1]),
  }
  const worth =
    (row.horizon === 'week' ? 2 : 0) + (row.purchases > 0 ? 0.7 : 0) + (row.dealer === '甲' ? 0.7 : 0)
  return {
    ...row,
    daysSincePurchase: row.purchases > 0 ? 400 : null,
    sold: random() < 1 / (1 + Math.exp(2.5 - worth)),
  }
}

let versions: { id: string; number: number }[]
beforeAll(async () => {
  world = await openWorld()
  const rows = Array.from({ length: 6_000 }, enquiry)
  const on = rows.map((_, at) => new Date(Date.UTC(2026, 0, 1 + at / 30)).toISOString().slice(0, 10))
  const trained = trainOverTime(
    tableOf(arrivalFeatures, rows),
    Uint8Array.from(rows, ({ sold }) => (sold ? 1 : 0)),
    on,
  )!
  versions = await world.as('system', (ctx) => keepVersions(ctx, 'lead-to-sale', 60, trained))
})
afterAll(() => world.close())

let phone = 13_900_000_000
const arrival = (more: Partial<LeadArrival> = {}): LeadArrival => ({
  source: 'website',
  brand: 'HL',
  series: '越岭',
  horizon: 'week',
  person: { name: '欧阳思远', phones: [String(phone++)], division: '330108' },
  consents: [{ purpose: 'sales', recipient: 'dealer', granted: true }],
  raw: {},
  ...more,
})
const capture = (...arrivals: LeadArrival[]) => world.as('system', (ctx) => captureLeads(ctx, arrivals))
const scoresOf = async (leadId: string | null) =>
  (await world.call('meng', readLeadScores, { params: { id: leadId! } })).body.items
const night = () =>
  scoreJob.run(
    {
      jobId: newId(),
      actor: systemActor('test'),
      scope: systemScope,
      transact: (work) => world.as('system', work),
      progress: async () => {},
      shouldStop: async () => false,
    },
    { kind: 'lead-to-sale' },
  )
const publish = (at: 0 | 1) => world.call('meng', publishModel, { params: { id: versions[at]!.id } })
const same = (items: Awaited<ReturnType<typeof scoresOf>>) =>
  items.map(({ score, band, model, reasons }) => ({ score, band, model, reasons }))

describe('before a model is published', () => {
  it('a lead arrives with no chance and no point for it', async () => {
    const [answer] = await capture(arrival())
    expect(await scoresOf(answer!.leadId)).toEqual([])
    const [lead] = await world.sql<{ reasons: { en: string }[] }>(
      'select reasons from leads.lead where id = $1',
      [answer!.leadId],
    )
    expect(lead!.reasons.map(({ en }) => en)).not.toContain('Likely to order')
  })
})

describe.each([0, 1] as const)('with champion %i', (at) => {
  beforeAll(async () => {
    expect((await publish(at)).status).toBe(202)
  })
  it('a lead that is sent has, the moment it arrives, the chance the night would give it', async () => {
    const [answer] = await capture(arrival())
    expect(answer!.holder).toBe('dealer')
    const arrived = await scoresOf(answer!.leadId)
    expect(arrived).toMatchObject([{ kind: 'lead-to-sale', model: versions[at]!.number, band: 'high' }])
    await night()
    expect(same(await scoresOf(answer!.leadId))).toEqual(same(arrived))
  })
  it('one that waits is told as if it were sent now, to an average dealer', async () => {
    const [answer] = await capture(arrival({ consents: [], horizon: 'later' }))
    expect(answer!.dealerId).toBeNull()
    const arrived = await scoresOf(answer!.leadId)
    expect(arrived[0]!.reasons.map(({ name }) => name)).not.toContain('dealer')
    await night()
    expect(same(await scoresOf(answer!.leadId))).toEqual(same(arrived))
  })
  it('whoever bought and asked before is known by it, also within one batch', async () => {
    const number = String(phone++)
    const person = { name: '林晓', phones: [number], division: '330108' }
    const [first] = await capture(
      arrival({
        person,
        capturedAt: new Date('2026-03-02T01:00:00Z'),
        history: {
          dealer: 'D0001',
          dispatchedAt: new Date('2026-03-02T02:00:00Z'),
          firstFeedbackAt: new Date('2026-03-03T02:00:00Z'),
          lostAt: new Date('2026-04-01T02:00:00Z'),
          lostReason: '其他',
        },
      }),
    )
    await world.sql(
      `insert into service.repair_order (id, source, plate, number, customer_id, brand_id, dealer_id, kind, total_fen, opened_at, created_at, updated_at, fact_at)
       values (gen_random_uuid(), 'dms', '浙A12345', gen_random_uuid()::text, $1, $2, $3, 'maintenance', 88000, '2026-05-02T01:00:00Z', now(), now(), now())`,
      [first!.customerId, castId('HL'), castId('D0001')],
    )
    const answers = await capture(
      arrival({ person, horizon: 'later', budgetFen: 20_000_000 }),
      arrival({
        person,
        brand: 'XC',
        series: null,
        capturedAt: new Date(world.clock.now().getTime() - 60_000),
      }),
    )
    const arrived = await Promise.all(answers.map(({ leadId }) => scoresOf(leadId)))
    expect(arrived.map((items) => items.length)).toEqual([1, 1])
    await night()
    const later = await Promise.all(answers.map(({ leadId }) => scoresOf(leadId)))
    expect(later.map(same)).toEqual(arrived.map(same))
  })
  it('a lead of long ago, and one that is over, get none', async () => {
    const [old, over] = await capture(
      arrival({ capturedAt: new Date('2026-06-01T01:00:00Z') }),
      arrival({
        capturedAt: new Date('2026-11-01T01:00:00Z'),
        history: { dealer: 'D0001', lostAt: new Date('2026-11-10T01:00:00Z'), lostReason: '其他' },
      }),
    )
    expect([await scoresOf(old!.leadId), await scoresOf(over!.leadId)]).toEqual([[], []])
  })
})

describe('what follows from it', () => {
  const policyOf = async (promising: object) => {
    const routing = { ...defaultPolicy.routing, promising }
    await world.sql('update leads.policy set routing = $1::jsonb where brand_id = $2', [
      JSON.stringify(routing),
      castId('HL'),
    ])
    // Policies are remembered for five seconds.
    world.clock.set(new Date(world.clock.now().getTime() + 6_000))
  }
  it('its score has the points of its band, and says why', async () => {
    const [answer] = await capture(arrival())
    const [lead] = await world.sql<{ score: number; reasons: { en: string; points: number }[] }>(
      'select score, reasons from leads.lead where id = $1',
      [answer!.leadId],
    )
    expect(lead!.reasons).toContainEqual({ zh: '成交可能性高', en: 'Likely to order', points: 10 })
    expect(lead!.score).toBe(lead!.reasons.reduce((sum, { points }) => sum + points, 0))
  })
  it('best hands: the dispatch keeps what was counted twice, and the candidates show it', async () => {
    await policyOf({ highPoints: 10, middlePoints: 4, valueClasses: [], inTimeFactor: 2 })
    const [hot, cold] = await capture(arrival(), arrival({ horizon: 'later', source: 'search' }))
    const kept = async (id: string | null) =>
      (
        await world.sql<{ candidates: { emphasis?: object }[] }>(
          'select candidates from leads.dispatch where lead_id = $1',
          [id],
        )
      )[0]!.candidates
    expect((await kept(hot!.leadId))[0]!.emphasis).toEqual({ why: 'chance', factor: 2 })
    expect((await kept(cold!.leadId))[0]).not.toHaveProperty('emphasis')
    const { body } = await world.call('meng', listCandidates, { params: { id: hot!.leadId! } })
    expect(body.items[0]!.emphasis).toEqual({ why: 'chance', factor: 2 })
  })
  it('a valued customer is promising where the policy says so, whatever the chance', async () => {
    await policyOf({ highPoints: 7, middlePoints: 0, valueClasses: ['honoured'], inTimeFactor: 3 })
    const number = String(phone++)
    const person = { name: '高价', phones: [number], division: '330108' }
    const [first] = await capture(
      arrival({
        person,
        capturedAt: new Date('2026-11-01T01:00:00Z'),
        history: { dealer: 'D0001', lostAt: new Date('2026-11-10T01:00:00Z'), lostReason: '其他' },
      }),
    )
    await world.sql(
      `with night as (insert into insights.valuation (id, at, judged_on, customers, rule) values (gen_random_uuid(), now(), '2026-11-22', 1, '{}') returning id)
       insert into insights.verdict (id, valuation_id, value_class, abc, stage, stage_reason, recency, frequency, monetary, days_since, purchases, amount_fen, profit_fen)
       select $1, night.id, 'honoured', 'A', 'mature', 'comes as before', 5, 5, 5, 10, 3, 0, 0 from night`,
      [first!.customerId],
    )
    const [again] = await capture(arrival({ person, horizon: 'later', source: 'search' }))
    const [lead] = await world.sql<{ reasons: { en: string; points: number }[] }>(
      'select reasons from leads.lead where id = $1',
      [again!.leadId],
    )
    expect(lead!.reasons).toContainEqual({ zh: '高价值客户', en: 'Valued customer', points: 7 })
    const [dispatch] = await world.sql<{ candidates: { emphasis?: object }[] }>(
      'select candidates from leads.dispatch where lead_id = $1',
      [again!.leadId],
    )
    expect(dispatch!.candidates[0]!.emphasis).toEqual({ why: 'value', factor: 3 })
  })
  it('a version that cannot be read keeps no lead out', async () => {
    await world.sql(`update insights.propensity_model set model = '{}' where id = $1`, [versions[1]!.id])
    world.clock.set(new Date(world.clock.now().getTime() + 6_000))
    await world.as('system', async (ctx) => forgetChampion(ctx))
    const [answer] = await capture(arrival())
    expect([answer!.code, await scoresOf(answer!.leadId)]).toEqual(['created', []])
  })
  it('a champion that retires foretells nobody any more', async () => {
    await world.call('meng', retireModel, { params: { id: versions[1]!.id } })
    const [answer] = await capture(arrival())
    expect(await scoresOf(answer!.leadId)).toEqual([])
  })
})
