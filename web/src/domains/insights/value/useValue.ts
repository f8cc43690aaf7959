import type { Reply } from '../../../../../contract/endpoint.ts'
import {
  type Account,
  abcClasses,
  mostBins,
  type readValue,
  type Valuation,
  valueClasses,
  valueStages,
} from '../../../../../contract/value.ts'
import { useFilters } from '../../../ui/useFilters.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { useChoices } from '../useBoard.ts'

export type ValueBoard = Reply<typeof readValue>
export type { Account, Valuation }

/** RFM scores go from 1 to this. */
export const scoresOf = (valuation: Valuation | null): number =>
  valuation ? valuation.rule.quantiles.length + 1 : mostBins

/** Which of the customers: of a class, of a cell, those at a loss; everybody when nothing is said. */
export type Chosen = {
  valueClass?: string
  abc?: string
  stage?: string
  recency?: string
  frequency?: string
  atLoss?: 'true'
}
const nobody = {
  rows: undefined,
  valueClass: undefined,
  abc: undefined,
  stage: undefined,
  recency: undefined,
  frequency: undefined,
  atLoss: undefined,
}
const score = (text: string | undefined) =>
  Array.from({ length: mostBins }, (_, at) => at + 1).find((one) => String(one) === text)

/** What the address says, and only what the server will take. */
const rowsAsked = (one: (name: string) => string | undefined) => {
  const valueClass = valueClasses.find((name) => name === one('valueClass'))
  const abc = abcClasses.find((name) => name === one('abc'))
  const stage = valueStages.find((name) => name === one('stage'))
  const [recency, frequency] = [score(one('recency')), score(one('frequency'))]
  return {
    ...(valueClass && { valueClass: [valueClass] }),
    ...(abc && { abc: [abc] }),
    ...(stage && { stage: [stage] }),
    ...(recency && { recency }),
    ...(frequency && { frequency }),
    ...(one('atLoss') === 'true' && { atLoss: 'true' as const }),
  }
}
export type RowsAsked = ReturnType<typeof rowsAsked>

/** The choices of the value board as they stand in the address. */
export const useValue = () => {
  const { choices, chosen, link } = useChoices(['brand', 'region', 'dealer', 'series'])
  const filters = useFilters(choices)
  const search = useSearch()
  const query = chosen(filters)
  return {
    filters,
    query,
    narrowed: Object.keys(query).length > 0,
    link: () => link(filters),
    rows: search.one('rows') ? rowsAsked(search.one) : undefined,
    showRows: (of: Chosen = {}) => search.set({ ...nobody, rows: 'customers', ...of }),
    closeRows: () => search.set(nobody),
  }
}
export type Value = ReturnType<typeof useValue>
