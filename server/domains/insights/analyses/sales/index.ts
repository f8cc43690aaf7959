import type { Analysis } from '../analysis.ts'

export const salesAnalyses: Analysis[] = []
