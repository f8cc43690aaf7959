import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

export type KeptCar = { customerId: string; vin: string; model: string | null; role: string }

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
