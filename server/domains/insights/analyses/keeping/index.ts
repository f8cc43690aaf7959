import type { Analysis } from '../analysis.ts'

export const keepingAnalyses: Analysis[] = []
