import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis } from '../../../../contract/analyses.ts'
import { listCustomers } from '../../../../contract/customers.ts'
import { listLeads } from '../../../../contract/leads.ts'
import {
  listModels,
  type PropensityKind,
  publishModel,
  readLeadScores,
  readNextActions,
  retireModel,
  trainModel,
} from '../../../../contract/propensity.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import type { JobDefinition } from '../../../kernel/jobs/definition.ts'
import { recordConsents } from '../../consent/index.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { seeded } from '../models/numbers/random.ts'
import { areaUnderCurve } from '../models/propensity/ranking.ts'
import { arrivalFeatures, ownerFeatures } from './features.ts'
import { scoreJob, trainJob } from './jobs.ts'

let world: World
const random = seeded(2026)
const day = 86_400_000
const chance = (logOdds: number) => 1 / (1 + Math.exp(-logOdds))
const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!

/** Whoever wants a car within the week or stands in the showroom buys; a message means nothing, and visits are dice. */
type Planted = {
  id: string
  customer: string
  at: Date
  source: string
  horizon: string
  message: boolean
  dealer: string
  p: number
  sold: boolean
  came: boolean
  open: boolean
  booked?: boolean
}
function plant(daysAgo: number, open: boolean, now: Date): Planted {
  const [source, horizon] = [pick(['website', 'website', 'showroom']), pick(['week', 'month', 'later'])]
  const p = chance(-2.2 + (horizon === 'week' ? 1.8 : 0) + (source === 'showroom' ? 1.1 : 0))
  return {
    id: newId(),
    customer: newId(),
    at: new Date(now.getTime() - daysAgo * day),
    source,
    horizon,
    message: random() < 0.5,
    dealer: pick(['D0001', 'D0004']),
    p,
    sold: !open && random() < p,
    came: !open && random() < 0.3,
    open,
  }
}

async function put(rows: Planted[]) {
  const json = JSON.stringify(
    rows.map((row) => {
      const later = (days: number) => new Date(row.at.getTime() + days * day).toISOString()
      return {
        ...row,
        dealer: castId(row.dealer),
        sent: later(0.1),
        contacted: row.open ? null : later(0.5),
        visited: row.came ? later(5) : null,
        ordered: row.booked ? row.at.toISOString() : row.sold ? later(10) : null,
        lost: row.sold || row.open ? null : later(40),
        delivered: row.sold ? later(30) : null,
        stage: row.open ? 'new' : row.sold ? 'delivery' : 'lost',
        // What a leak would feast on: the grade says how it ended.
        grade: row.sold ? 'H' : 'C',
      }
    }),
  )
  const from = `from jsonb_to_recordset($1::jsonb) as r(id uuid, customer uuid, at timestamptz, source text, horizon text, message boolean, dealer uuid,
    sent timestamptz, contacted timestamptz, visited timestamptz, ordered timestamptz, lost timestamptz, delivered timestamptz, stage text, grade text)`
  await world.sql(
    `insert into customers.customer (id, name, created_at, updated_at, seen_at) select r.customer, '客户', r.at, r.at, r.at ${from}`,
    [json],
  )
  for (const node of ['r.dealer', `'${castId('HL')}'::uuid`])
    await world.sql(
      `insert into customers.reach (node_id, customer_id, seen_at) select ${node}, r.customer, r.at ${from}`,
      [json],
    )
  await world.sql(
    `insert into leads.lead (id, number, brand_id, customer_id, holder, dealer_id, stage, grade, score, source, horizon, message, captured_at, last_touch_at,
       dispatched_at, first_feedback_at, visited_at, ordered_at, delivered_at, lost_at, closed_at, next_step, next_step_at, created_at, updated_at)
     select r.id, 'L-' || right(r.id::text, 12), '${castId('HL')}', r.customer, 'dealer', r.dealer, r.stage, r.grade, 50, r.source, r.horizon,
       case when r.message then '想了解' end, r.at, r.at, r.sent, r.contacted, r.visited, r.ordered, r.delivered, r.lost, coalesce(r.delivered, r.lost),
       'call', case when r.stage = 'new' then '2026-12-31'::timestamptz end, r.at, now() ${from}`,
    [json],
  )
  await world.sql(
    `insert into leads.turn (id, lead_id, brand_id, dealer_id, origin, at, due_at, contacted_at, ended_at, ending)
     select gen_random_uuid(), r.id, '${castId('HL')}', r.dealer, 'sent', r.sent, r.sent + interval '7 days', r.contacted,
       coalesce(r.delivered, r.lost), case when r.stage <> 'new' then 'closed' end ${from}`,
    [json],
  )
}

