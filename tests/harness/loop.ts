import { randomUUID } from 'node:crypto'
import { refreshFacts } from '../../server/domains/insights/facts/refresh.ts'
import { castId } from './cast.ts'
import type { World } from './world.ts'

export type LeadGiven = {
  /** Code of the dealer that holds it; left out, it waits in the pool. */
  dealer?: string
  brand?: 'HL' | 'XC'
  campaign?: string
  medium?: string
  series?: string
  captured: string
  dispatched?: string
  due?: string
  feedback?: string
  breaches?: number
  visited?: string
  driven?: string
  ordered?: string
  delivered?: string
  revenueFen?: number
  lost?: string
  lostReason?: string
  nextStep?: string
  consultant?: string
  id?: string
}

const end = (given: LeadGiven) => given.delivered ?? given.lost ?? null
const stageOf = (given: LeadGiven) =>
  given.delivered
    ? 'delivery'
    : given.lost
      ? 'lost'
      : given.ordered
        ? 'order'
        : given.driven
          ? 'test-drive'
          : given.visited
            ? 'visit'
            : given.feedback
              ? 'profile'
              : 'new'
let number = 0

/** A lead as it stands, straight into the database: for tests of what is read from leads, not of how they come to be. */
export async function putLead(world: World, given: LeadGiven): Promise<{ id: string; customerId: string }> {
  const [id, customerId] = [given.id ?? randomUUID(), randomUUID()]
  const now = world.clock.now()
  await world.sql(
    `insert into customers.customer (id, name, phone, created_at, updated_at, seen_at) values ($1, $2, $3, $4, $4, $4)`,
    [customerId, `客户${++number}`, '+8613800138000', now],
  )
  await world.sql(`insert into customers.finder (customer_id, keys, seen_at) values ($1, '{}', $2)`, [
    customerId,
    now,
  ])
  const brandId = castId(given.brand ?? 'HL')
  const dealerId = given.dealer ? castId(given.dealer) : null
  for (const nodeId of [brandId, dealerId])
    if (nodeId)
      await world.sql('insert into customers.reach (node_id, customer_id, seen_at) values ($1, $2, $3)', [
        nodeId,
        customerId,
        now,
      ])
  const row: Record<string, unknown> = {
    id,
    number: `L-TEST-${String(number).padStart(5, '0')}`,
    brand_id: brandId,
    customer_id: customerId,
    holder: given.consultant ? 'consultant' : dealerId ? 'dealer' : 'pool',
    dealer_id: dealerId,
    consultant_id: given.consultant ? castId(given.consultant) : null,
    stage: stageOf(given),
    grade: 'A',
    score: 60,
    series_id: given.series ? castId(given.series) : null,
    source: 'website',
    medium: given.medium ?? null,
    campaign_id: given.campaign ? castId(given.campaign) : null,
    captured_at: given.captured,
    last_touch_at: given.captured,
    dispatched_at: given.dispatched ?? null,
    due_at: given.due ?? null,
    first_feedback_at: given.feedback ?? null,
    breaches: given.breaches ?? 0,
    visited_at: given.visited ?? null,
    test_driven_at: given.driven ?? null,
    ordered_at: given.ordered ?? null,
    delivered_at: given.delivered ?? null,
    revenue_fen: given.revenueFen ?? null,
    lost_at: given.lost ?? null,
    lost_reason: given.lostReason ?? null,
    closed_at: end(given),
    next_step: 'call',
    next_step_at: end(given) ? null : (given.nextStep ?? '2026-12-31T00:00:00Z'),
    created_at: given.captured,
    updated_at: now,
  }
  const names = Object.keys(row)
  await world.sql(
    `insert into leads.lead (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  )
  return { id, customerId }
}

export async function putSpend(
  world: World,
  given: {
    campaign: string
    brand: string
    medium: string
    region?: string
    day: string
    spendFen: number
    contacts: number
  },
): Promise<string> {
  const id = randomUUID()
  await world.sql(
    `insert into campaigns.spend (id, campaign_id, brand_id, medium, region_id, day, spend_fen, impressions, clicks, contacts, updated_at) values ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $9)`,
    [
      id,
      castId(given.campaign),
      castId(given.brand),
      given.medium,
      given.region ? castId(given.region) : null,
      given.day,
      given.spendFen,
      given.contacts,
      world.clock.now(),
    ],
  )
  return id
}

/**
 * Two dealers' loop in October and November 2026, small enough to add up by hand:
 * D0001 six leads, D0004 three, one waiting in the pool, one of the other brand.
 */
export async function putSmallLoop(world: World): Promise<void> {
  const trade = { campaign: 'C-TRADE', medium: 'search' }
  await putLead(world, {
    ...trade,
    dealer: 'D0001',
    series: '越岭',
    captured: '2026-11-02T02:00:00Z',
    dispatched: '2026-11-02T03:00:00Z',
    due: '2026-11-09T03:00:00Z',
    feedback: '2026-11-03T03:00:00Z',
    visited: '2026-11-04T03:00:00Z',
    driven: '2026-11-04T05:00:00Z',
    ordered: '2026-11-06T03:00:00Z',
    delivered: '2026-11-16T03:00:00Z',
    revenueFen: 20_000_000,
  })
  await putLead(world, {
    ...trade,
    dealer: 'D0001',
    series: '越岭',
    captured: '2026-11-03T02:00:00Z',
    dispatched: '2026-11-03T03:00:00Z',
    due: '2026-11-10T03:00:00Z',
    feedback: '2026-11-05T03:00:00Z',
    visited: '2026-11-07T03:00:00Z',
    driven: '2026-11-07T05:00:00Z',
    ordered: '2026-11-14T03:00:00Z',
  })
  await putLead(world, {
    ...trade,
    dealer: 'D0001',
    series: '云衡',
    captured: '2026-11-04T02:00:00Z',
    dispatched: '2026-11-04T03:00:00Z',
    due: '2026-11-11T03:00:00Z',
    feedback: '2026-11-12T03:00:00Z',
    breaches: 1,
    visited: '2026-11-15T03:00:00Z',
  })
  await putLead(world, {
    dealer: 'D0001',
    medium: 'walk-in',
    series: '云衡',
    captured: '2026-11-05T02:00:00Z',
    dispatched: '2026-11-05T02:00:00Z',
    due: '2026-11-12T02:00:00Z',
    feedback: '2026-11-05T04:00:00Z',
    lost: '2026-11-08T03:00:00Z',
    lostReason: 'price',
  })
  await putLead(world, {
    ...trade,
    dealer: 'D0001',
    captured: '2026-11-10T02:00:00Z',
    dispatched: '2026-11-10T03:00:00Z',
    due: '2026-11-17T03:00:00Z',
  })
  await putLead(world, {
    ...trade,
    dealer: 'D0001',
    series: '越岭',
    captured: '2026-10-10T02:00:00Z',
    dispatched: '2026-10-10T03:00:00Z',
    due: '2026-10-17T03:00:00Z',
    feedback: '2026-10-11T03:00:00Z',
    visited: '2026-11-20T03:00:00Z',
  })
  await putLead(world, {
    ...trade,
    dealer: 'D0004',
    series: '越岭',
    captured: '2026-11-02T02:00:00Z',
    dispatched: '2026-11-02T03:00:00Z',
    due: '2026-11-09T03:00:00Z',
    feedback: '2026-11-03T03:00:00Z',
    visited: '2026-11-09T03:00:00Z',
    driven: '2026-11-09T05:00:00Z',
    ordered: '2026-11-09T07:00:00Z',
    delivered: '2026-11-19T03:00:00Z',
    revenueFen: 23_000_000,
  })
  await putLead(world, {
    ...trade,
    dealer: 'D0004',
    captured: '2026-11-08T02:00:00Z',
    dispatched: '2026-11-08T03:00:00Z',
    due: '2026-11-15T03:00:00Z',
    feedback: '2026-11-09T03:00:00Z',
    lost: '2026-11-18T03:00:00Z',
    lostReason: 'elsewhere',
  })
  await putLead(world, {
    dealer: 'D0004',
    captured: '2026-11-09T02:00:00Z',
    dispatched: '2026-11-09T03:00:00Z',
    due: '2026-11-16T03:00:00Z',
    feedback: '2026-11-10T03:00:00Z',
    lost: '2026-11-18T03:00:00Z',
    lostReason: 'price',
  })
  await putLead(world, { ...trade, captured: '2026-11-11T02:00:00Z' })
  await putLead(world, {
    brand: 'XC',
    campaign: 'C-N7',
    medium: 'live-stream',
    dealer: 'D0005',
    series: '星程 N7',
    captured: '2026-11-12T02:00:00Z',
    dispatched: '2026-11-12T03:00:00Z',
    due: '2026-11-19T03:00:00Z',
    feedback: '2026-11-13T03:00:00Z',
  })
  await putSpend(world, {
    campaign: 'C-TRADE',
    brand: 'HL',
    medium: 'search',
    region: 'HL-E',
    day: '2026-11-02',
    spendFen: 400_000,
    contacts: 40,
  })
  await putSpend(world, {
    campaign: 'C-TRADE',
    brand: 'HL',
    medium: 'search',
    region: 'HL-S',
    day: '2026-11-09',
    spendFen: 300_000,
    contacts: 30,
  })
  await putSpend(world, {
    campaign: 'C-N7',
    brand: 'XC',
    medium: 'live-stream',
    region: 'XC-E',
    day: '2026-11-12',
    spendFen: 500_000,
    contacts: 20,
  })
  await putSpend(world, {
    campaign: 'C-TRADE',
    brand: 'HL',
    medium: 'search',
    region: 'HL-E',
    day: '2026-10-12',
    spendFen: 100_000,
    contacts: 10,
  })
  for (const [dealer, day, visits, phones] of [
    ['D0001', '2026-11-02', 30, 8],
    ['D0001', '2026-11-03', 20, 5],
    ['D0004', '2026-11-02', 50, 9],
  ] as const)
    await world.sql(
      `insert into extranet.daily_count (id, dealer_id, brand_id, day, showroom_visits, phone_enquiries, reported_at, late, updated_at) values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, false, $6)`,
      [castId(dealer), castId('HL'), day, visits, phones, world.clock.now()],
    )
}

let visits = 0
/** A car in the workshop, straight into the database: for tests of what is read from repair orders. */
export async function putRepairOrder(
  world: World,
  given: { dealer: string; brand?: 'HL' | 'XC'; customerId: string; on: string; fen: number; kind?: string },
): Promise<string> {
  const id = randomUUID()
  await world.sql(
    `insert into service.repair_order (id, number, brand_id, dealer_id, customer_id, plate, opened_at, kind, labour_fen, parts_fen, total_fen, source, created_at, updated_at)
     values ($1, $2, $3, $4, $5, '浙A12345', $6, $7, $8, 0, $8, 'dms', $6, $6)`,
    [
      id,
      `R-TEST-${++visits}`,
      castId(given.brand ?? 'HL'),
      castId(given.dealer),
      given.customerId,
      `${given.on}T02:00:00Z`,
      given.kind ?? 'maintenance',
      given.fen,
    ],
  )
  return id
}

/** Each of the brand's four dealers counted its showroom once, and the facts know. */
export async function putReports(world: World): Promise<void> {
  for (const dealer of ['D0001', 'D0002', 'D0003', 'D0004'])
    await world.sql(
      `insert into extranet.daily_count (id, dealer_id, brand_id, day, showroom_visits, phone_enquiries, reported_at, late, updated_at)
       values (gen_random_uuid(), $1, $2, '2026-11-20', 10, 4, $3, false, $3)`,
      [castId(dealer), castId('HL'), world.clock.now()],
    )
  await world.as('system', refreshFacts)
}

/** One more touch of a lead, as an advertisement or a form leaves it. */
export async function putTouch(
  world: World,
  given: { leadId: string; at: string; medium?: string; campaign?: string; source?: string },
): Promise<void> {
  const recordId = randomUUID()
  const source = given.source ?? 'website'
  await world.sql(
    `insert into customers.source_record (id, kind, source, happened_at, received_at, nth, raw)
     values ($1, 'lead', $2, $3, $3, 1, '{}')`,
    [recordId, source, given.at],
  )
  await world.sql(
    `insert into leads.touch (id, lead_id, record_id, at, source, medium, campaign_id, joined) values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, false)`,
    [
      given.leadId,
      recordId,
      given.at,
      source,
      given.medium ?? null,
      given.campaign ? castId(given.campaign) : null,
    ],
  )
}
