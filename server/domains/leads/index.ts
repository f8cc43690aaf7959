export { advance, cancelOrder, cancelOrders, closeWon, type SaleStep } from './actions/progress.ts'
export { type Qualification, qualifyLead } from './actions/qualify.ts'
export { qualificationQueue, takeNextLead } from './actions/queue.ts'
export { verifyAll as verifyCustody } from './actions/read.ts'
export { type Arriving, type Foresight, type ForesightAsked, foresight } from './foresight.ts'
export type {
  ArrivingConsent,
  ArrivingContact,
  LeadArrival,
  LeadCaptured,
  LeadHistory,
} from './intake/arrival.ts'
export { captureLeads, mostArrivals } from './intake/capture.ts'
export { seenBy } from './intake/http.ts'
export type { DatedLead, HeldLead } from './lead.ts'
export { shown as showLead } from './present.ts'
export { enquiriesNumbered, heldLead, leadsById, leadsNumbered, leadsOf } from './queries/held.ts'
export { runningLeads } from './queries/running.ts'
export { leadTrails } from './queries/trails.ts'
