import type { Analysis } from '../analysis.ts'

export const valueAnalyses: Analysis[] = []
