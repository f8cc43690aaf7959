import type { keeperRoles } from '../../../../contract/vehicles.ts'
import type { Ctx } from '../../../kernel/ctx.ts'

type KeeperRole = (typeof keeperRoles)[number]
export const vinOf = async (ctx: Ctx, id: string): Promise<string | undefined> =>
  (await ctx.db.selectFrom('vehicles.vehicle').select('vin').where('id', '=', id).executeTakeFirst())?.vin

export const keeperOf = (ctx: Ctx, vehicleId: string, customerId: string, role: KeeperRole) =>
  ctx.db
    .selectFrom('vehicles.keeper')
    .select(['id', 'fromOn'])
    .where('vehicleId', '=', vehicleId)
    .where('customerId', '=', customerId)
    .where('role', '=', role)
    .executeTakeFirst()

export const endKeeper = async (ctx: Ctx, id: string, untilOn: string): Promise<void> => {
  await ctx.db.updateTable('vehicles.keeper').set({ untilOn }).where('id', '=', id).execute()
}
