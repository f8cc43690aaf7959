import type { Analysis } from '../analysis.ts'
import { ageingSplit } from './ageing-split.ts'
import { attainment } from './attainment.ts'
import { consultants } from './consultants.ts'
import { salesForecast } from './forecast.ts'
import { funnel } from './funnel.ts'
import { performance } from './performance.ts'

export const salesAnalyses: Analysis[] = [
  performance,
  attainment,
  consultants,
  funnel,
  ageingSplit,
  salesForecast,
]
