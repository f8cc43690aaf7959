import { describe, expect, it } from 'vitest'
import { wordsOfComparison, wordsOfLevel } from '../../../../contract/match-words.ts'
import { smallModel, smallParameters } from '../../../../tests/harness/suspects.ts'
import { lesser, weightAgainstKin, weightOf } from '../matching/scoring.ts'
import { kappaOf, shareOf } from './agreement.ts'
import { explain } from './explain.ts'
import { alikeness, isConnected, peopleOf } from './rules.ts'

describe('why two people are alike', () => {
  const levels = [2, 1, 3]
  it('starts at the prior and adds what each comparison says, in bits', () => {
    const { prior, steps } = explain(smallModel, smallParameters, { levels, rarity: 0, rarities: null })
    expect(prior).toBe(-10)
    // log2(.25 / (1/256)) = 6; log2(.75 / (1/8192)) = 12.585; log2(.25 / .999) = -1.9986
    expect(steps.map((step) => [step.comparison, step.level, +step.bits.toFixed(3)])).toEqual([
      ['name', 'same-pinyin', 6],
      ['birthday', 'same', 12.585],
      ['phone', 'different', -1.999],
    ])
  })
  it.each([
    [[1, 1, 1], 26.5],
    [[1, 0, 3], 9.2],
    [[0, 0, 1], 15],
    [[0, 0, 0], 0],
    [[4, 3, 3], 0],
  ])('adds up to the weight: levels %j, rarity %d', (found, rarity) => {
    const { prior, steps } = explain(smallModel, smallParameters, { levels: found, rarity, rarities: null })
    const weight = weightOf(smallModel, smallParameters, found) + rarity
    expect(prior + steps.reduce((sum, step) => sum + step.bits, 0)).toBeCloseTo(weight, 9)
  })
  it('says what two who live together would agree on as well, and still adds up', () => {
    // Kin share the telephone nearly always, name and birthday as strangers do; one in 256 pairs is kin, as one in 1,025 is one person.
    const kin = {
      prior: 1 / 256,
      u: { ...smallParameters.u, phone: [0.9, 0.05, 0.05] },
    }
    const levels = [4, 3, 1]
    const asked = { levels, rarity: 16, rarities: [0, 0, 16] }
    const plain = explain(smallModel, smallParameters, asked)
    const { prior, steps } = explain(smallModel, { ...smallParameters, kin }, asked)
    const last = steps.at(-1)!
    expect([last.comparison, last.level]).toEqual(['kin', 'household'])
    expect(steps.slice(0, -1)).toEqual(plain.steps)
    const strangers = weightOf(smallModel, smallParameters, levels) + 16
    const rather = weightAgainstKin(smallModel, { ...smallParameters, kin }, levels)
    expect(rather).toBeLessThan(strangers)
    expect(prior + steps.reduce((sum, step) => sum + step.bits, 0)).toBeCloseTo(lesser(strangers, rather), 9)
    expect(last.bits).toBeLessThan(rather - strangers)
  })
  it('gives each value the rarity it had when the pair was scored', () => {
    const { prior, steps } = explain(smallModel, smallParameters, {
      levels: [1, 0, 1],
      rarity: 26,
      rarities: [4, 0, 22],
    })
    expect(steps.map((step) => step.bits)).toEqual([3, 0, 21])
    expect(prior + 3 + 21).toBeCloseTo(weightOf(smallModel, smallParameters, [1, 0, 1]) + 26, 9)
  })
  it('gives the rarity of two values to both, as their comparisons are usually rare, where only the sum was kept', () => {
    const { steps } = explain(smallModel, smallParameters, { levels: [1, 0, 1], rarity: 26, rarities: null })
    // 10 bits for a name, 16 for a phone, and both lose log2(.5).
    expect(steps.map((step) => step.bits)).toEqual([9, 0, 15])
  })
  it('has words for every level there is, and for one it has never seen', () => {
    expect(wordsOfLevel('alike-92')).toEqual({ zh: '相似度 92% 以上', en: '92 % alike or more' })
    expect(wordsOfLevel('same-town')).toEqual({ zh: 'same town', en: 'same town' })
    expect(wordsOfComparison('phone').zh).toBe('电话')
    expect(wordsOfComparison('soc_sec_id').en).toBe('soc_sec_id')
  })
})

describe('agreement between reviewers', () => {
  it('is Cohen’s kappa, by hand: 20 and 15 agreed of 50, .5 expected, kappa .4', () => {
    const kappa = kappaOf([
      [20, 5],
      [10, 15],
    ])!
    expect(kappa.value).toBeCloseTo(0.4, 12)
    // Standard error .1270, by the same hand.
    expect([kappa.low, kappa.high].map((one) => +one.toFixed(3))).toEqual([0.151, 0.649])
  })
  it('does as well for three answers: .676 with a standard error of .088, by the same formula', () => {
    const kappa = kappaOf([
      [75, 1, 4],
      [5, 4, 1],
      [0, 0, 10],
    ])!
    expect([kappa.value, kappa.low, kappa.high].map((one) => +one.toFixed(2))).toEqual([0.68, 0.5, 0.85])
  })
  it('says nothing where nothing was judged, or everybody always says the same', () => {
    expect(kappaOf([[0, 0], [0, 0]])).toBeNull() // biome-ignore format: a table
    expect(kappaOf([[9, 0], [0, 0]])).toBeNull() // biome-ignore format: a table
    expect(shareOf(0, 0)).toBeNull()
  })
  it('gives a share Wilson’s interval: 9 of 10 is between .60 and .98', () => {
    const share = shareOf(9, 10)!
    expect([share.low, share.high].map((one) => +one.toFixed(3))).toEqual([0.596, 0.982])
  })
})

describe('a group', () => {
  const pairs = [
    { a: 'A', b: 'B' },
    { a: 'B', b: 'C' },
  ]
  it('is merged only along comparisons that were made', () => {
    expect(isConnected(['A', 'B', 'C'], pairs)).toBe(true)
    expect(isConnected(['A', 'C'], pairs)).toBe(false)
  })
  it('of many people shows those of its strongest pairs', () => {
    expect(peopleOf(pairs, 2)).toEqual(['A', 'B'])
    expect(peopleOf([...pairs, { a: 'D', b: 'E' }], 4)).toEqual(['A', 'B', 'C'])
  })
  it('says which values are equal behind their masks, and nothing of the values', () => {
    expect(
      alikeness({ phone: { A: '+8613800001111', B: null, C: '+8613800001111', D: '+8613900001111' } }),
    ).toEqual({
      phone: { A: 0, C: 0, D: 1 },
    })
  })
})
