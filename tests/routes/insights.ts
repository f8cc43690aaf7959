import { usualRule } from '../../contract/value.ts'
import { newId } from '../../server/kernel/ids.ts'
import { castId } from '../harness/cast.ts'
import { putReports } from '../harness/loop.ts'
import type { World } from '../harness/world.ts'
import type { RouteCases } from './case.ts'
import { ofCustomer } from './customers.ts'
import { makeLead } from './leads.ts'

const query = { from: '2026-11-01', to: '2026-11-22' }

/** A version that may be published, as a training leaves it. */
async function madeModel(world: World) {
  const id = newId()
  const judgement = { rows: 400, hits: 80, area: { estimate: 0.7, low: 0.6, high: 0.8 }, refusals: [] }
  await world.sql(
    `insert into insights.propensity_model (id, kind, number, algorithm, trained_at, features, horizon_days, base_rate, trained_on, held_out,
       held_out_from, model, bands, footprints, judgement, recommended)
     select $1, 'lead-to-sale', coalesce(max(number), 0) + 1, 'logistic', now(), '{source}', 60, 0.2, 1200, 400, '2026-06-01', '{}', '{}', '[]', $2, true
     from insights.propensity_model`,
    [id, JSON.stringify(judgement)],
  )
  return {
    params: { id },
    outOfScope: { as: 'meng', params: { id: '01900000-0000-7000-8000-000000000404' } },
  }
}

const morning = { title: '晨会', tiles: [{ analysis: 'traffic' }] }
/** A board of 裴静's; nobody else's. */
const madeBoard = async (world: World) => {
  const id = newId()
  await world.sql(
    `insert into insights.board (id, owner_id, title, tiles, filters, created_at, updated_at)
     values ($1, $2, '晨会', '[{"analysis":"traffic"}]', '', now(), now())`,
    [id, castId('pei')],
  )
  return { params: { id }, outOfScope: { as: 'meng', params: { id } } }
}
const madeSubscription = async (world: World) => {
  const id = newId()
  await world.sql(
    `insert into insights.subscription (id, owner_id, board, filters, rhythm, day, hour, created_at)
     values ($1, $2, $3, '', 'weekly', 1, 8, now())`,
    [id, castId('pei'), id],
  )
  return { params: { id }, outOfScope: { as: 'meng', params: { id } } }
}

/** A plan of the southern dealer: the eastern region does not see it. */
const madePlan = async (world: World) => {
  const [row] = await world.sql<{ id: string }>(
    `insert into insights.plan (id, dealer_id, brand_id, month, measure, value) values ($1, $2, $3, '2026-11-01', 'orders', 12)
     on conflict (dealer_id, brand_id, month, series_id, measure) do update set value = excluded.value returning id`,
    [newId(), castId('D0004'), castId('HL')],
  )
  const params = { id: row!.id }
  return { params, outOfScope: { as: 'huo', params } }
}

/** An audience of 裴静's; nobody else's. */
const madeAudience = async (world: World) => {
  const id = newId()
  await world.sql(
    `insert into insights.audience (id, owner_id, name, criteria, created_at, updated_at)
     values ($1, $2, '老客户', '{"abc":["A"]}', now(), now())`,
    [id, castId('pei')],
  )
  return { params: { id }, outOfScope: { as: 'meng', params: { id } } }
}
const oldCustomers = { name: '老客户', criteria: { abc: ['A'] } }

