import type { Analysis } from '../analysis.ts'

export const productsAnalyses: Analysis[] = []
