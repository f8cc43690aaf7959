import type { Analysis } from '../analysis.ts'
import { ageingSplit } from './ageing-split.ts'
import { consultants } from './consultants.ts'
import { salesForecast } from './forecast.ts'
import { funnel } from './funnel.ts'
import { performance } from './performance.ts'

export const salesAnalyses: Analysis[] = [performance, consultants, funnel, ageingSplit, salesForecast]
