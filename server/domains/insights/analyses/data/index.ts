import type { Analysis } from '../analysis.ts'
import { trafficByWeek } from './traffic.ts'

export const dataAnalyses: Analysis[] = [trafficByWeek]
