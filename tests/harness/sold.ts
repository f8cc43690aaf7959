import { randomUUID } from 'node:crypto'
import { castId } from './cast.ts'
import { putLead } from './loop.ts'
import type { World } from './world.ts'

let cars = 0
type Sold = {
  dealer: string
  brand?: 'HL' | 'XC'
  series: string
  variant?: string
  on: string
  fen?: number
  colour?: string
  options?: string[]
  division?: string
}

/** A car handed over, with its lead, order and buyer, straight into the database. */
export async function putDelivery(world: World, given: Sold): Promise<{ customerId: string }> {
  const at = `${given.on}T02:00:00Z`
  const { id: leadId, customerId } = await putLead(world, {
    dealer: given.dealer,
    brand: given.brand ?? 'HL',
    series: given.series,
    captured: at,
    ordered: at,
    delivered: at,
    revenueFen: given.fen ?? 20_000_000,
  })
  if (given.division)
    await world.sql('update customers.customer set division_code = $2 where id = $1', [
      customerId,
      given.division,
    ])
  const [vehicleId, orderId, brand, dealer] = [
    randomUUID(),
    randomUUID(),
    castId(given.brand ?? 'HL'),
    castId(given.dealer),
  ]
  const variantId = given.variant ? castId(given.variant) : null
  await world.sql(
    `insert into vehicles.vehicle (id, vin, brand_id, series_id, variant_id, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $6)`,
    [vehicleId, `TESTVIN${String(++cars).padStart(10, '0')}`, brand, castId(given.series), variantId, at],
  )
  await world.sql(
    `insert into sales.car_order (id, brand_id, dealer_id, customer_id, lead_id, variant_id, state, price_fen, ordered_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, 'delivered', $7, $8, $8)`,
    [orderId, brand, dealer, customerId, leadId, variantId, given.fen ?? 20_000_000, at],
  )
  await world.sql(
    `insert into sales.delivery (id, brand_id, dealer_id, customer_id, lead_id, order_id, vehicle_id, price_fen, delivered_at, colour, options)
     values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      brand,
      dealer,
      customerId,
      leadId,
      orderId,
      vehicleId,
      given.fen ?? 20_000_000,
      at,
      given.colour ?? null,
      given.options ?? null,
    ],
  )
  return { customerId }
}

/** So many customers of a dealer, each once in its workshop for these items, `P204 空调滤芯` each. */
export async function putVisits(
  world: World,
  { dealer, on, customers, items }: { dealer: string; on: string; customers: number; items: string[] },
): Promise<void> {
  const lines = items.map((item, place) => {
    const [code, name] = item.split(' ') as [string, string]
    return { place, code, name, kind: { J: 'job', P: 'part', A: 'accessory' }[code[0]!] }
  })
  await world.sql(
    `with given as (select uuidv7() as customer_id, uuidv7() as order_id, n from generate_series(1, $1) n),
       people as (insert into customers.customer (id, name, created_at, updated_at, seen_at)
         select customer_id, '车主' || n, $2, now(), $2 from given returning id),
       found as (insert into customers.finder (customer_id, keys, seen_at) select customer_id, '{}', $2 from given),
       reached as (insert into customers.reach (node_id, customer_id, seen_at)
         select node, customer_id, $2 from given, unnest(array[$3, $4]::uuid[]) node),
       visited as (insert into service.repair_order (id, number, brand_id, dealer_id, customer_id, plate, opened_at, kind, total_fen, source, created_at, updated_at)
         select order_id, 'R-' || order_id, $3, $4, customer_id, '浙A12345', $2, 'maintenance', 10000, 'dms', $2, $2 from given returning id)
     insert into service.repair_line (id, order_id, place, kind, code, name, amount_fen)
     select uuidv7(), g.order_id, l.place, l.kind, l.code, l.name, 10000
     from given g cross join jsonb_to_recordset($5::jsonb) as l(place smallint, kind text, code text, name text)`,
    [customers, `${on}T02:00:00Z`, castId('HL'), castId(dealer), JSON.stringify(lines)],
  )
}
