import type { Itemset, Itemsets } from './itemsets.ts'

/** Who buys all of `given` buys `also` too. Items are places in `BasketLines.items`. */
export type AssociationRule = {
  given: number[]
  also: number
  /** In how many baskets all of it stands. */
  count: number
  support: number
  confidence: number
  /** Confidence over how often `also` is bought anyway: above 1 they go together. */
  lift: number
  /** Share of baskets with both beyond what chance would bring. */
  leverage: number
  /** How much more often the rule would fail if they had nothing to do with each other; null when it never fails. */
  conviction: number | null
}

/** Rules with one item on the right. Every subset of a frequent set is frequent, so all counts are already there. */
export function associationRules(
  { baskets, itemsets }: Itemsets,
  { confidence: least, lift: leastLift = 0 }: { confidence: number; lift?: number },
): AssociationRule[] {
  const countOf = new Map(itemsets.map(({ items, count }) => [items.join(), count]))
  return itemsets
    .filter(({ items }) => items.length > 1)
    .flatMap((itemset) =>
      itemset.items.flatMap((also) => {
        const rule = ruleOf(itemset, also, countOf, baskets)
        return rule && rule.confidence >= least - 1e-12 && rule.lift >= leastLift ? [rule] : []
      }),
    )
    .sort((a, b) => b.lift - a.lift || b.count - a.count)
}

function ruleOf({ items, count }: Itemset, also: number, countOf: Map<string, number>, baskets: number) {
  const given = items.filter((item) => item !== also)
  const [left, right] = [countOf.get(given.join()), countOf.get(String(also))]
  // A search that stopped early may lack a subset.
  if (left === undefined || right === undefined) return undefined
  const [support, confidence, anyway] = [count / baskets, count / left, right / baskets]
  return {
    given,
    also,
    count,
    support,
    confidence,
    lift: confidence / anyway,
    leverage: support - (left / baskets) * anyway,
    conviction: count === left ? null : (1 - anyway) / (1 - confidence),
  }
}
