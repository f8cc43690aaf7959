import type { Analysis } from '../analysis.ts'

export const moneyAnalyses: Analysis[] = []
