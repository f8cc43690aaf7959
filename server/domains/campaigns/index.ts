export {
  type BulkOutcome,
  type CampaignArrival,
  type SpendArrival,
  saveCampaigns,
  saveSpend,
} from './bulk.ts'
export { campaignNames } from './names.ts'
export { type Tracked, trackingIndex } from './tracking.ts'
