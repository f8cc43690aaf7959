import { rowsOf, type Table } from './columns.ts'
import { scores, trainLogistic } from './model.ts'

const strengths = [1, 3, 10, 30, 100, 300]
const folds = 5
/** Choosing is thirty fits: beyond so many rows a sample of them says the same. */
const mostRows = 20_000

/**
 * How strongly the weights of the sum are held to zero: as foretells best the fifth of the rows that each fit has not seen (log
 * loss). Few rows and many levels ask for more, or the model learns names of dealers by heart. Equal ones go to the stronger.
 */
export function chooseRidge(table: Table, outcome: Uint8Array): number {
  const step = Math.max(1, Math.floor(outcome.length / mostRows))
  const places = [...outcome.keys()].filter((row) => row % step === 0)
  const parts = Array.from({ length: folds }, (_, fold) => {
    const of = (seen: boolean) => Uint32Array.from(places.filter((__, at) => (at % folds === fold) !== seen))
    const did = (rows: Uint32Array) => Uint8Array.from(rows, (row) => outcome[row]!)
    const [seen, unseen] = [of(true), of(false)]
    return { seen: rowsOf(table, seen), before: did(seen), unseen: rowsOf(table, unseen), after: did(unseen) }
  })
  let [best, least] = [strengths.at(-1)!, Number.POSITIVE_INFINITY]
  for (const ridge of strengths.toReversed()) {
    const loss = parts.reduce(
      (sum, { seen, before, unseen, after }) =>
        sum + logLoss(scores(trainLogistic(seen, before, ridge), unseen), after),
      0,
    )
    if (loss < least) [best, least] = [ridge, loss]
  }
  return best
}

const logLoss = (chances: Float64Array, outcome: Uint8Array): number =>
  chances.reduce((sum, chance, row) => sum - Math.log(outcome[row] ? chance : 1 - chance), 0)
