import type { Model } from './model.ts'
import { inside, type Run } from './run.ts'

/** How right a run was, where the truth is known: `truth` (rid, truth) beside the run's tables. */
export type Measured = {
  precision: number
  recall: number
  f1: number
  right: number
  wrong: number
  missed: number
}
export type Accuracy = {
  truePairs: number
  /** True pairs that blocking let through. */
  lookedAt: number
  best: Measured & { weight: number }
  at: (Measured & { weight: number })[]
}

const measured = (right: number, wrong: number, all: number): Measured => {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong)
  const recall = all === 0 ? 1 : right / all
  return {
    precision,
    recall,
    f1: (2 * right) / (right + wrong + all || 1),
    right,
    wrong,
    missed: all - right,
  }
}

const ask = <T>(run: Run, sql: string) => run.analytics.rows<T>(inside(run, sql))

/** Pairs: at the weight that does best, and at those asked for. */
export async function pairAccuracy(run: Run, model: Model, weights: readonly number[]): Promise<Accuracy> {
  const truePairs = await truePairsOf(run, model)
  const judged = 'join truth as x on s.l = x.rid join truth as y on s.r = y.rid'
  const steps = await ask<{ weight: number; right: number; wrong: number }>(
    run,
    `select floor(weight * 10) / 10 as weight, countIf(x.truth = y.truth) as right, countIf(x.truth != y.truth) as wrong
    from scored as s ${judged} group by weight order by weight desc`,
  )
  const [looked] = await ask<{ n: number }>(
    run,
    `select countIf(x.truth = y.truth) as n from pairs as s ${judged}`,
  )
  let [right, wrong] = [0, 0]
  let best = { weight: 0, ...measured(0, 0, truePairs) }
  const at = new Map<number, Measured>()
  for (const step of steps) {
    right += step.right
    wrong += step.wrong
    const now = measured(right, wrong, truePairs)
    if (now.f1 > best.f1) best = { weight: step.weight, ...now }
    for (const weight of weights) if (step.weight >= weight) at.set(weight, now)
  }
  return { truePairs, lookedAt: looked!.n, best, at: [...at].map(([weight, one]) => ({ weight, ...one })) }
}

async function truePairsOf(run: Run, model: Model): Promise<number> {
  const pairs =
    model.link === 'between'
      ? 'toFloat64(countIf(side = 0)) * countIf(side = 1)'
      : 'toFloat64(count()) * (count() - 1) / 2'
  const [all] = await ask<{ n: number }>(
    run,
    `select sum(n) as n from (select ${pairs} as n from truth as t join raw as r on t.rid = r.rid group by truth)`,
  )
  return all!.n
}

/** Clusters as the pairs they say are one person's, those between two files only where two are linked. */
export async function clusterAccuracy(run: Run, model: Model): Promise<Measured> {
  const pairs =
    model.link === 'between'
      ? 'toFloat64(countIf(side = 0)) * countIf(side = 1)'
      : 'toFloat64(count()) * (count() - 1) / 2'
  const labelled = `select t.rid as rid, t.truth as truth, r.side as side, if(n.a = 0, -toInt64(t.rid) - 1, toInt64(n.label)) as label
    from truth as t join raw as r on t.rid = r.rid left join (select rid, label, 1 as a from labels) as n on n.rid = t.rid`
  const sum = (by: string) =>
    `select sum(n) as n from (select ${pairs} as n from (${labelled}) group by ${by})`
  const [got] = await ask<{ n: number }>(run, sum('label'))
  const [right] = await ask<{ n: number }>(run, sum('label, truth'))
  return measured(right!.n, got!.n - right!.n, await truePairsOf(run, model))
}
