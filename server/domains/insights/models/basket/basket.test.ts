import { describe, expect, it } from 'vitest'
import { associationRules } from './association.ts'
import type { BasketLines } from './baskets.ts'
import { frequentItemsets } from './itemsets.ts'
import { nextBest } from './next.ts'

const linesOf = (baskets: string[]): BasketLines => {
  const items = [...new Set(baskets.join(''))].sort()
  const lines = baskets.flatMap((basket, at) => [...basket].map((item) => [at, items.indexOf(item)] as const))
  return {
    baskets: baskets.length,
    items,
    basketOf: Uint32Array.from(lines, ([basket]) => basket),
    itemOf: Uint32Array.from(lines, ([, item]) => item),
  }
}
const named = (lines: BasketLines, items: number[]) => items.map((item) => lines.items[item]).join('')

describe('baskets', () => {
  // m: mats, w: wipers, f: film, d: dashcam. Ten baskets, one of them with mats twice.
  const lines = linesOf(['mf', 'mmfd', 'mfd', 'mw', 'fd', 'm', 'w', 'd', 'mfd', 'w'])
  it('an item twice in a basket counts once; a set on the edge of the support is in', () => {
    const { itemsets } = frequentItemsets(lines, { support: 0.3 })
    expect(Object.fromEntries(itemsets.map(({ items, count }) => [named(lines, items), count]))).toEqual({
      m: 6,
      f: 5,
      d: 5,
      w: 3,
      fm: 4,
      df: 4,
      dm: 3,
      dfm: 3,
    })
  })
  it('rules worked by hand', () => {
    const rules = associationRules(frequentItemsets(lines, { support: 0.3 }), { confidence: 0.7 })
    const rule = rules.find(({ given, also }) => named(lines, [...given, also]) === 'fd')!
    // Film 5, dashcam 5, both 4 of 10: confidence .8, lift .8 / .5, leverage .4 - .25, conviction .5 / .2.
    expect(rule.support).toBeCloseTo(0.4, 12)
    expect(rule.confidence).toBeCloseTo(0.8, 12)
    expect(rule.lift).toBeCloseTo(1.6, 12)
    expect(rule.leverage).toBeCloseTo(0.15, 12)
    expect(rule.conviction).toBeCloseTo(2.5, 12)
    const certain = rules.find(({ given, also }) => named(lines, [...given, also]) === 'dmf')!
    expect([certain.confidence, certain.conviction]).toEqual([1, null])
  })
  it('what comes next for a basket: by the surest rule that fits, never what is already there', () => {
    const rules = associationRules(frequentItemsets(lines, { support: 0.1 }), { confidence: 0.1 })
    const places = (items: string) => [...items].map((item) => lines.items.indexOf(item))
    const next = nextBest(rules, places('mf'))
    // Of four baskets with mats and film, three hold a dashcam; nobody bought wipers with film.
    expect(
      next.map(({ item, rule }) => [lines.items[item], rule.confidence, named(lines, rule.given)]),
    ).toEqual([
      ['d', 0.8, 'f'],
      ['w', expect.closeTo(1 / 6, 12), 'm'],
    ])
    expect(nextBest(rules, places('mf'), { most: 1 })).toHaveLength(1)
    expect(nextBest(rules, places('mf'), { lift: 1 }).map(({ item }) => lines.items[item])).toEqual(['d'])
    expect(nextBest(rules, [])).toEqual([])
  })
  it('finds what trying every set finds', () => {
    const baskets = Array.from({ length: 300 }, (_, at) =>
      [...'abcdefghij'].filter((_, item) => ((at * 7919 + item * 104_729) >> (item % 5)) % 10 < 7 - item / 2),
    ).map((basket) => basket.join(''))
    const random = linesOf(baskets)
    const { itemsets, stopped } = frequentItemsets(random, { support: 0.05, longest: 10 })
    const every = new Map<string, number>()
    for (let mask = 1; mask < 1 << random.items.length; mask++) {
      const set = random.items.filter((_, item) => (mask >> item) & 1)
      const count = baskets.filter((basket) => set.every((item) => basket.includes(item))).length
      if (count >= 15) every.set(set.join(''), count)
    }
    expect(stopped).toBe(false)
    expect(every.size).toBeGreaterThan(50)
    expect(new Map(itemsets.map(({ items, count }) => [named(random, items), count]))).toEqual(every)
  })
  it('stops at the most sets it may hold and says so', () => {
    const found = frequentItemsets(lines, { support: 0.1, most: 3 })
    expect([found.itemsets.length, found.stopped]).toEqual([3, true])
    expect(associationRules(found, { confidence: 0 }).length).toBeLessThanOrEqual(3)
  })
  it('no baskets, no sets', () => {
    expect(frequentItemsets(linesOf([]), { support: 0.01 }).itemsets).toEqual([])
  })
})
