import { castId } from '../harness/cast.ts'
import type { RouteCases } from './case.ts'
import { ofCustomer } from './customers.ts'

const settings = { linkAt: 13, reviewAt: 1, mostLinked: 5, automatic: true, version: 0 }

export const matchModelCases: RouteCases = {
  'GET /api/match-model': { as: 'xie' },
  'GET /api/match-runs': { as: 'xie' },
  'POST /api/match-runs': { as: 'meng', body: { retrain: false } },
  'GET /api/match-policies': { as: 'xie' },
  'PUT /api/match-policies/:brand': {
    as: 'meng',
    params: { brand: castId('HL') },
    body: settings,
    outOfScope: { as: 'shi', params: { brand: castId('HL') } },
  },
  'GET /api/match-threshold': { as: 'xie', query: { linkAt: 10, reviewAt: -2 } },
  'GET /api/customers/:id/cluster': ofCustomer(),
}
