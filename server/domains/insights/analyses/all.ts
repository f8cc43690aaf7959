import type { Analysis } from './analysis.ts'
import { dataAnalyses } from './data/index.ts'
import { keepingAnalyses } from './keeping/index.ts'
import { marketAnalyses } from './market/index.ts'
import { moneyAnalyses } from './money/index.ts'
import { productsAnalyses } from './products/index.ts'
import { propensityAnalyses } from './propensity/index.ts'
import { salesAnalyses } from './sales/index.ts'
import { valueAnalyses } from './value/index.ts'

/** The catalogue, room by room. */
export const analyses: readonly Analysis[] = [
  ...valueAnalyses,
  ...keepingAnalyses,
  ...productsAnalyses,
  ...salesAnalyses,
  ...propensityAnalyses,
  ...marketAnalyses,
  ...moneyAnalyses,
  ...dataAnalyses,
]
const byName = new Map(analyses.map((one) => [one.name, one]))
export const analysisNamed = (name: string): Analysis | undefined => byName.get(name)
