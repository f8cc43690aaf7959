import { saveRepairOrders } from '../../server/domains/service/index.ts'
import { castId } from '../harness/cast.ts'
import type { World } from '../harness/world.ts'
import type { RouteCases } from './case.ts'
import { ofCustomer } from './customers.ts'

let serial = 0
/** A repair order of a cast dealer, reported by its system. */
export async function repairOf(world: World, dealer = 'D0001'): Promise<string> {
  const { written } = await world.as('system', (ctx) =>
    saveRepairOrders(
      ctx,
      [
        {
          number: `RO-${++serial}`,
          brandId: castId('HL'),
          dealerId: castId(dealer),
          vin: `LRHAE5E39R0001${String(serial).padStart(3, '0')}`,
          plate: null,
          person: { name: null, phone: null },
          openedAt: new Date(ctx.now.getTime() - 86_400_000),
          closedAt: null,
          mileageKm: 12_000,
          kind: 'maintenance',
          labourFen: 18_000,
          partsFen: 36_800,
          accessoriesFen: null,
          totalFen: null,
          costFen: null,
          paidBy: 'customer',
          adviser: '吕师傅',
          lines: null,
          raw: {},
        },
      ],
      { source: 'dms-service', importId: null },
    ),
  )
  return written[0]!.id
}

export const serviceCases: RouteCases = {
  'GET /api/service/repair-orders': { as: 'lv' },
  'GET /api/service/repair-orders/export': { as: 'pei', query: { reason: '月度复盘' } },
  'GET /api/service/repair-orders/:id': {
    as: 'lv',
    prepare: async (world) => {
      const id = await repairOf(world)
      return { params: { id }, outOfScope: { as: 'mi', params: { id } } }
    },
  },
  'GET /api/customers/:id/service': ofCustomer({ as: 'lv' }),
}
