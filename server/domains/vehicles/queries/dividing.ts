import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

/** A car whose VIN is known of the new customer and no longer of the old one is kept by the new one. */
export async function divideKeepers(ctx: Ctx, fromId: string, toId: string): Promise<void> {
  await sql`
    update vehicles.keeper k set customer_id = ${toId} from vehicles.vehicle v
    where k.customer_id = ${fromId} and v.id = k.vehicle_id
      and exists (select from customers.identifier i where i.kind = 'vin' and i.value = v.vin and i.customer_id = ${toId})
      and not exists (select from customers.identifier i where i.kind = 'vin' and i.value = v.vin and i.customer_id = ${fromId})`.execute(
    ctx.db,
  )
}