const run = (definition: JobDefinition<{ kind?: PropensityKind }>, kind: PropensityKind) =>
  definition.run(
    {
      jobId: newId(),
      actor: systemActor('test'),
      scope: systemScope,
      transact: (work) => world.as('system', work),
      progress: async () => {},
      shouldStop: async () => false,
    },
    { kind },
  )
const models = async (kind: PropensityKind, who = 'meng') =>
  (await world.call(who, listModels, { query: { kind } })).body
const latest = (kind: PropensityKind, algorithm: 'logistic' | 'boosted') =>
  models(kind).then(({ items }) => items.find((one) => one.algorithm === algorithm)!)

let history: Planted[]
let open: Planted[]
beforeAll(async () => {
  world = await openWorld()
  const now = world.clock.now()
  history = Array.from({ length: 4_000 }, (_, at) => plant(70 + at / 10, false, now))
  open = Array.from({ length: 60 }, (_, at) => plant(1 + at / 4, true, now))
  // Made afterwards by a book of orders, as it does for who bought without an enquiry.
  const booked = Array.from({ length: 200 }, (_, at) => ({
    ...plant(80 + at, false, now),
    source: 'walk-in',
    sold: true,
    booked: true,
  }))
  await put([...history, ...open, ...booked])
})
afterAll(() => world.close())

describe('before anything is trained', () => {
  it('a dealer starts no training', async () => {
    expect((await world.call('pei', trainModel, { body: { kind: 'response' } })).status).toBe(403)
  })
  it('nothing is foretold, and the analysis says why', async () => {
    await world.as('system', refreshFacts)
    expect((await models('lead-to-sale')).items).toEqual([])
    const { body } = await world.call('pei', readAnalysis, {
      params: { name: 'propensity-quality' },
      query: {},
    })
    expect(body.empty?.en).toContain('No such model')
  })
  it('with nobody who bought twice it makes no version at all', async () => {
    expect(await run(trainJob, 'repurchase')).toEqual({ repurchase: 'too few rows' })
    expect((await models('repurchase')).items).toEqual([])
  })
})

describe('what a model may know', () => {
  it('is never what comes later', () => {
    const later = /grade|stage|breach|visit|order|deliver|lost|revenue|closed|feedback|holder|score/i
    expect(arrivalFeatures.map(({ name }) => name).filter((name) => later.test(name))).toEqual([])
    expect(ownerFeatures.map(({ name }) => name)).not.toContain('again')
  })
})

