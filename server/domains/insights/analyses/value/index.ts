import type { Analysis } from '../analysis.ts'
import { atLoss } from './at-loss.ts'
import { groupSpendAnalysis } from './group-spend.ts'
import { lifetimeValue } from './lifetime.ts'
import { rfmByLine } from './rfm.ts'
import { abcSplit, valueClassesSplit } from './splits.ts'
import { stages } from './stages.ts'

export const valueAnalyses: Analysis[] = [
  valueClassesSplit,
  abcSplit,
  rfmByLine,
  lifetimeValue,
  atLoss,
  stages,
  groupSpendAnalysis,
]
