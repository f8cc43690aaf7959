import type { Interval } from '../effects/difference.ts'
import { type CalibrationRow, calibrationTable, type Skill, skillOf } from './calibration.ts'
import { areaUnderCurve, type LiftRow, liftTable } from './ranking.ts'
import { type RocPoint, rocCurve } from './roc.ts'

export type Refusal = 'too-few-cases' | 'no-better-than-base-rate' | 'ranks-by-chance'
export type Judgement = {
  rows: number
  hits: number
  area: Interval
  skill: Skill
  lift: LiftRow[]
  calibration: CalibrationRow[]
  roc: RocPoint[]
  /** Why the model must not be published; empty when it may. */
  refusals: Refusal[]
}

/** Under so many of either kind an interval says nothing. */
const fewestCases = 50

/**
 * How a model does on rows it has not seen. It may be published only when it is surely better than telling everybody the
 * base rate: both skills' intervals and the area's lie above nothing.
 */
export function judge(outcome: Uint8Array, chances: Float64Array, baseRate: number): Judgement {
  const hits = outcome.reduce((sum, one) => sum + one, 0)
  const area = areaUnderCurve(outcome, chances)
  const skill = skillOf(outcome, chances, baseRate)
  const refusals: Refusal[] = []
  if (Math.min(hits, outcome.length - hits) < fewestCases) refusals.push('too-few-cases')
  if (!(skill.brier.low > 0 && skill.logLoss.low > 0)) refusals.push('no-better-than-base-rate')
  if (!(area.low > 0.5)) refusals.push('ranks-by-chance')
  return {
    rows: outcome.length,
    hits,
    area,
    skill,
    lift: liftTable(outcome, chances),
    calibration: calibrationTable(outcome, chances),
    roc: rocCurve(outcome, chances),
    refusals,
  }
}
