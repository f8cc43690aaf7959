import type { Payer, RepairKind, RepairOrder } from '../../../contract/service.ts'
import { maskPlate } from '../../kernel/plate.ts'
import type { RepairRow } from './queries/shown.ts'

export const repairShown = (row: RepairRow): RepairOrder => ({
  id: row.id,
  number: row.number,
  kind: row.kind as RepairKind,
  dealer: { id: row.dealerId, name: row.dealerName },
  customer: row.customerId ? { id: row.customerId, name: row.customerName ?? '' } : null,
  vehicle: row.vehicleId ? { id: row.vehicleId, name: row.variantName ?? row.seriesName } : null,
  vin: row.vin,
  plate: row.plate && maskPlate(row.plate),
  openedAt: row.openedAt.toISOString(),
  closedAt: row.closedAt?.toISOString() ?? null,
  mileageKm: row.mileageKm,
  labourFen: row.labourFen,
  partsFen: row.partsFen,
  accessoriesFen: row.accessoriesFen,
  totalFen: row.totalFen,
  paidBy: row.paidBy as Payer | null,
  adviser: row.adviser,
  version: row.version,
})
