export { type CallArrival, saveCalls } from './call-log.ts'
