import type { Interval } from '../effects/difference.ts'
import { rowsOf, type Table } from './columns.ts'
import { type Footprint, footprintOf } from './drift.ts'
import { split } from './holdout.ts'
import { type Judgement, judge } from './judging.ts'
import { type Propensity, scores, trainBoosted, trainLogistic } from './model.ts'
import { areaDifference } from './ranking.ts'

export type Candidate = { model: Propensity; judgement: Judgement }
export type Training = {
  /** Null when no candidate may be published. */
  champion: 'logistic' | 'boosted' | null
  logistic: Candidate
  boosted: Candidate
  /** By how much the trees rank better on the held-out rows. */
  challenge: Interval
  trainedOn: number
  footprints: Footprint[]
}

/**
 * Trains both kinds on the same rows and judges them on rows neither has seen. The weighted sum wins unless the trees are
 * surely better: it is the one that can be read.
 */
export function trainPropensity(
  table: Table,
  outcome: Uint8Array,
  ids: readonly string[],
  { seed, heldOutShare = 0.25, ridge = 1 }: { seed: number; heldOutShare?: number; ridge?: number },
): Training {
  const { training, judging } = split(ids, seed, heldOutShare)
  const [seen, unseen] = [rowsOf(table, training), rowsOf(table, judging)]
  const [ofSeen, ofUnseen] = [training, judging].map((rows) => Uint8Array.from(rows, (row) => outcome[row]!))
  const candidates = [trainLogistic(seen, ofSeen!, ridge), trainBoosted(seen, ofSeen!)].map((model) => ({
    model,
    chances: scores(model, unseen),
  }))
  const [logistic, boosted] = candidates.map(({ model, chances }) => ({
    model,
    judgement: judge(ofUnseen!, chances, model.baseRate),
  }))
  const challenge = areaDifference(ofUnseen!, candidates[1]!.chances, candidates[0]!.chances)
  const may = (one: Candidate) => one.judgement.refusals.length === 0
  const better = may(boosted!) && (challenge.low > 0 || !may(logistic!))
  return {
    champion: better ? 'boosted' : may(logistic!) ? 'logistic' : null,
    logistic: logistic!,
    boosted: boosted!,
    challenge,
    trainedOn: training.length,
    footprints: seen.columns.map(footprintOf),
  }
}
