import type { RouteCases } from './case.ts'

export const adminCases: RouteCases = {
  'GET /api/session': { as: 'gu' },
  'DELETE /api/session': { as: 'nobody' },
}
