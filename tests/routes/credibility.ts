import { startingRequired } from '../../contract/step-policy.ts'
import type { RouteCases } from './case.ts'
import { ofCustomer } from './customers.ts'

export const credibilityCases: RouteCases = {
  'GET /api/customers/:id/credibility': ofCustomer(),
  'GET /api/step-policy': { as: 'gu' },
  'PUT /api/step-policy': { as: 'meng', body: { required: startingRequired, version: 0 } },
  'GET /api/step-policy/versions': { as: 'meng' },
  'GET /api/customer-quality': { as: 'meng', query: { by: 'dealer' } },
  'GET /api/customer-quality/records': { as: 'pei', query: { trouble: 'invalid', field: 'phone' } },
  'POST /api/customer-quality/records/export': { as: 'pei', body: { reason: '整改' } },
}
