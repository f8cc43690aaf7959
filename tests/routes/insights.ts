import type { RouteCases } from './case.ts'
import { ofCustomer } from './customers.ts'

const query = { from: '2026-11-01', to: '2026-11-22' }

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
  'POST /api/insights/value/run': { as: 'meng' },
  'GET /api/insights/analyses': { as: 'pei' },
  'GET /api/insights/analyses/:name': { as: 'pei', params: { name: 'traffic' }, query },
}
