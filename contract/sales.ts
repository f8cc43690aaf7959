import { z } from 'zod'
import { day, endpoint, fen, id, idParams, instant, page, pageQuery, text, type Words } from './endpoint.ts'
import type { Refusal } from './problem.ts'

export const opportunityStates = ['open', 'won', 'lost'] as const
export const testDriveStates = ['planned', 'driven', 'missed', 'cancelled'] as const
export const orderStates = ['ordered', 'delivered', 'cancelled'] as const
export type TestDriveState = (typeof testDriveStates)[number]
export type OrderState = (typeof orderStates)[number]
/** What is gone through with the buyer before the keys change hands. */
export const deliveryChecks = [
  'payment',
  'invoice',
  'insurance',
  'plate',
  'inspection',
  'manual',
  'features',
  'service-contact',
] as const

const price = fen.min(0).max(100_000_000_00)
const note = z.string().trim().max(1000).nullable().default(null)
const ref = z.object({ id, name: z.string() })

export const opportunity = z.object({
  id,
  amountFen: fen.nullable(),
  probabilityPercent: z.int(),
  expectedOn: day.nullable(),
  variant: ref.nullable(),
  state: z.enum(opportunityStates),
  openedAt: instant,
  version: z.int(),
})
export const visit = z.object({
  id,
  at: instant,
  party: z.int(),
  note: z.string().nullable(),
  consultant: ref.nullable(),
})

const about = {
  leadId: id,
  leadNumber: z.string(),
  customer: ref,
  dealer: ref,
  consultant: ref.nullable(),
  variant: ref.nullable(),
}
export const testDrive = z.object({
  id,
  ...about,
  state: z.enum(testDriveStates),
  plannedAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  licenceChecked: z.boolean(),
  route: z.string().nullable(),
  rating: z.int().nullable(),
  note: z.string().nullable(),
  closedReason: z.string().nullable(),
  version: z.int(),
})
export type TestDrive = z.infer<typeof testDrive>
export const order = z.object({
  id,
  ...about,
  number: z.string(),
  state: z.enum(orderStates),
  priceFen: fen,
  depositFen: fen,
  orderedAt: instant,
  promisedOn: day.nullable(),
  cancelledAt: instant.nullable(),
  cancelReason: z.string().nullable(),
  version: z.int(),
})
export type Order = z.infer<typeof order>
export const delivery = z.object({
  id,
  ...about,
  orderId: id,
  orderNumber: z.string(),
  vehicle: z.object({ id, vin: z.string() }),
  plate: z.string().nullable(),
  /** The VIN's check digit is not right: accepted, and shown. */
  vinFlag: z.enum(['wrong', 'absent-or-wrong']).nullable(),
  checklist: z.array(z.string()),
  priceFen: fen,
  deliveredAt: instant,
})
export type Delivery = z.infer<typeof delivery>

const byDay = {
  ...pageQuery,
  from: day.optional(),
  to: day.optional(),
  brand: id.optional(),
  /** Below a region or area. */
  under: id.optional(),
  dealer: id.optional(),
}

