import type { Analysis } from '../analysis.ts'
import { cohorts } from './cohorts.ts'
import { lapseDriversAnalysis } from './lapse-drivers.ts'
import { lapseSurvival } from './lapse-survival.ts'
import { recommendation } from './recommendation.ts'
import { repurchaseWindow } from './repurchase-window.ts'
import { dormant, winBack } from './silent.ts'

export const keepingAnalyses: Analysis[] = [
  lapseSurvival,
  lapseDriversAnalysis,
  cohorts,
  repurchaseWindow,
  dormant,
  winBack,
  recommendation,
]
