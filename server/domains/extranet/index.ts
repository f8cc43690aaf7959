export { type DailyCountArrival, type DailyCountOutcome, saveDailyCounts } from './bulk.ts'