export const readSale = endpoint({
  method: 'GET',
  path: '/api/leads/:id/sales',
  summary: { zh: '一条线索的销售过程', en: 'The sale of one lead' },
  params: idParams,
  reply: z.object({
    opportunity: opportunity.nullable(),
    visits: z.array(visit),
    testDrives: z.array(testDrive),
    orders: z.array(order),
    deliveries: z.array(delivery),
  }),
})
export const saveOpportunity = endpoint({
  method: 'PUT',
  path: '/api/leads/:id/opportunity',
  summary: { zh: '建立或修改商机', en: 'Open or change the opportunity' },
  params: idParams,
  body: z.strictObject({
    amountFen: price.nullable().default(null),
    probabilityPercent: z.int().min(0).max(100),
    expectedOn: day.nullable().default(null),
    variantId: id.nullable().default(null),
    /** Null opens it. */
    version: z.int().nullable().default(null),
  }),
  reply: opportunity,
})
export const recordVisit = endpoint({
  method: 'POST',
  path: '/api/leads/:id/visits',
  summary: { zh: '登记到店', en: 'Record a showroom visit' },
  params: idParams,
  body: z.strictObject({ at: instant.optional(), party: z.int().min(1).max(50).default(1), note }),
  reply: visit,
  status: 201,
})
export const planTestDrive = endpoint({
  method: 'POST',
  path: '/api/leads/:id/test-drives',
  summary: { zh: '预约试驾', en: 'Plan a test drive' },
  params: idParams,
  body: z.strictObject({
    plannedAt: instant,
    variantId: id.nullable().default(null),
    route: text(200).nullable().default(null),
    note,
  }),
  reply: testDrive,
  status: 201,
})
export const listTestDrives = endpoint({
  method: 'GET',
  path: '/api/test-drives',
  summary: { zh: '试驾，最晚的在前', en: 'Test drives, latest first' },
  query: z.strictObject({ ...byDay, state: z.enum(testDriveStates).optional() }),
  reply: page(testDrive),
})
export const readTestDrive = endpoint({
  method: 'GET',
  path: '/api/test-drives/:id',
  summary: { zh: '一次试驾', en: 'One test drive' },
  params: idParams,
  reply: testDrive,
})
export const startTestDrive = endpoint({
  method: 'POST',
  path: '/api/test-drives/:id/departure',
  summary: { zh: '出发：已核对驾照', en: 'Set off, licence checked' },
  params: idParams,
  body: z.strictObject({ version: z.int(), licenceChecked: z.boolean(), at: instant.optional() }),
  reply: testDrive,
})
export const endTestDrive = endpoint({
  method: 'POST',
  path: '/api/test-drives/:id/return',
  summary: { zh: '试驾结束', en: 'Back from the drive' },
  params: idParams,
  body: z.strictObject({
    version: z.int(),
    at: instant.optional(),
    rating: z.int().min(1).max(5).nullable().default(null),
    note,
  }),
  reply: testDrive,
})
export const cancelTestDrive = endpoint({
  method: 'POST',
  path: '/api/test-drives/:id/cancellation',
  summary: { zh: '取消试驾，或客户未到', en: 'Cancelled, or nobody came' },
  params: idParams,
  body: z.strictObject({ version: z.int(), missed: z.boolean().default(false), reason: text(200) }),
  reply: testDrive,
})
export const placeOrder = endpoint({
  method: 'POST',
  path: '/api/leads/:id/orders',
  summary: { zh: '下订', en: 'Place an order' },
  params: idParams,
  body: z.strictObject({
    /** The dealer's own number; left out, one is given. */
    number: z
      .string()
      .trim()
      .regex(/^[\w/-]{1,40}$/)
      .optional(),
    variantId: id,
    priceFen: price,
    depositFen: price.default(0),
    orderedAt: instant.optional(),
    promisedOn: day.nullable().default(null),
  }),
  reply: order,
  status: 201,
})
export const listOrders = endpoint({
  method: 'GET',
  path: '/api/orders',
  summary: { zh: '订单，最近的在前', en: 'Orders, latest first' },
  query: z.strictObject({ ...byDay, state: z.enum(orderStates).optional() }),
  reply: page(order),
})
export const readOrder = endpoint({
  method: 'GET',
  path: '/api/orders/:id',
  summary: { zh: '一张订单', en: 'One order' },
  params: idParams,
  reply: order,
})
export const cancelOrder = endpoint({
  method: 'POST',
  path: '/api/orders/:id/cancellation',
  summary: { zh: '取消订单', en: 'Cancel an order' },
  params: idParams,
  body: z.strictObject({ version: z.int(), reason: text(200) }),
  reply: order,
})
export const deliverOrder = endpoint({
  method: 'POST',
  path: '/api/orders/:id/delivery',
  summary: { zh: '交车：客户、车架号、价格、日期', en: 'Hand over: customer, VIN, price and date' },
  params: idParams,
  body: z.strictObject({
    version: z.int(),
    vin: text(40),
    priceFen: price,
    deliveredAt: instant.optional(),
    plate: text(20).nullable().default(null),
    /** Who will own it, when that is not who bought it. */
    owner: z
      .strictObject({ name: text(80), phone: text(30) })
      .nullable()
      .default(null),
    checklist: z.array(z.enum(deliveryChecks)).max(20).default([]),
  }),
  reply: delivery,
  status: 201,
})
export const listDeliveries = endpoint({
  method: 'GET',
  path: '/api/deliveries',
  summary: { zh: '交车，最近的在前', en: 'Deliveries, latest first' },
  query: z.strictObject(byDay),
  reply: page(delivery),
})
export const readDelivery = endpoint({
  method: 'GET',
  path: '/api/deliveries/:id',
  summary: { zh: '一次交车', en: 'One delivery' },
  params: idParams,
  reply: delivery,
})
export const checkVin = endpoint({
  method: 'GET',
  path: '/api/deliveries/vin',
  summary: { zh: '核对车架号', en: 'Check a VIN' },
  query: z.strictObject({ vin: z.string().max(60) }),
  reply: z.object({
    vin: z.string().nullable(),
    /** `valid`; `flagged` is a legal VIN whose check digit is not right; `illegal` cannot be a VIN. */
    verdict: z.enum(['valid', 'flagged', 'illegal']),
    reason: z.enum(['empty', 'length', 'characters', 'wrong', 'absent-or-wrong']).nullable(),
    suggestion: z.string().nullable(),
    modelYears: z.array(z.int()),
    delivered: z.boolean(),
  }),
})

