import type { World } from '../harness/world.ts'
import type { RouteCases } from './case.ts'
import { makeLead } from './leads.ts'

const waiting = async (world: World) => ({
  params: { id: (await makeLead(world, { source: 'live-stream' })).leadId! },
})

export const contactCentreCases: RouteCases = {
  'POST /api/contact-centre/intake': {
    as: 'qiu',
    body: {
      businessType: 'test-drive',
      disposition: 'dispatched',
      lead: {
        brand: 'HL',
        series: '越岭',
        horizon: 'week',
        person: { name: '韩梅梅', phone: '13700990003', division: '330108' },
      },
    },
  },
  'GET /api/contact-centre/contacts': { as: 'qiu' },
  'GET /api/contact-centre/queue': { as: 'qiu' },
  'POST /api/contact-centre/queue/next': { as: 'qiu', body: {} },
  'POST /api/leads/:id/qualification': {
    as: 'qiu',
    prepare: waiting,
    body: { outcome: 'nurture', horizon: 'quarter' },
    outOfScope: { as: 'qiu', params: { id: '01900000-0000-7000-8000-00000000dead' } },
  },
}
