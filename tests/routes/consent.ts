import type { RouteCases } from './case.ts'
import { ofCustomer } from './customers.ts'

const granted = {
  purpose: 'sales',
  recipient: 'dealer',
  granted: true,
  channel: 'desk',
  evidence: '纸质授权书 A-17',
}

export const consentCases: RouteCases = {
  'GET /api/customers/:id/consents': ofCustomer(),
  'POST /api/customers/:id/consents': ofCustomer({ body: { entries: [granted] } }),
  'GET /api/consent': { as: 'situ' },
}
