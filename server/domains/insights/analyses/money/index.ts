import type { Analysis } from '../analysis.ts'
import { acquisitionVsKeeping } from './acquisition-vs-keeping.ts'
import { attribution } from './attribution.ts'
import { campaignReturn } from './campaign-return.ts'
import { channelShift } from './channel-shift.ts'
import { incrementality } from './incrementality.ts'
import { mediaEffect } from './media-effect.ts'

export const moneyAnalyses: Analysis[] = [
  acquisitionVsKeeping,
  attribution,
  campaignReturn,
  channelShift,
  incrementality,
  mediaEffect,
]
