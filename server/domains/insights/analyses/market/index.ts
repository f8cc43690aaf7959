import type { Analysis } from '../analysis.ts'
import { benchmark } from './benchmark.ts'
import { coverage } from './coverage.ts'
import { customerMonthsAnalysis } from './customer-months.ts'
import { distribution } from './distribution.ts'
import { marketShare } from './market-share.ts'

export const marketAnalyses: Analysis[] = [
  marketShare,
  distribution,
  coverage,
  benchmark,
  customerMonthsAnalysis,
]
