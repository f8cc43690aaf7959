import type { AssociationRule } from './association.ts'

export type Suggestion = { item: number; rule: AssociationRule }

/**
 * What whoever has these items (a customer's purchases, a cart left behind) most likely takes next: each item once, by the
 * surest rule whose left side they have. The rule is the reason shown.
 */
export function nextBest(
  rules: readonly AssociationRule[],
  has: Iterable<number>,
  { most = 5, lift = 0 }: { most?: number; lift?: number } = {},
): Suggestion[] {
  const own = new Set(has)
  const best = new Map<number, AssociationRule>()
  for (const rule of rules) {
    if (rule.lift <= lift || own.has(rule.also) || !rule.given.every((item) => own.has(item))) continue
    const known = best.get(rule.also)
    if (!known || rule.confidence > known.confidence) best.set(rule.also, rule)
  }
  return [...best]
    .map(([item, rule]) => ({ item, rule }))
    .sort((a, b) => b.rule.confidence - a.rule.confidence || b.rule.lift - a.rule.lift || a.item - b.item)
    .slice(0, most)
}