describe('lead to sale, with planted drivers', () => {
  beforeAll(async () => {
    await run(trainJob, 'lead-to-sale')
    await run(scoreJob, 'lead-to-sale')
  })
  it('ranks later leads as well as the truth itself, within the error of the area', async () => {
    const one = await latest('lead-to-sale', 'logistic')
    const judged = history.filter(({ at }) => at.toISOString().slice(0, 10) >= one.heldOutFrom)
    const truth = areaUnderCurve(
      Uint8Array.from(judged, ({ sold }) => (sold ? 1 : 0)),
      Float64Array.from(judged, ({ p }) => p),
    )
    expect([one.heldOut, one.refusals]).toEqual([expect.closeTo(judged.length, -1.5), []])
    expect(Math.abs(one.area!.estimate - truth.estimate)).toBeLessThan(0.02)
    expect(one.area!.estimate).toBeLessThan(0.85)
    expect(one.lift[0]!.lift).toBeGreaterThan(1.5)
  })
  it('is judged by later leads than it learned from', async () => {
    const one = await latest('lead-to-sale', 'logistic')
    expect(one.trainedOn + one.heldOut).toBe(4_000)
    expect(one.heldOut).toBeGreaterThan(900)
    expect(one.heldOutFrom > '2026-01-01').toBe(true)
  })
  it('learns nothing from leads that an order made', async () => {
    const { weights } = await latest('lead-to-sale', 'logistic')
    expect(weights.filter(({ level }) => level?.en === 'walk-in')).toEqual([])
  })
  it('gives the planted drivers the greatest weights', async () => {
    const { weights } = await latest('lead-to-sale', 'logistic')
    const names = weights.slice(0, 3).map(({ feature }) => feature.en)
    expect(names).toContain('Purchase horizon')
    expect(names).toContain('Source')
  })
  it('the first that may be published takes the empty place; the weighted sum, for trees are not surely better', async () => {
    const { items, scored } = await models('lead-to-sale')
    expect(items.filter(({ state }) => state === 'champion').map(({ algorithm }) => algorithm)).toEqual([
      'logistic',
    ])
    expect(scored.reduce((sum, { subjects }) => sum + subjects, 0)).toBe(60)
  })
  it('tells of a lead why, naming the planted driver', async () => {
    const one = open.find(({ horizon, source }) => horizon === 'week' && source === 'showroom')!
    const { items } = (await world.call('meng', readLeadScores, { params: { id: one.id } })).body
    expect(items[0]).toMatchObject({ kind: 'lead-to-sale', band: 'high' })
    expect(Math.abs(items[0]!.score - one.p)).toBeLessThan(0.08)
    expect(items[0]!.reasons.slice(0, 2).map(({ feature, value }) => [feature.en, value?.en])).toEqual(
      expect.arrayContaining([['Purchase horizon', 'within a week']]),
    )
  })
  it('shows a dealer the scores of its own leads and of no other', async () => {
    const [own, other] = ['D0001', 'D0004'].map((code) => open.find(({ dealer }) => dealer === code)!)
    expect((await world.call('pei', readLeadScores, { params: { id: own!.id } })).body.items).toHaveLength(1)
    expect((await world.call('pei', readLeadScores, { params: { id: other!.id } })).status).toBe(404)
    const seen = await world.as('pei', (ctx) =>
      ctx.db.selectFrom('insights.propensityScore').select('leadId').execute(),
    )
    const mine = open.filter(({ dealer }) => dealer === 'D0001').map(({ id }) => id)
    expect(seen.map(({ leadId }) => leadId).sort()).toEqual(mine.sort())
  })
  it('stands in the list of leads and narrows it', async () => {
    const list = (query: object) => world.call('pei', listLeads, { query: { limit: 100, ...query } })
    const high = (await list({ chance: ['high'] })).body.items
    const mine = (await list({ open: 'true' })).body.items
    expect(high.length).toBeGreaterThan(0)
    expect(high.map(({ id }) => id)).toEqual(
      mine.filter(({ chance }) => chance?.band === 'high').map(({ id }) => id),
    )
    expect(high[0]!.chance).toMatchObject({ band: 'high', model: expect.any(Number) })
  })
  it('measures how far those it meets have moved', async () => {
    const drift = (await latest('lead-to-sale', 'logistic')).drift!
    expect(drift.find(({ feature }) => feature.en === 'Purchase horizon')!.index).toBeLessThan(0.25)
    const { body } = await world.call('pei', readAnalysis, {
      params: { name: 'propensity-drift' },
      query: { with: ['kind:lead-to-sale'] },
    })
    expect(body.rows).toHaveLength(drift.length)
    expect(body.says?.en).toContain('has moved most')
  })
  it.each(['lift', 'roc', 'calibration'])('draws its %s', async (drawing) => {
    const { body } = await world.call('pei', readAnalysis, {
      params: { name: 'propensity-quality' },
      query: { with: [`chart:${drawing}`] },
    })
    expect(body.rows.length).toBeGreaterThan(5)
    expect(body.model?.version).toBeGreaterThan(0)
  })
})

describe('a model of dice', () => {
  beforeAll(() => run(trainJob, 'response'))
  it('is kept, says why it may not be published, and is not', async () => {
    const one = await latest('response', 'logistic')
    expect(one.refusals).toContain('no-better-than-base-rate')
    expect(one.state).toBe('challenger')
    const reply = await world.call('meng', publishModel, { params: { id: one.id } })
    expect([reply.status, reply.problem.title]).toEqual([422, expect.stringContaining('base rate')])
  })
})

