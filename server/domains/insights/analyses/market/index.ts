import type { Analysis } from '../analysis.ts'

export const marketAnalyses: Analysis[] = []
