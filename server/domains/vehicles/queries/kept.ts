import { sql } from 'kysely'
import type { keeperRoles } from '../../../../contract/vehicles.ts'
import type { Ctx } from '../../../kernel/ctx.ts'

type KeeperRole = (typeof keeperRoles)[number]
export type KeptCar = { customerId: string; vin: string; model: string | null; role: KeeperRole }

/** Cars people have something to do with now, at most twenty each. */
export async function keptCars(ctx: Ctx, customerIds: readonly string[]): Promise<KeptCar[]> {
  const { rows } = await sql<KeptCar>`
    select c.id as customer_id, k.vin, k.model, k.role from unnest(${customerIds}::uuid[]) c(id) cross join lateral (
      select v.vin, coalesce(t.name, s.name) as model, k.role from vehicles.keeper k join vehicles.vehicle v on v.id = k.vehicle_id
      left join vehicles.series s on s.id = v.series_id left join vehicles.variant t on t.id = v.variant_id
      where k.customer_id = c.id and k.until_on is null order by v.sold_on desc nulls last, v.id, k.role limit 20) k`.execute(
    ctx.db,
  )
  return rows
}

export type CarMate = { customerId: string; vin: string; ownRole: KeeperRole; role: KeeperRole }

/** Who else has a role around the cars of this customer now: of two hundred cars at most. */
export async function carMates(ctx: Ctx, customerId: string): Promise<CarMate[]> {
  const { rows } = await sql<CarMate>`
    select o.customer_id, v.vin, k.role as own_role, o.role
    from (select vehicle_id, role from vehicles.keeper where customer_id = ${customerId} and until_on is null order by id desc limit 200) k
    join vehicles.keeper o on o.vehicle_id = k.vehicle_id and o.customer_id <> ${customerId} and o.until_on is null
    join vehicles.vehicle v on v.id = k.vehicle_id order by v.vin, o.customer_id, o.role limit 400`.execute(
    ctx.db,
  )
  return rows
}