describe('champion and challengers', () => {
  it('a region publishes nothing', async () => {
    const { id } = await latest('lead-to-sale', 'boosted')
    expect((await world.call('huo', publishModel, { params: { id } })).status).toBe(403)
  })
  it('head office publishes a challenger: the champion steps back, and everybody is scored anew', async () => {
    const one = await latest('lead-to-sale', 'boosted')
    expect((await world.call('meng', publishModel, { params: { id: one.id } })).status).toBe(202)
    await run(scoreJob, 'lead-to-sale')
    const { items } = await models('lead-to-sale')
    expect(items.map(({ algorithm, state }) => [algorithm, state]).sort()).toEqual([
      ['boosted', 'champion'],
      ['logistic', 'challenger'],
    ])
    const { body } = await world.call('meng', readLeadScores, { params: { id: open[0]!.id } })
    expect(body.items[0]!.model).toBe(one.number)
    expect((await world.call('meng', publishModel, { params: { id: one.id } })).status).toBe(409)
  })
  it('a later training changes nothing that is published', async () => {
    const before = (await models('lead-to-sale')).items.find(({ state }) => state === 'champion')!
    await run(trainJob, 'lead-to-sale')
    const { items } = await models('lead-to-sale')
    expect(items).toHaveLength(4)
    expect(items.find(({ state }) => state === 'champion')!.id).toBe(before.id)
  })
  it('a champion that retires takes its scores with it, and never comes back', async () => {
    const one = (await models('lead-to-sale')).items.find(({ state }) => state === 'champion')!
    expect((await world.call('meng', retireModel, { params: { id: one.id } })).body.state).toBe('retired')
    expect((await models('lead-to-sale')).scored).toEqual([])
    expect((await world.call('meng', publishModel, { params: { id: one.id } })).status).toBe(409)
  })
})

describe('back to the customer', () => {
  const valued = async (customer: string, valueClass: string, stage: string) => {
    const [valuation] = await world.sql<{ id: string }>(
      `insert into insights.valuation (id, at, judged_on, customers, rule) values (gen_random_uuid(), now(), '2026-11-22', 2, '{}') returning id`,
    )
    await world.sql(
      `insert into insights.verdict (id, valuation_id, value_class, abc, stage, stage_reason, recency, frequency, monetary, days_since, purchases, amount_fen, profit_fen)
       values ($1, $2, $3, 'A', $4, 'comes as before', 5, 5, 5, 10, 3, 0, 0)`,
      [customer, valuation!.id, valueClass, stage],
    )
  }
  const next = (who: string, id: string) => world.call(who, readNextActions, { params: { id } })
  let own: Planted
  let other: Planted
  beforeAll(async () => {
    own = history.find(({ dealer }) => dealer === 'D0001')!
    other = history.find(({ dealer }) => dealer === 'D0004')!
    await valued(own.customer, 'honoured', 'declining')
    await valued(other.customer, 'honoured', 'declining')
  })
  it('another dealer’s customer is not there', async () => {
    expect((await next('pei', other.customer)).status).toBe(404)
  })
  it('without a consent nothing is suggested but to ask for it', async () => {
    const { body } = await next('pei', own.customer)
    expect(body).toMatchObject({ valueClass: 'honoured', stage: 'declining' })
    expect(body.items).toEqual([
      { action: 'ask-consent', reasons: ['no-consent-service'], channel: null, purpose: null, leadId: null },
    ])
  })
  it('with the consent for this dealer it is suggested to this dealer, and not to head office', async () => {
    await world.sql(`update customers.customer set phone = '+8613800138000' where id = $1`, [own.customer])
    await world.as('system', (ctx) =>
      recordConsents(ctx, [
        {
          customerId: own.customer,
          purpose: 'service',
          recipient: 'dealer',
          recipientId: castId('D0001'),
          granted: true,
          channel: 'signed',
          evidence: '表单',
          happenedAt: ctx.now,
        },
      ]),
    )
    expect((await next('pei', own.customer)).body.items[0]).toMatchObject({
      action: 'save',
      channel: 'phone',
      reasons: ['declining', 'honoured'],
    })
    expect((await next('meng', own.customer)).body.items[0]).toMatchObject({ action: 'ask-consent' })
  })
  it('the list of customers is narrowed by class and stage, each dealer within its own', async () => {
    const list = async (who: string, query: object) =>
      (await world.call(who, listCustomers, { query })).body.items.map(({ id }) => id)
    expect(await list('pei', { valueClass: ['honoured'] })).toEqual([own.customer])
    expect((await list('meng', { valueClass: ['honoured'], valueStage: ['declining'] })).sort()).toEqual(
      [own.customer, other.customer].sort(),
    )
    expect(await list('meng', { valueStage: ['ended'] })).toEqual([])
  })
})
