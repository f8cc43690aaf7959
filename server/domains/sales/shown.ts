import type { Delivery, Order, TestDrive } from '../../../contract/sales.ts'
import type { DeliveryRow, OrderRow, TestDriveRow } from './queries/shown.ts'

type Named = {
  leadId: string
  leadNumber: string
  customerId: string
  customerName: string
  dealerId: string
  dealerName: string
  consultantId: string | null
  consultantName: string | null
  variantId: string | null
  variantName: string | null
}
export const refOf = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)
const aboutOf = (row: Named) => ({
  leadId: row.leadId,
  leadNumber: row.leadNumber,
  customer: { id: row.customerId, name: row.customerName },
  dealer: { id: row.dealerId, name: row.dealerName },
  consultant: refOf(row.consultantId, row.consultantName),
  variant: refOf(row.variantId, row.variantName),
})
const iso = (at: Date | null) => at?.toISOString() ?? null

export const testDriveShown = (row: TestDriveRow): TestDrive => ({
  ...aboutOf(row),
  id: row.id,
  state: row.state as TestDrive['state'],
  plannedAt: row.plannedAt.toISOString(),
  startedAt: iso(row.startedAt),
  endedAt: iso(row.endedAt),
  licenceChecked: row.licenceChecked,
  route: row.route,
  rating: row.rating,
  note: row.note,
  closedReason: row.closedReason,
  version: row.version,
})

export const orderShown = (row: OrderRow): Order => ({
  ...aboutOf(row),
  id: row.id,
  number: row.number,
  state: row.state as Order['state'],
  priceFen: row.priceFen,
  depositFen: row.depositFen,
  orderedAt: row.orderedAt.toISOString(),
  promisedOn: row.promisedOn,
  cancelledAt: iso(row.cancelledAt),
  cancelReason: row.cancelReason,
  version: row.version,
})

export const deliveryShown = (row: DeliveryRow): Delivery => ({
  ...aboutOf(row),
  id: row.id,
  orderId: row.orderId,
  orderNumber: row.orderNumber,
  vehicle: { id: row.vehicleId, vin: row.vin },
  plate: row.plate,
  vinFlag: row.vinFlag as Delivery['vinFlag'],
  checklist: row.checklist,
  priceFen: row.priceFen,
  deliveredAt: row.deliveredAt.toISOString(),
})
