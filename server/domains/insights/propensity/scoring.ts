import type { Words } from '../../../../contract/endpoint.ts'
import type { Table } from '../models/propensity/columns.ts'
import { reasons, scores } from '../models/propensity/model.ts'
import type { Score, Whole } from './keep.ts'
import { bandOf } from './training.ts'

const mostReasons = 3

/**
 * What a version says of each row: its chance, its band, and why. At night and on arrival alike, so that they cannot differ.
 * @param averaged columns no row of the training lacked: whoever has none yet counts as the average row there, and not as the
 * commonest level
 */
export function chancesOf(
  { model, bands }: Pick<Whole, 'model' | 'bands'>,
  table: Table,
  {
    wordsOf,
    averaged,
  }: { wordsOf(row: number, feature: string): Words | null; averaged: ReadonlySet<string> },
): Omit<Score, 'id'>[] {
  const chances = scores(model, table)
  const why = reasons(model, table, model.names.length)
  return Array.from(chances, (chance, row) => {
    const values = why[row]!.map((one) => ({ ...one, value: wordsOf(row, one.column) }))
    const known = values.filter(({ column, value }) => value !== null || !averaged.has(column))
    const unknown = values.filter((one) => !known.includes(one)).reduce((sum, { effect }) => sum + effect, 0)
    const score = unknown === 0 ? chance : 1 / (1 + Math.exp(-(Math.log(chance / (1 - chance)) - unknown)))
    return {
      score,
      band: bandOf(score, bands),
      reasons: known
        .slice(0, mostReasons)
        .map(({ column, effect, value }) => ({ feature: column, value, effect })),
    }
  })
}
