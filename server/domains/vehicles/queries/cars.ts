import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

/** Writes cars by VIN and the people around them; answers with the id of each VIN. */
export async function keepCars(ctx: Ctx, cars: object[], keepers: object[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ vin: string; id: string }>`
    select * from vehicles.keep(${ctx.now}, ${JSON.stringify(cars)}::jsonb, ${JSON.stringify(keepers)}::jsonb)
  `.execute(ctx.db)
  return new Map(rows.map(row => [row.vin, row.id]))
}
