import { type Boosted, boostedLogOdds, fitBoosted } from './boosting.ts'
import type { Table } from './columns.ts'
import { type Encoding, encode, learnEncoding } from './encoding.ts'
import { fitLogistic, type Logistic, logOddsOf } from './logistic.ts'

/** A trained model is plain data: stored as JSON, it scores the same rows the same. */
export type Propensity = { baseRate: number; names: string[]; means: number[] } & (
  | { kind: 'logistic'; encoding: Encoding; logistic: Logistic }
  | { kind: 'boosted'; boosted: Boosted }
)

/** `ridge` 1 is what a standardised feature is held to zero with: enough for rare levels, too little to bend the rest. */
export function trainLogistic(table: Table, outcome: Uint8Array, ridge = 1): Propensity {
  const encoding = learnEncoding(table)
  const logistic = fitLogistic(encode(encoding, table), outcome, encoding.features.length, ridge)
  return withMeans({ kind: 'logistic', encoding, logistic, ...common(table, outcome) }, table)
}

export function trainBoosted(table: Table, outcome: Uint8Array): Propensity {
  return withMeans({ kind: 'boosted', boosted: fitBoosted(table, outcome), ...common(table, outcome) }, table)
}

const common = (table: Table, outcome: Uint8Array) => ({
  baseRate: outcome.reduce((sum, one) => sum + one, 0) / outcome.length,
  names: table.columns.map(({ name }) => name),
  means: table.columns.map(() => 0),
})

function withMeans(model: Propensity, table: Table): Propensity {
  const { parts } = partsOf(model, table)
  const width = model.names.length
  const means = model.names.map((_, column) => {
    let sum = 0
    for (let row = 0; row < table.rows; row++) sum += parts[row * width + column]!
    return sum / table.rows
  })
  return { ...model, means }
}

/** What each column adds to the log-odds of each row, row after row. */
function partsOf(model: Propensity, table: Table): { logOdds: Float64Array; parts: Float64Array } {
  const parts = new Float64Array(table.rows * model.names.length)
  if (model.kind === 'boosted') return { logOdds: boostedLogOdds(model.boosted, table, parts), parts }
  const design = encode(model.encoding, table)
  for (let at = 0; at < parts.length; at++) {
    const feature = design.features[at]!
    if (feature >= 0) parts[at] = model.logistic.weights[feature]! * design.values[at]!
  }
  return { logOdds: logOddsOf(design, model.logistic), parts }
}

/** The chance of each row, 0 to 1. */
export function scores(model: Propensity, table: Table): Float64Array {
  const logOdds =
    model.kind === 'boosted'
      ? boostedLogOdds(model.boosted, table)
      : logOddsOf(encode(model.encoding, table), model.logistic)
  return logOdds.map((one) => 1 / (1 + Math.exp(-one)))
}

export type Reason = {
  column: string
  /** Log-odds above (or below) what this column gives the average row of training. */
  effect: number
}

/** Why each row scored as it did, strongest first. All effects of a row add up to its log-odds less the average row's. */
export function reasons(model: Propensity, table: Table, most = 3): Reason[][] {
  const { parts } = partsOf(model, table)
  const width = model.names.length
  return Array.from({ length: table.rows }, (_, row) =>
    model.names
      .map((column, at) => ({ column, effect: parts[row * width + at]! - model.means[at]! }))
      .filter(({ effect }) => effect !== 0)
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
      .slice(0, most),
  )
}
