import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { customerVehicles, listVehicles, VehicleRow } from '../../../../contract/vehicles.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { Refused } from '../../../kernel/errors.ts'
import { queryKeys } from '../../../kernel/finder.ts'
import { maskPlate, readPlate } from '../../../kernel/plate.ts'
import { type Network, networkSnapshot } from '../../dealers/index.ts'
import { type CarFilter, carsOf, isCustomerSeen, type ListedCar, listCars } from '../queries/cars.ts'

/** A whole plate or VIN names the car; anything else is a tail of one, or the person around it. */
function filterOf({ q, ...filter }: { q?: string; series?: string; dealer?: string }): CarFilter | null {
  if (!q) return filter
  const plate = readPlate(q)
  if (plate.ok) return { ...filter, plate: plate.plate }
  const compact = q.toUpperCase().replace(/[\s-]/g, '')
  if (/^[A-HJ-NPR-Z\d]{17}$/.test(compact)) return { ...filter, vin: compact }
  const keys = queryKeys(q)
  return keys.length > 0 ? { ...filter, keys } : null
}

export async function findVehicles(
  ctx: Ctx,
  { after, limit, ...asked }: Call<typeof listVehicles>['query'],
): Promise<Reply<typeof listVehicles>> {
  const filter = filterOf(asked)
  if (!filter) return { items: [], next: null }
  const network = await networkSnapshot(ctx)
  const rows = await listCars(ctx, filter, { after, limit })
  return pageOf(
    rows,
    limit,
    (row) => [row.updatedAt.toISOString(), row.id],
    (row) => showCar(network, row),
  )
}

export async function vehiclesOf(ctx: Ctx, customerId: string): Promise<Reply<typeof customerVehicles>> {
  if (!(await isCustomerSeen(ctx, customerId))) throw new Refused(commonProblems.notFound)
  const network = await networkSnapshot(ctx)
  return { items: (await carsOf(ctx, customerId)).map((row) => showCar(network, row)) }
}

function showCar(network: Network, { brandId, dealerId, ...row }: ListedCar): VehicleRow {
  const dealer = dealerId ? network.nodes.get(dealerId) : undefined
  return {
    ...row,
    plate: row.plate && maskPlate(row.plate),
    brand: (brandId && network.nodes.get(brandId)?.name) || null,
    dealer: dealer ? { id: dealer.id, name: dealer.name } : null,
    updatedAt: row.updatedAt.toISOString(),
  }
}
