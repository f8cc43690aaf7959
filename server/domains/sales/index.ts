export type { BookOutcome } from './books/booked.ts'
export { type DeliveryArrival, saveDeliveries } from './books/deliveries.ts'
export { type OrderArrival, saveOrders } from './books/orders.ts'
