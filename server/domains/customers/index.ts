export { type Identified, identifyPeople } from './actions/identify.ts'
export { extendReach, learnIdentifiers } from './actions/reach.ts'
export type { PersonArrival } from './arrivals.ts'
export type { Difference, GoldenField } from './rules.ts'
