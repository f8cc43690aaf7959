/** What other domains may ask of admin. */
export { type Notice, notify } from './actions/notifications.ts'
export { readSettings } from './actions/settings.ts'
export { type AccountArrival, type AccountOutcome, saveAccounts } from './actions/staff.ts'
export { namesOf } from './queries/accounts.ts'
export { type Colleague, colleagues } from './queries/colleagues.ts'
