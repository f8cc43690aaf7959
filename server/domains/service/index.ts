export { type RepairArrival, type RepairOutcome, saveRepairOrders } from './actions/book.ts'
