import type { Call } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { type setKeeper, vehicleProblems } from '../../../../contract/vehicles.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { isCustomerSeen } from '../queries/cars.ts'
import { endKeeper, keeperOf, vinOf } from '../queries/keepers.ts'
import { saveVehicles } from './cars.ts'

/** Somebody owns, drives, pays for, bought or answers for a car from a day on, or no longer does. */
export async function keep(
  ctx: Ctx,
  vehicleId: string,
  { customerId, role, fromOn, untilOn }: Call<typeof setKeeper>['body'],
): Promise<void> {
  const vin = found(await vinOf(ctx, vehicleId), commonProblems.notFound)
  if (!(await isCustomerSeen(ctx, customerId))) throw new Refused(commonProblems.notFound)
  const before = await keeperOf(ctx, vehicleId, customerId, role)
  if (untilOn) {
    const standing = found(before, vehicleProblems.roleNone)
    if (standing.fromOn && untilOn < standing.fromOn)
      throw new Refused(vehicleProblems.untilEarly, {}, [{ field: 'untilOn', ...vehicleProblems.untilEarly }])
    return endKeeper(ctx, standing.id, untilOn)
  }
  await saveVehicles(ctx, [{ vin, keepers: [{ customerId, role, fromOn }] }])
  if (before) return
  // Creations are not audited by trigger: most come with their car. This one is somebody's word.
  const made = await keeperOf(ctx, vehicleId, customerId, role)
  const after = { vehicle_id: vehicleId, customer_id: customerId, role, from_on: fromOn ?? null }
  await recordAudit(ctx, { table: 'vehicles.keeper', rowId: made!.id, action: 'create', after })
}
