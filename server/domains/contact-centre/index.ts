export { type CallArrival, saveCalls } from './call-log.ts'
export { callsHeard } from './heard.ts'
