import { type AssociationRule, associationRules } from '../../models/basket/association.ts'
import type { BasketLines } from '../../models/basket/baskets.ts'
import { frequentItemsets } from '../../models/basket/itemsets.ts'
import { proportion } from '../../models/effects/difference.ts'

/** Equal baskets counted together, as ClickHouse hands them over. */
export type BasketGroup = { items: readonly string[]; baskets: number }
export type ProductRule = Omit<AssociationRule, 'given' | 'also'> & {
  given: string[]
  also: string
  /** Baskets with the left side. */
  of: number
}
export type ProductRules = { baskets: number; rules: ProductRule[]; stopped: boolean }

export const fewestBaskets = 100
/** A rule that holds in fewer baskets than this is an anecdote. */
const fewestTogether = 5
const longest = 4
const mostItemsets = 50_000

/** Rules that tell something: above chance, and surer than every shorter rule that says the same by more than chance. */
export function productRules(
  groups: readonly BasketGroup[],
  { support, confidence }: { support: number; confidence: number },
): ProductRules {
  const lines = linesOf(groups)
  const { baskets } = lines
  if (baskets < fewestBaskets) return { baskets, rules: [], stopped: false }
  const itemsets = frequentItemsets(lines, {
    support: Math.max(support, fewestTogether / baskets),
    longest,
    most: mostItemsets,
  })
  const rules = telling(associationRules(itemsets, { confidence }).filter(({ lift }) => lift > 1 + 1e-9))
  const named = rules.map((rule) => ({
    ...rule,
    given: rule.given.map((item) => lines.items[item]!),
    also: lines.items[rule.also]!,
    of: Math.round(rule.count / rule.confidence),
  }))
  return { baskets, rules: named, stopped: itemsets.stopped }
}

export function linesOf(groups: readonly BasketGroup[]): BasketLines {
  const items = [...new Set(groups.flatMap((group) => group.items))].sort()
  const placeOf = new Map(items.map((item, place) => [item, place]))
  const size = groups.reduce((sum, group) => sum + group.baskets * group.items.length, 0)
  const [basketOf, itemOf] = [new Uint32Array(size), new Uint32Array(size)]
  let [basket, line] = [0, 0]
  for (const group of groups) {
    const places = group.items.map((item) => placeOf.get(item)!)
    for (let copy = 0; copy < group.baskets; copy++, basket++)
      for (const place of places) {
        basketOf[line] = basket
        itemOf[line++] = place
      }
  }
  return { baskets: basket, items, basketOf, itemOf }
}

function telling(rules: readonly AssociationRule[]): AssociationRule[] {
  const confidenceOf = new Map(rules.map((rule) => [keyOf(rule.also, rule.given), rule.confidence]))
  return rules.filter((rule) => {
    const least = surely(rule)
    return !smaller(rule.given).some(
      (given) => (confidenceOf.get(keyOf(rule.also, given)) ?? Number.NEGATIVE_INFINITY) >= least,
    )
  })
}
const keyOf = (also: number, given: readonly number[]) => `${also}:${given}`

/** All its parts but itself and none: a left side has three items at most. Pure. */
const smaller = (items: readonly number[]): number[][] =>
  Array.from({ length: 2 ** items.length - 2 }, (_, part) =>
    items.filter((__, place) => (part + 1) & (1 << place)),
  )

/** Bits that ClickHouse compares customers with rules by (views.sql, `next_product`). */
const mostItems = 256

/** Surest first, as a next best product is looked for; no more than speak of 256 items together. */
export function surestFirst(rules: readonly ProductRule[], most: number): ProductRule[] {
  const known = new Set<string>()
  return [...rules]
    .sort((a, b) => b.confidence - a.confidence || b.lift - a.lift || a.also.localeCompare(b.also))
    .slice(0, most)
    .filter(({ given, also }) => {
      for (const item of [...given, also]) known.add(item)
      return known.size <= mostItems
    })
}

/** The least its confidence may be (Wilson, 95 %). */
const surely = ({ count, confidence }: AssociationRule) =>
  proportion({ of: Math.round(count / confidence), did: count }).low
