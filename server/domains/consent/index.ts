export { type ConsentEntry, recordConsents, whoMay } from './actions.ts'
export { type ConsentPair, pairKey, whichMay, wouldMay } from './pairs.ts'
export { standingConsents } from './queries/standing.ts'
