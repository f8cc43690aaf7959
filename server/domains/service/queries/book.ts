import { sql } from 'kysely'
import type { LineKind, Payer, RepairKind } from '../../../../contract/service.ts'
import type { Ctx } from '../../../kernel/ctx.ts'

/** Repair orders by the thousand: one statement per table, whatever the number of rows. */
export type StoredLine = {
  kind: LineKind
  code: string | null
  name: string
  quantity: number
  amountFen: number | null
}
export type StoredRepair = {
  id: string
  number: string
  brandId: string
  dealerId: string
  vehicleId: string | null
  customerId: string | null
  recordId: string | null
  vin: string | null
  plate: string | null
  openedAt: string
  closedAt: string | null
  mileageKm: number | null
  kind: RepairKind
  labourFen: number | null
  partsFen: number | null
  accessoriesFen: number | null
  totalFen: number
  costFen: number | null
  paidBy: Payer | null
  adviser: string | null
}

/** Orders of these numbers at these dealers, pairwise, with their lines; locked. */
export async function repairsNumbered(
  ctx: Ctx,
  asked: { dealerId: string; number: string }[],
): Promise<(StoredRepair & { lines: StoredLine[] })[]> {
  const { rows } = await sql<
    Omit<StoredRepair, 'openedAt' | 'closedAt'> & {
      openedAt: Date
      closedAt: Date | null
      lines: StoredLine[]
    }
  >`
    select o.id, o.number, o.brand_id, o.dealer_id, o.vehicle_id, o.customer_id, o.record_id, o.vin, o.plate, o.opened_at, o.closed_at,
      o.mileage_km, o.kind, o.labour_fen, o.parts_fen, o.accessories_fen, o.total_fen, o.cost_fen, o.paid_by, o.adviser,
      coalesce((select jsonb_agg(jsonb_build_object('kind', l.kind, 'code', l.code, 'name', l.name, 'quantity', l.quantity, 'amountFen', l.amount_fen) order by l.place)
        from service.repair_line l where l.order_id = o.id), '[]') as lines
    from service.repair_order o
    where (o.dealer_id, o.number) in (select * from unnest(${asked.map((one) => one.dealerId)}::uuid[], ${asked.map((one) => one.number)}::text[]))
    order by o.id for update of o`.execute(ctx.db)
  return rows.map((row) => ({
    ...row,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  }))
}

const record = sql`id uuid, number text, "brandId" uuid, "dealerId" uuid, "vehicleId" uuid, "customerId" uuid, "recordId" uuid, vin text, plate text,
  "openedAt" timestamptz, "closedAt" timestamptz, "mileageKm" int, kind text, "labourFen" bigint, "partsFen" bigint, "accessoriesFen" bigint, "totalFen" bigint,
  "costFen" bigint, "paidBy" text, adviser text`

export const insertRepairs = (
  ctx: Ctx,
  rows: StoredRepair[],
  { source, importId }: { source: string; importId: string | null },
) =>
  sql`
  insert into service.repair_order (id, number, brand_id, dealer_id, vehicle_id, customer_id, record_id, vin, plate, opened_at, closed_at, mileage_km, kind,
    labour_fen, parts_fen, accessories_fen, total_fen, cost_fen, paid_by, adviser, source, import_id, created_at, updated_at)
  select r.id, r.number, r."brandId", r."dealerId", r."vehicleId", r."customerId", r."recordId", r.vin, r.plate, r."openedAt", r."closedAt", r."mileageKm", r.kind,
    r."labourFen", r."partsFen", r."accessoriesFen", r."totalFen", r."costFen", r."paidBy", r.adviser, ${source}, ${importId}::uuid, ${ctx.now}, ${ctx.now}
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${record})`.execute(ctx.db)

export const updateRepairs = (ctx: Ctx, rows: StoredRepair[]) =>
  sql`
  update service.repair_order o set vehicle_id = r."vehicleId", customer_id = r."customerId", record_id = r."recordId", vin = r.vin, plate = r.plate,
    opened_at = r."openedAt", closed_at = r."closedAt", mileage_km = r."mileageKm", kind = r.kind, labour_fen = r."labourFen", parts_fen = r."partsFen",
    accessories_fen = r."accessoriesFen", total_fen = r."totalFen", cost_fen = r."costFen", paid_by = r."paidBy", adviser = r.adviser,
    updated_at = ${ctx.now}, version = o.version + 1
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${record}) where o.id = r.id`.execute(ctx.db)

/** The lines of these orders become exactly these. `had`: orders that have lines now. */
export async function replaceLines(
  ctx: Ctx,
  rows: (StoredLine & { id: string; orderId: string; place: number })[],
  had: string[],
): Promise<void> {
  if (had.length > 0)
    await sql`delete from service.repair_line where order_id = any(${had}::uuid[])`.execute(ctx.db)
  if (rows.length > 0)
    await sql`
      insert into service.repair_line (id, order_id, place, kind, code, name, quantity, amount_fen)
      select r.id, r."orderId", r.place, r.kind, r.code, r.name, r.quantity, r."amountFen"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id uuid, "orderId" uuid, place smallint, kind text, code text, name text, quantity numeric, "amountFen" bigint)`.execute(
      ctx.db,
    )
}
