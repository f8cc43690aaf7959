import { castId } from '../harness/cast.ts'
import type { RouteCases } from './case.ts'

const days = { from: '2026-11-20', to: '2026-11-22' }

export const extranetCases: RouteCases = {
  'GET /api/extranet/daily-counts': { as: 'meng', query: { ...days, dealer: castId('D0001') } },
  'PUT /api/extranet/daily-counts': {
    as: 'ran',
    body: { day: '2026-11-22', showroomVisits: 3, phoneEnquiries: 1 },
  },
  'GET /api/extranet/matrix': { as: 'meng', query: days },
  'GET /api/extranet/missing': { as: 'meng', query: { day: '2026-11-20' } },
}