export const salesProblems = {
  noDealer: { status: 409, zh: '线索还不在经销商手里', en: 'No dealer holds this lead yet' },
  inFuture: { status: 422, zh: '时间不能在将来', en: 'The time lies in the future' },
  unknownVariant: { status: 422, zh: '没有这个车型，或不属于该品牌', en: 'No such model in this brand' },
  licence: { status: 422, zh: '出发前必须核对驾照', en: 'The licence must be checked before setting off' },
  notPlanned: { status: 409, zh: '这次试驾已经结束或取消', en: 'This test drive is over or cancelled' },
  notStarted: { status: 409, zh: '还没有出发', en: 'The drive has not started' },
  orderRunning: { status: 409, zh: '这条线索已有进行中的订单', en: 'This lead already has a running order' },
  orderClosed: { status: 409, zh: '订单已交车或已取消', en: 'The order is delivered or cancelled' },
  depositTooHigh: { status: 422, zh: '订金不能高于价格', en: 'The deposit is higher than the price' },
  numberTaken: {
    status: 409,
    zh: '订单号 {number} 已被使用',
    en: 'The order number {number} is already used',
  },
  vinIllegal: { status: 422, zh: '不是合法的车架号：{vin}', en: 'Not a legal VIN: {vin}' },
  vinDelivered: {
    status: 409,
    zh: '车架号 {vin} 已经交过车',
    en: 'The VIN {vin} has already been delivered',
  },
  opportunityClosed: { status: 409, zh: '商机已关闭', en: 'The opportunity is closed' },
  phoneIllegal: { status: 422, zh: '电话号码有误', en: 'Not a phone number' },
} satisfies Record<string, Refusal>

/** Why a row of an order book or a delivery book is left out, or what was done instead. */
export const bookProblems = {
  leadNotUsed: {
    zh: '没有可用的线索 {number}（不存在、不在本店、已战败或已有订单），已按客户匹配',
    en: 'No lead {number} to use (unknown, at another dealer, lost, or sold already); matched by the customer instead',
  },
  nobody: {
    zh: '没有匹配的线索，也没有客户姓名和电话；请补填线索编号，或姓名和电话',
    en: 'No lead matches and nobody is named; fill in the lead number, or name and phone',
  },
  leadElsewhere: {
    zh: '客户在本品牌的在办线索由其他门店持有；请总部改派后再导入',
    en: 'Another dealer holds the customer’s open lead of this brand; have head office reassign it, then import again',
  },
  leadUnfinished: {
    zh: '客户的在办线索已有订单；请先导入它的交车或退订',
    en: 'The customer’s open lead has an order already; import its delivery or cancellation first',
  },
  leadLater: {
    zh: '客户的在办线索晚于这张订单；请填写订单自己的线索编号，或先结束那条线索',
    en: 'The customer’s open lead began after this order; name the order’s own lead, or end that lead first',
  },
  numberElsewhere: {
    zh: '订单号 {number} 已被其他门店使用；请在前面加上门店编码',
    en: 'Another dealer uses the order number {number}; put the dealer code before it',
  },
  beforeOrder: { zh: '早于下订时间，请核对', en: 'Earlier than the order; check the time' },
  orderMissing: { zh: '没有这张订单，请先导入订单', en: 'There is no such order; import the orders first' },
  orderCancelled: {
    zh: '订单已取消，不能交车；请核对订单号',
    en: 'The order is cancelled; check the order number',
  },
  otherCar: {
    zh: '这张订单交的是另一辆车 {vin}；请核对车架号',
    en: 'This order was delivered with another car, {vin}; check the VIN',
  },
} satisfies Record<string, Words>
