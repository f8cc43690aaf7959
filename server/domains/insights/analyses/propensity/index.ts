import type { Analysis } from '../analysis.ts'
import { propensityDrift } from './drift.ts'
import { propensityQuality } from './quality.ts'

export const propensityAnalyses: Analysis[] = [propensityQuality, propensityDrift]