export const insightCases: RouteCases = {
  'GET /api/insights/loop': { as: 'pei', query },
  'GET /api/insights/loop/by/:dimension': { as: 'pei', params: { dimension: 'campaign' }, query },
  'GET /api/insights/weekly': { as: 'pei', query },
  'GET /api/insights/ageing': { as: 'pei', query },
  'GET /api/insights/lost-reasons': { as: 'pei', query },
  'GET /api/insights/explain/:metric': { as: 'pei', params: { metric: 'leads' }, query },
  'GET /api/insights/rows/:metric': { as: 'pei', params: { metric: 'leads' }, query },
  'GET /api/insights/rows/:metric/export': {
    as: 'pei',
    params: { metric: 'leads' },
    query: { ...query, reason_for_export: '周会' },
  },
  'POST /api/insights/refresh': { as: 'pei' },
  'GET /api/insights/value': { as: 'pei' },
  'GET /api/insights/value/customers': { as: 'pei' },
  'GET /api/insights/value/customers/export': { as: 'pei', query: { reason_for_export: '周会' } },
  'GET /api/insights/verdicts/:id': ofCustomer(),
  'GET /api/insights/value/rule': { as: 'pei' },
  'PUT /api/insights/value/rule': {
    as: 'meng',
    body: { rule: usualRule, number: 0 },
  },
  'POST /api/insights/value/run': { as: 'meng' },
  'GET /api/insights/experiments': { as: 'meng' },
  'POST /api/insights/experiments': {
    as: 'meng',
    prepare: async (world) => {
      await putReports(world)
      return {}
    },
    body: {
      name: '展厅活动',
      brandId: castId('HL'),
      unit: 'dealers',
      startsOn: '2026-12-01',
      endsOn: '2026-12-14',
      audience: {},
      heldOutShare: 0.5,
    },
  },
  'GET /api/insights/plans': { as: 'pei' },
  'GET /api/insights/plans/table': { as: 'pei', query: { year: '2026' } },
  'GET /api/insights/plans/export': { as: 'pei', query: { year: '2026', reason_for_export: '月会' } },
  'PUT /api/insights/plans': {
    as: 'huo',
    body: { cells: [{ dealerId: castId('D0001'), month: '2026-11', measure: 'orders', value: 30 }] },
  },
  'DELETE /api/insights/plans/:id': { as: 'meng', prepare: madePlan },
  'GET /api/insights/models': { as: 'pei', query: { kind: 'lead-to-sale' } },
  'POST /api/insights/models': { as: 'meng', body: { kind: 'repurchase' } },
  'POST /api/insights/models/:id/publication': { as: 'meng', prepare: madeModel },
  'DELETE /api/insights/models/:id/publication': { as: 'meng', prepare: madeModel },
  'GET /api/insights/scores/leads/:id': {
    as: 'gu',
    prepare: async (world) => {
      const params = { id: (await makeLead(world)).leadId! }
      return { params, outOfScope: { as: 'ge', params } }
    },
  },
  'GET /api/insights/next-actions/:id': ofCustomer(),
  'GET /api/insights/analyses': { as: 'pei' },
  'GET /api/insights/analyses/:name': { as: 'pei', params: { name: 'traffic' }, query },
  'GET /api/insights/analyses/:name/rows': {
    as: 'pei',
    params: { name: 'funnel' },
    query: { ...query, row: 'step:leads' },
  },
  'GET /api/insights/analyses/:name/export': {
    as: 'pei',
    params: { name: 'traffic' },
    query: { ...query, reason_for_export: '周会' },
  },
  'GET /api/insights/boards': { as: 'pei' },
  'GET /api/insights/boards/:key': {
    as: 'pei',
    params: { key: 'dealer' },
    outOfScope: { as: 'pei', params: { key: 'head-office' } },
  },
  'POST /api/insights/boards': { as: 'pei', body: morning },
  'PUT /api/insights/boards/:id': { as: 'pei', prepare: madeBoard, body: { version: 1, ...morning } },
  'DELETE /api/insights/boards/:id': { as: 'pei', prepare: madeBoard },
  'GET /api/insights/explore': { as: 'pei' },
  'GET /api/insights/explore/:fact': {
    as: 'pei',
    params: { fact: 'leads' },
    query: { ...query, by: ['week', 'series'], measure: ['leads', 'order-rate'] },
  },
  'GET /api/insights/explore/:fact/export': {
    as: 'pei',
    params: { fact: 'leads' },
    query: { ...query, by: 'series', reason_for_export: '周会' },
  },
  'GET /api/insights/subscriptions': { as: 'pei' },
  'POST /api/insights/subscriptions': {
    as: 'pei',
    body: { board: 'dealer', rhythm: 'daily', hour: 8 },
    elsewhere: 'server/domains/insights/boards/subscriptions.test.ts: no mail server here',
  },
  'DELETE /api/insights/subscriptions/:id': { as: 'pei', prepare: madeSubscription },
  'GET /api/insights/audiences': { as: 'pei' },
  'GET /api/insights/audiences/:id': { as: 'pei', prepare: madeAudience },
  'POST /api/insights/audiences': { as: 'pei', body: oldCustomers },
  'PUT /api/insights/audiences/:id': {
    as: 'pei',
    prepare: madeAudience,
    body: { version: 1, ...oldCustomers },
  },
  'DELETE /api/insights/audiences/:id': { as: 'pei', prepare: madeAudience },
  'POST /api/insights/audiences/preview': { as: 'pei', body: { criteria: { abc: ['A'] } } },
  'POST /api/insights/audiences/:id/taking': { as: 'pei', prepare: madeAudience },
  'GET /api/insights/audiences/:id/members': { as: 'pei', prepare: madeAudience },
  'GET /api/insights/audiences/:id/export': {
    as: 'pei',
    prepare: madeAudience,
    query: { reason_for_export: '回访' },
  },
  'GET /api/insights/customers/:id/audiences': ofCustomer(),
}
