import { holds, sqlOf } from './comparing.ts'
import { type Comparison, type Features, isList, type Model, type Parameters } from './model.ts'

/**
 * Pairs become a level per comparison, packed into one number, and levels become a weight. Millions of pairs share a
 * few thousand codes, so that estimating and weighing work on those. What a value's rarity says is added per pair.
 */

/** Where each comparison's level stands in the code: mixed radix, first comparison lowest. */
export const placesOf = (model: Model): number[] => {
  let place = 1
  return model.comparisons.map(({ levels }) => {
    const here = place
    place *= levels.length + 2
    return here
  })
}

/** @returns the level of each comparison, 0 for missing. */
export function levelsOf(model: Model, code: number): number[] {
  let rest = code
  return model.comparisons.map(({ levels }) => {
    const level = rest % (levels.length + 2)
    rest = Math.floor(rest / (levels.length + 2))
    return level
  })
}

const missingSql = ({ needs, silent }: Comparison, model: Model) =>
  [
    ...needs.map((one) => `empty(l.${one}) or empty(r.${one})`),
    ...(silent ? [sqlOf(silent, model)] : []),
  ].join(' or ')

const levelSql = (comparison: Comparison, model: Model) => {
  const tests = comparison.levels.map(({ when }, at) => `${sqlOf(when, model)}, ${at + 1}`)
  return `multiIf(${missingSql(comparison, model)}, 0, ${tests.join(', ')}, ${comparison.levels.length + 1})`
}

/** -log2 of how often the agreed value is met, in place of u, when the first level holds. */
function raritySql(comparison: Comparison, model: Model, level: string): string {
  const { rare } = comparison
  if (!rare) return '0'
  const often = isList(model, rare)
    ? `arrayMin(arrayMap((one, often) -> if(has(r.${rare}, one), often, 1), l.${rare}, l.often_${rare}))`
    : `l.often_${rare}`
  return `if(${level} = 1, -log2(${often}), 0)`
}

const columnsIn = (sql: string): string[] => [
  ...new Set([...sql.matchAll(/\b[lr]\.([a-z_0-9]+)/g)].map((found) => found[1]!)),
]

/** Every feature a pair's comparison looks at. */
export const lookedAt = (model: Model): string[] =>
  columnsIn(model.comparisons.map((one) => levelSql(one, model) + raritySql(one, model, '1')).join(' '))

/**
 * The rarity of a scored pair taken apart again, an array with a number per comparison, from its code and its two records;
 * and what is read of those. Only of pairs people are asked about: 25 million arrays would be as many as the pairs.
 */
export function raritiesSql(model: Model, code: string): { sql: string; columns: string[] } {
  const places = placesOf(model)
  const parts = model.comparisons.map((one, at) =>
    raritySql(one, model, `intDiv(${code}, ${places[at]}) % ${one.levels.length + 2}`),
  )
  return {
    sql: `[${parts.map((part) => `toFloat32(${part})`).join(', ')}]`,
    columns: columnsIn(parts.join(' ')),
  }
}

/**
 * Rows (l, r, found, code, rarity) of `pairs`, a table or a subquery in brackets. On a cluster each node compares the pairs
 * it has of a table, and the node that is asked those of a subquery. `some`: pairs whose records alone are read.
 */
export function comparedSql(model: Model, pairs: string, some?: string): string {
  const places = placesOf(model)
  const levels = model.comparisons.map((one, at) => `${levelSql(one, model)} as level_${at}`)
  const code = model.comparisons.map((_, at) => `level_${at} * ${places[at]}`).join(' + ')
  const rarity = model.comparisons.map((one, at) => raritySql(one, model, `level_${at}`)).join(' + ')
  const columns = lookedAt(model).join(', ')
  return `
    select p.l as l, p.r as r, p.found as found, toUInt64(${code}) as code, toFloat32(${rarity}) as rarity, ${levels.join(', ')}
    from ${pairs} as p
    join (select rid, ${columns} from records${some ? ` where rid in (select l from ${some})` : ''}) as l on p.l = l.rid
    join (select rid, ${columns} from records${some ? ` where rid in (select r from ${some})` : ''}) as r on p.r = r.rid`
}

