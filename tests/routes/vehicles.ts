import { createOption } from '../../contract/vehicles.ts'
import { saveVehicles } from '../../server/domains/vehicles/index.ts'
import { newId } from '../../server/kernel/ids.ts'
import { castId } from '../harness/cast.ts'
import type { RouteCases } from './case.ts'
import { customerOf, ofCustomer } from './customers.ts'

export const vehiclesCases: RouteCases = {
  'GET /api/catalogue': { as: 'gu' },
  'POST /api/catalogue/series': {
    as: 'meng',
    body: { brandId: castId('HL'), name: '青舟 Pro', segment: 'A0', energy: 'electric' },
  },
  'PATCH /api/catalogue/series/:id': {
    as: 'meng',
    params: { id: castId('青舟') },
    body: { energy: 'hybrid' },
  },
  'POST /api/catalogue/variants': {
    as: 'meng',
    body: { seriesId: castId('青舟'), name: '青舟 1.5L 豪华', priceFen: 8_980_000 },
  },
  'PATCH /api/catalogue/variants/:id': {
    as: 'meng',
    params: { id: castId('青舟 1.5L 舒适') },
    body: { priceFen: 7_880_000 },
  },
  'POST /api/catalogue/options': {
    as: 'meng',
    body: { seriesId: castId('青舟'), name: '全景天窗', priceFen: 500_000 },
  },
  'PATCH /api/catalogue/options/:id': {
    as: 'meng',
    body: { priceFen: 450_000 },
    prepare: async (world) => ({
      params: {
        id: (
          await world.call('meng', createOption, {
            body: { seriesId: castId('青舟'), name: `拖车钩 ${newId()}`, priceFen: 300_000 },
          })
        ).body.id,
      },
    }),
  },
  'DELETE /api/catalogue/options/:id': {
    as: 'meng',
    prepare: async (world) => ({
      params: {
        id: (
          await world.call('meng', createOption, {
            body: { seriesId: castId('青舟'), name: `迎宾灯 ${newId()}`, priceFen: 30_000 },
          })
        ).body.id,
      },
    }),
  },
  'GET /api/vehicles': { as: 'gu' },
  'PUT /api/vehicles/:id/keepers': {
    as: 'gu',
    prepare: async (world) => {
      const [customerId, far] = [await customerOf(world), await customerOf(world, 'D0004')]
      const vin = 'LRHB40FM7RA000271'
      const saved = await world.as('system', (ctx) =>
        saveVehicles(ctx, [{ vin, keepers: [{ customerId, role: 'owner' }] }]),
      )
      const params = { id: saved.get(vin)! }
      const body = (id: string) => ({ customerId: id, role: 'driver' })
      return { params, body: body(customerId), outOfScope: { as: 'gu', params, body: body(far) } }
    },
  },
  'GET /api/customers/:id/vehicles': ofCustomer(),
}
