import { rowsOf, type Table } from '../models/propensity/columns.ts'
import { type Footprint, footprintOf } from '../models/propensity/drift.ts'
import { type Judgement, judge } from '../models/propensity/judging.ts'
import { type Propensity, scores, trainBoosted, trainLogistic } from '../models/propensity/model.ts'
import { areaDifference } from '../models/propensity/ranking.ts'
import { chooseRidge } from '../models/propensity/ridge.ts'

/** What is learned from. */
export type Lesson = { table: Table; outcome: Uint8Array; on: readonly string[] }

/** From which score on a subject is of a band. */
export type Bands = { high: number; middle: number }
export type Candidate = {
  algorithm: Propensity['kind']
  model: Propensity
  judgement: Judgement
  bands: Bands
  recommended: boolean
}
export type Trained = {
  candidates: Candidate[]
  trainedOn: number
  heldOut: number
  heldOutFrom: string
  footprints: Footprint[]
}

/** The sum, the trees, the judgement. */
export const trainingSteps = 3
type Training = { heldOutShare?: number; tell?: (done: number, total: number) => void }

/** Under so many rows to learn from, or to be judged by, there is nothing to say. */
export const fewestRows = 200

/**
 * Trains the weighted sum and the trees on the earlier rows and judges both on the later ones: who works with a model meets
 * tomorrow's leads, not a random quarter of yesterday's. The sum is recommended unless the trees rank surely better.
 * @param on the day each row became known, from which the split is made
 */
export function trainOverTime(
  table: Table,
  outcome: Uint8Array,
  on: readonly string[],
  { heldOutShare = 0.25, tell = () => {} }: Training = {},
): Trained | null {
  const days = [...on].sort()
  const heldOutFrom = days[Math.floor(days.length * (1 - heldOutShare))]
  if (heldOutFrom === undefined) return null
  const places = (late: boolean) =>
    Uint32Array.from([...on.keys()].filter((row) => on[row]! >= heldOutFrom === late))
  const [early, late] = [places(false), places(true)]
  const of = (rows: Uint32Array) => Uint8Array.from(rows, (row) => outcome[row]!)
  const [before, after] = [of(early), of(late)]
  const oneSided = before.every((did) => did === before[0])
  if (early.length < fewestRows || late.length < fewestRows / 2 || oneSided) return null
  const [seen, unseen] = [rowsOf(table, early), rowsOf(table, late)]
  const sum = trainLogistic(seen, before, chooseRidge(seen, before))
  tell(1, trainingSteps)
  const models = [sum, trainBoosted(seen, before)]
  tell(2, trainingSteps)
  const chances = models.map((model) => scores(model, unseen))
  const judged = models.map((model, at) => judge(after, chances[at]!, model.baseRate))
  const may = (at: number) => judged[at]!.refusals.length === 0
  const surely = may(0) && may(1) && areaDifference(after, chances[1]!, chances[0]!).low > 0
  const best = surely || (may(1) && !may(0)) ? 1 : 0
  return {
    candidates: models.map((model, at) => ({
      algorithm: model.kind,
      model,
      judgement: judged[at]!,
      bands: bandsOf(chances[at]!),
      recommended: at === best && may(at),
    })),
    trainedOn: early.length,
    heldOut: late.length,
    heldOutFrom,
    footprints: seen.columns.map(footprintOf),
  }
}

function bandsOf(chances: Float64Array): Bands {
  const sorted = Float64Array.from(chances).sort()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
  return { high: at(0.8), middle: at(0.5) }
}
export const bandOf = (score: number, { high, middle }: Bands) =>
  score >= high ? 'high' : score >= middle ? 'middle' : 'low'
