/**
 * A model of who is whom, as plain data: kept as a row, sent over the wire, written by hand as JSON for any file.
 * Probabilistic record linkage after Fellegi and Sunter (1969). A comparison looks at one attribute of two records and
 * ends on exactly one level; m is how often a level is seen among records of one person, u among records of two.
 */
export type Model = {
  /** `within` one set of records, or only `between` two that hold everybody once. */
  link: 'within' | 'between'
  features: Feature[]
  /** A pair is looked at when all features of one rule are equal and none is empty. */
  blocking: Rule[]
  comparisons: Comparison[]
  parameters?: Parameters
}

/** One column of the records, made from an earlier one or from the file's: `raw.name` is always the file's. */
export type Feature = {
  name: string
  from: string[]
  how: How
  length?: number /** The column holds a list. */
  many?: true
}
export type How =
  /** Readings of what a file says: trimmed, one case, in the form everything else is compared in. */
  | 'text'
  | 'letters'
  | 'name'
  | 'digits'
  | 'phone'
  | 'date'
  | 'code'
  | 'list'
  /** Made from those. */
  | 'prefix'
  | 'suffix'
  | 'join'
  | 'nickname'
  | 'sound'
  | 'pinyin'
  | 'turned'
  | 'loose-pinyin'
  | 'sorted'
  | 'house-number'
  | 'local-part'

/** A key that more records hold than `mostPerKey` blocks nothing: 13800000000, a company's front desk. */
export type Rule = { on: string[]; mostPerKey: number }

/** What must hold between two records for a level. Read by `comparing.ts` as SQL and as a function. */
export type Test =
  | { same: string }
  | { share: string }
  | { crossed: [string, string] }
  | { swapped: [string, string] }
  | { alike: string; atLeast: number }
  | { edits: string; atMost: number }
  | { slip: string }
  | { near: string; atMost: number }
  | { contains: string }
  | { lookAlike: string }
  | { all: Test[] }
  | { any: Test[] }

/**
 * `needs`: empty on either side and the comparison says nothing. The first level whose test holds is the one; after
 * the last comes "different". `rare`: at level 1 the value's own frequency takes the place of u.
 */
export type Comparison = {
  name: string
  needs: string[]
  levels: { name: string; when: Test }[]
  rare?: string
  /** When this holds another comparison has said it already. */
  silent?: Test
  /** So many levels, from the first, are of the person alone: who lives together reaches them no more often than strangers do. */
  personal?: number
}

/** Per comparison, per level 1..n+1 (the last is "different"). Level 0, missing, is neutral. */
export type Parameters = {
  /** The chance that two records taken at random are one person's. */
  prior: number
  m: Record<string, number[]>
  u: Record<string, number[]>
  /** Two people of one household, and the chance that two records are such: a surname, a street and a telephone in common. */
  kin?: { prior: number; u: Record<string, number[]> }
}

/** All levels are of the person alone but `but` last ones and "different". */
export const personal = (one: Comparison, but = 0): Comparison => ({
  ...one,
  personal: one.levels.length - but,
})

/** Whether a model can tell people who live together from one person: by what they share and what each has alone. */
export const knowsKin = ({ comparisons }: Pick<Model, 'comparisons'>): boolean =>
  comparisons.some(({ personal }) => personal) && comparisons.filter(({ personal }) => !personal).length > 1

/** A record's features by name: text, or a list of texts. */
export type Features = Record<string, string | string[]>

export const isList = (model: Pick<Model, 'features'>, name: string): boolean => {
  const feature = model.features.find((one) => one.name === name)
  if (!feature) return false
  if (feature.how === 'list' || feature.many) return true
  const [from] = feature.from
  return feature.from.length === 1 && from !== name && isList(model, from!)
}

/** The file's columns a feature was made of. */
export function rootsOf(model: Pick<Model, 'features'>, name: string): string[] {
  const feature = model.features.find((one) => one.name === name)
  return feature
    ? feature.from.flatMap((one) => (one === name ? [one] : rootsOf(model, one.replace(/^raw\./, ''))))
    : [name]
}
