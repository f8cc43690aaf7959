import { z } from 'zod'
import {
  day,
  endpoint,
  fen,
  id,
  idParams,
  instant,
  page,
  pageQuery,
  several,
  text,
  type Words,
} from './endpoint.ts'

export const repairKinds = ['maintenance', 'repair', 'warranty', 'accident', 'recall'] as const
export type RepairKind = (typeof repairKinds)[number]
export const repairKindWords: Record<RepairKind, Words> = {
  maintenance: { zh: '保养', en: 'Maintenance' },
  repair: { zh: '维修', en: 'Repair' },
  warranty: { zh: '保修', en: 'Warranty' },
  accident: { zh: '事故', en: 'Accident' },
  recall: { zh: '召回', en: 'Recall' },
}
export const lineKinds = ['job', 'part', 'accessory'] as const
export type LineKind = (typeof lineKinds)[number]
export const payers = ['customer', 'warranty', 'insurer', 'carmaker', 'dealer'] as const
export type Payer = (typeof payers)[number]
export const payerWords: Record<Payer, Words> = {
  customer: { zh: '客户', en: 'Customer' },
  warranty: { zh: '保修', en: 'Warranty' },
  insurer: { zh: '保险', en: 'Insurer' },
  carmaker: { zh: '厂家', en: 'Carmaker' },
  dealer: { zh: '经销商', en: 'Dealer' },
}

const ref = z.object({ id, name: z.string() })
export const repairOrder = z.object({
  id,
  number: z.string(),
  kind: z.enum(repairKinds),
  dealer: ref,
  /** Null when the workshop named nobody, or nobody the reader may see. */
  customer: ref.nullable(),
  /** Null when the car is not one the reader may look up; its VIN and plate are as reported. */
  vehicle: z.object({ id, name: z.string().nullable() }).nullable(),
  vin: z.string().nullable(),
  /** Masked, as everywhere. */
  plate: z.string().nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  mileageKm: z.int().nullable(),
  labourFen: fen.nullable(),
  partsFen: fen.nullable(),
  accessoriesFen: fen.nullable(),
  totalFen: fen,
  paidBy: z.enum(payers).nullable(),
  adviser: z.string().nullable(),
  version: z.int(),
})
export type RepairOrder = z.infer<typeof repairOrder>
export const repairLine = z.object({
  id,
  kind: z.enum(lineKinds),
  code: z.string().nullable(),
  name: z.string(),
  quantity: z.number(),
  amountFen: fen.nullable(),
})
export type RepairLine = z.infer<typeof repairLine>
export const repairOrderDetail = repairOrder.extend({
  /** What it cost the workshop, when its system says so. */
  costFen: fen.nullable(),
  lines: z.array(repairLine),
})
export type RepairOrderDetail = z.infer<typeof repairOrderDetail>

const filters = {
  from: day.optional(),
  to: day.optional(),
  brand: id.optional(),
  /** Below a region or area. */
  under: id.optional(),
  dealer: id.optional(),
  kind: several(z.enum(repairKinds)),
  vehicle: id.optional(),
  customer: id.optional(),
  /** Still in the workshop. */
  open: z.enum(['true']).optional(),
  /** An order number, a plate, or a VIN or its last six. */
  q: text(60).optional(),
}
export const listRepairOrders = endpoint({
  method: 'GET',
  path: '/api/service/repair-orders',
  summary: { zh: '维修工单，最近进厂的在前', en: 'Repair orders, latest first' },
  query: z.strictObject({ ...pageQuery, ...filters }),
  reply: page(repairOrder),
})
export const exportRepairOrders = endpoint({
  method: 'GET',
  path: '/api/service/repair-orders/export',
  summary: { zh: '导出维修工单 CSV', en: 'Export repair orders as CSV' },
  query: z.strictObject({ ...filters, reason: text(200) }),
  produces: 'text/csv',
})
export const readRepairOrder = endpoint({
  method: 'GET',
  path: '/api/service/repair-orders/:id',
  summary: { zh: '一张维修工单', en: 'One repair order' },
  params: idParams,
  reply: repairOrderDetail,
})

export const servicedCar = z.object({
  vehicleId: id,
  name: z.string().nullable(),
  plate: z.string().nullable(),
  lastOn: day,
  /** Of the last maintenance, and when the next is due: by kilometres at this owner's pace, or by the calendar. */
  maintainedOn: day.nullable(),
  dueOn: day.nullable(),
  dueKm: z.int().nullable(),
  dueBy: z.enum(['mileage', 'calendar']).nullable(),
})
export type ServicedCar = z.infer<typeof servicedCar>
export const customerService = endpoint({
  method: 'GET',
  path: '/api/customers/:id/service',
  summary: { zh: '一位客户的售后：最近进厂、合计、下次保养', en: 'The service of one customer' },
  params: idParams,
  reply: z.object({
    orders: z.array(repairOrder),
    totals: z.object({
      visits: z.int(),
      totalFen: fen,
      /** Of it what the customer paid; an order that names no payer counts as theirs. */
      ownFen: fen,
      yearVisits: z.int(),
      yearFen: fen,
    }),
    cars: z.array(servicedCar),
  }),
})

/** Why a row of a repair order file is left out, or what was done instead. */
export const repairProblems = {
  carUnknown: {
    zh: '没有车牌为 {plate} 的车辆；请补填车架号',
    en: 'No car has the plate {plate}; fill in its VIN',
  },
  closedEarly: { zh: '结算早于进厂，请核对', en: 'Closed before it was opened; check the times' },
  nobody: {
    zh: '无法确定客户：已登记工单，未关联客户',
    en: 'It is not certain whose visit this was: recorded without a customer',
  },
} satisfies Record<string, Words>
