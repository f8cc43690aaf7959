import { castId } from '../harness/cast.ts'
import type { RouteCases } from './case.ts'

const trade = { params: { id: castId('C-TRADE') } }
const plan = { name: '冬季试驾', medium: 'tv', budgetFen: 100, startsOn: '2026-12-01', endsOn: '2026-12-31' }
const other = { outOfScope: { as: 'shi', ...trade } }

export const campaignCases: RouteCases = {
  'GET /api/campaigns': { as: 'gu' },
  'GET /api/campaigns/media': { as: 'gu' },
  'GET /api/campaigns/:id': { as: 'gu', ...trade, ...other },
  'POST /api/campaigns': { as: 'meng', body: { code: 'C-ROUTE', brandId: castId('HL'), ...plan } },
  'PUT /api/campaigns/:id': { as: 'meng', ...trade, body: { version: 1, ...plan }, ...other },
  'POST /api/campaigns/:id/tracking-codes': {
    as: 'meng',
    ...trade,
    body: { code: 'trk-route', medium: 'tv' },
    ...other,
  },
  'DELETE /api/campaigns/:id/tracking-codes/:codeId': {
    as: 'meng',
    params: { id: castId('C-TRADE'), codeId: castId('trk-trade') },
    outOfScope: { as: 'shi', params: { id: castId('C-TRADE'), codeId: castId('trk-trade') } },
  },
  'PUT /api/campaigns/:id/spend': {
    as: 'meng',
    ...trade,
    body: { days: [{ day: '2026-12-02', spendFen: 100 }] },
    ...other,
  },
}
