import { defaultPolicy } from '../../contract/policy.ts'
import { openDispute } from '../../server/domains/leads/actions/dispute.ts'
import { giveFeedback } from '../../server/domains/leads/actions/feedback.ts'
import { captureLeads, type LeadArrival, type LeadCaptured } from '../../server/domains/leads/index.ts'
import { castId } from '../harness/cast.ts'
import type { World } from '../harness/world.ts'
import type { RouteCase, RouteCases } from './case.ts'

let next = 13_700_000_000
/** A lead in the state a case needs; every call makes another person. */
export async function makeLead(world: World, more: Partial<LeadArrival> = {}): Promise<LeadCaptured> {
  const [answer] = await world.as('system', (ctx) =>
    captureLeads(ctx, [
      {
        source: 'website',
        brand: 'HL',
        series: '越岭',
        horizon: 'month',
        person: { name: '公冶文静', phones: [String(next++)], division: '330108' },
        consents: [{ purpose: 'sales', recipient: 'dealer', granted: true }],
        raw: {},
        ...more,
      },
    ]),
  )
  return answer!
}

const inDealer = async (world: World) => ({ params: { id: (await makeLead(world)).leadId! } })
/** Waits in the pool for want of a dealer around, though consented. */
const inPool = async (world: World) => ({
  params: {
    id: (await makeLead(world, { person: { name: '司马晴', phones: [String(next++)], division: '650102' } }))
      .leadId!,
  },
})
const feedback = {
  contacted: 'reached',
  outcome: 'follow-up',
  nextStep: 'call',
  nextStepAt: '2026-11-24T02:00:00Z',
} as const
/** The same row asked for by another dealer's consultant. */
const byOthers = { outOfScope: { as: 'ge' } }
const ofOtherBrand = { outOfScope: { as: 'shi' } }
const policy = { params: { id: castId('HL') } }

export const leadCases: RouteCases = {
  'POST /api/leads': {
    as: 'meng',
    body: { source: 'website', brand: 'HL', person: { name: '张伟', phone: '13700990001' } },
  },
  'POST /api/leads/adf': {
    as: 'meng',
    headers: { 'content-type': 'application/xml' },
    body: '<adf><prospect><vehicle><make>环路</make><model>越岭</model></vehicle><customer><contact><name part="full">李雷</name><phone>13700990002</phone></contact></customer></prospect></adf>',
  },
  'GET /api/leads': { as: 'gu' },
  'GET /api/leads/counts': { as: 'gu' },
  'GET /api/leads/export': { as: 'pei', query: { reason: '月度复盘' } },
  'GET /api/leads/consultants': { as: 'pei' },
  'GET /api/leads/:id': { as: 'gu', prepare: inDealer, ...byOthers },
  'GET /api/leads/:id/touches': { as: 'gu', prepare: inDealer, ...byOthers },
  'GET /api/leads/:id/custody': { as: 'gu', prepare: inDealer, ...byOthers },
  'POST /api/leads/:id/feedback': { as: 'gu', prepare: inDealer, body: feedback, ...byOthers },
  'DELETE /api/leads/:id/feedback/:feedbackId': { as: 'gu', prepare: fedBack, ...byOthers },
  'POST /api/leads/:id/assignment': {
    as: 'pei',
    prepare: inDealer,
    body: { consultantId: castId('gu') },
    outOfScope: { as: 'han' },
  },
  'POST /api/leads/:id/dispute': {
    as: 'gu',
    prepare: inDealer,
    body: { reason: 'wrong-number', note: '空号' },
    ...byOthers,
  },
  'GET /api/leads/:id/candidates': { as: 'meng', prepare: inDealer, ...ofOtherBrand },
  'POST /api/leads/:id/dispatch': {
    as: 'meng',
    prepare: inDealer,
    body: { dealerId: castId('D0002') },
    ...ofOtherBrand,
  },
  'POST /api/leads/:id/recall': {
    as: 'meng',
    prepare: inDealer,
    body: { note: '店方无人' },
    ...ofOtherBrand,
  },
  'POST /api/leads/:id/dispute/decision': {
    as: 'meng',
    prepare: disputed,
    body: { decision: 'rejected' },
    ...ofOtherBrand,
  },
  'GET /api/dispatch/disputes': { as: 'meng' },
  'GET /api/dispatch': { as: 'meng' },
  'GET /api/dispatch/dealers': { as: 'meng' },
  'POST /api/dispatch/preview': { as: 'qiu', body: { seriesId: castId('越岭'), division: '330108' } },
  'POST /api/dispatch/bulk/preview': { as: 'meng', body: {} },
  'POST /api/dispatch/bulk': { as: 'meng', body: {} },
  'DELETE /api/dispatch/bulk/:id': { as: 'meng', prepare: bulkSent, ...ofOtherBrand },
  'GET /api/pool': { as: 'gu' },
  // D0005 sells the other brand only.
  'POST /api/pool/:id/claim': { as: 'gu', prepare: inPool },
  'GET /api/leads/policies': { as: 'meng' },
  'GET /api/leads/policies/:id': { as: 'meng', ...policy, ...ofOtherBrand },
  'PUT /api/leads/policies/:id': {
    as: 'meng',
    ...policy,
    body: { policy: defaultPolicy, version: 1 },
    ...ofOtherBrand,
  },
  'POST /api/leads/policies/:id/preview': {
    as: 'meng',
    ...policy,
    body: { clock: { ...defaultPolicy.clock, mode: 'working' }, zone: 'Asia/Urumqi' },
    ...ofOtherBrand,
  },
}

async function fedBack(world: World): Promise<Partial<RouteCase>> {
  const { leadId } = await makeLead(world)
  const { id } = await world.as('gu', (ctx) => giveFeedback(ctx, leadId!, feedback))
  return { params: { id: leadId!, feedbackId: id } }
}

async function disputed(world: World): Promise<Partial<RouteCase>> {
  const { leadId } = await makeLead(world)
  await world.as('gu', (ctx) => openDispute(ctx, leadId!, { reason: 'wrong-number', note: '空号' }))
  return { params: { id: leadId! } }
}

async function bulkSent(world: World): Promise<Partial<RouteCase>> {
  const { dispatchBatch } = await import('../../server/domains/leads/actions/bulk.ts')
  const waiting = await makeLead(world, { consents: [] })
  const bulkId = '01900000-0000-7000-8000-00000000b01c'
  await world.sql(
    `insert into consent.entry (id, customer_id, purpose, recipient, granted, channel, evidence, happened_at, recorded_at)
    values (gen_random_uuid(), $1, 'sales', 'dealer', true, 'phone', 'test', now(), now())`,
    [waiting.customerId],
  )
  await world.sql(
    `insert into consent.state (customer_id, purpose, recipient, recipient_key, granted, happened_at, entry_id)
    values ($1, 'sales', 'dealer', '00000000-0000-0000-0000-000000000000', true, now(), gen_random_uuid()) on conflict do nothing`,
    [waiting.customerId],
  )
  await world.as('meng', (ctx) => dispatchBatch(ctx, bulkId, [waiting.leadId!]))
  return { params: { id: bulkId } }
}