/** What a level adds, in bits; a rare first level brings its value's own frequency instead of u. */
export function levelWeight(parameters: Parameters, comparison: Comparison, level: number): number {
  if (level === 0) return 0
  const m = parameters.m[comparison.name]![level - 1]!
  if (level === 1 && comparison.rare) return Math.log2(m)
  return Math.log2(m / parameters.u[comparison.name]![level - 1]!)
}

export const priorWeight = ({ prior }: Parameters): number => Math.log2(prior / (1 - prior))

export const weightOf = (model: Model, parameters: Parameters, levels: readonly number[]): number =>
  model.comparisons.reduce(
    (sum, comparison, at) => sum + levelWeight(parameters, comparison, levels[at]!),
    priorWeight(parameters),
  )

/**
 * How much rather one person than kin, in bits. The lower of this and of `weightOf` counts (`lesser`): who agrees on all a household
 * shares must also agree on what each has alone. Infinity where a model knows no kin.
 */
export const weightAgainstKin = (
  model: Pick<Model, 'comparisons'>,
  { prior, m, kin }: Parameters,
  levels: readonly number[],
): number =>
  !kin
    ? Number.POSITIVE_INFINITY
    : model.comparisons.reduce(
        (sum, { name }, at) => {
          const level = levels[at]!
          return level === 0 ? sum : sum + Math.log2(m[name]![level - 1]! / kin.u[name]![level - 1]!)
        },
        Math.log2(prior / kin.prior),
      )

/** The weight against two rivals together, each taken by itself: 2^-w adds up. */
export const lesser = (a: number, b: number): number =>
  b === Number.POSITIVE_INFINITY ? a : Math.min(a, b) - Math.log2(1 + 2 ** -Math.abs(a - b))
export const lesserSql = (a: string, b: string): string =>
  `(least(${a}, ${b}) - log2(1 + exp2(-abs(${a} - ${b}))))`

/** @returns the chance that a pair of this weight is one person. */
export const chanceOf = (weight: number): number => 1 / (1 + 2 ** -weight)

/** How often a value is met, of all that are not missing. */
export type Share = (feature: string, value: string) => number
/** `rarities`: of each comparison; they add up to `rarity`. */
export type Scored = { weight: number; levels: number[]; rarity: number; rarities: number[] }

const isMissing = (one: string | string[] | undefined) => one === undefined || one.length === 0

/** One pair, in TypeScript: the same levels and the same weight as the SQL above. */
export function scoreOf(
  model: Model,
  parameters: Parameters,
  l: Features,
  r: Features,
  share: Share,
): Scored {
  const rarities = model.comparisons.map(() => 0)
  const levels = model.comparisons.map(({ needs, levels: tests, silent, rare }, at) => {
    if (needs.some((need) => isMissing(l[need]) || isMissing(r[need])) || (silent && holds(silent, l, r)))
      return 0
    const first = tests.findIndex(({ when }) => holds(when, l, r))
    const level = first < 0 ? tests.length + 1 : first + 1
    if (rare && level === 1)
      rarities[at] = -Math.log2(rarestShared(l[rare]!, r[rare]!, (value) => share(rare, value)))
    return level
  })
  const rarity = rarities.reduce((sum, one) => sum + one, 0)
  const weight = lesser(
    weightOf(model, parameters, levels) + rarity,
    weightAgainstKin(model, parameters, levels),
  )
  return { levels, rarity, rarities, weight }
}

const rarestShared = (l: string | string[], r: string | string[], share: (value: string) => number): number =>
  Math.min(...[l].flat().flatMap((one) => ([r].flat().includes(one) ? [share(one)] : [])))
