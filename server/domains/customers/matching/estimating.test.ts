import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Counted, estimate } from './estimating.ts'
import type { Model } from './model.ts'
import { levelsOf, placesOf, weightOf } from './scoring.ts'

/** Numbers from 0 to 1, the same every time. */
function dice(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const model: Model = {
  link: 'within',
  features: ['name', 'birth', 'phone', 'city'].map((name) => ({ name, from: [name], how: 'text' })),
  blocking: [
    { on: ['name'], mostPerKey: 1_000 },
    { on: ['birth'], mostPerKey: 1_000 },
    { on: ['phone'], mostPerKey: 1_000 },
  ],
  comparisons: ['name', 'birth', 'phone', 'city'].map((name) => ({
    name,
    needs: [name],
    levels: [
      { name: 'same', when: { same: name } },
      { name: 'slip', when: { slip: name } },
    ],
  })),
}
const truth = {
  m: {
    name: [0.8, 0.12, 0.08],
    birth: [0.9, 0.07, 0.03],
    phone: [0.7, 0.05, 0.25],
    city: [0.85, 0.03, 0.12],
  },
  u: {
    name: [0.01, 0.02, 0.97],
    birth: [0.002, 0.01, 0.988],
    phone: [0.0005, 0.0005, 0.999],
    city: [0.05, 0.01, 0.94],
  },
}
const names = Object.keys(truth.m) as (keyof typeof truth.m)[]

const draw = (shares: number[], roll: number) => {
  let rest = roll
  for (const [at, share] of shares.entries()) {
    rest -= share
    if (rest < 0) return at + 1
  }
  return shares.length
}

/** What a million strangers and so many matches would show, each comparison independent of the others. */
function drawn(matches: number, missing: number) {
  const roll = dice(5)
  const places = placesOf(model)
  const pair = (shares: Record<string, number[]>) => {
    const levels = names.map((name) => (roll() < missing ? 0 : draw(shares[name]!, roll())))
    const code = levels.reduce((sum, level, at) => sum + level * places[at]!, 0)
    const found = [0, 1, 2].reduce((bits, at) => bits + (levels[at] === 1 ? 2 ** at : 0), 0)
    return { code, found }
  }
  const count = (pairs: { code: number; found: number }[]): Counted[] => {
    const counts = new Map<string, Counted>()
    for (const one of pairs) {
      const key = `${one.code}|${one.found}`
      const known = counts.get(key)
      if (known) known.pairs++
      else counts.set(key, { ...one, pairs: 1 })
    }
    return [...counts.values()]
  }
  const strangers = Array.from({ length: 1_000_000 }, () => pair(truth.u))
  const same = Array.from({ length: matches }, () => pair(truth.m))
  const candidates = count([...same, ...strangers].filter(({ found }) => found > 0))
  return { random: count(strangers), candidates, all: matches + strangers.length }
}

describe('parameters estimated without labels', () => {
  it('come back as they were when the pairs were drawn from them', () => {
    const { random, candidates, all } = drawn(4_000, 0.1)
    const parameters = estimate(model, candidates, random, all)
    for (const name of names)
      for (const level of [0, 1, 2]) {
        // 4,000 matches: three standard errors of a share of .1 are .015; u of a million pairs is far closer.
        expect(
          Math.abs(parameters.m[name]![level]! - truth.m[name][level]!),
          `m of ${name} ${level}`,
        ).toBeLessThan(0.03)
        expect(parameters.u[name]![level]! / truth.u[name][level]!).toBeGreaterThan(0.9)
        expect(parameters.u[name]![level]! / truth.u[name][level]!).toBeLessThan(1.1)
      }
    // What no rule finds (a tenth is missing, a part differs everywhere) is not counted: the prior is a little low.
    expect((parameters.prior * all) / 4_000).toBeGreaterThan(0.9)
    expect((parameters.prior * all) / 4_000).toBeLessThan(1.05)
  })

  it('leave a comparison neutral that is missing on either side', () => {
    const parameters = { prior: 0.001, ...truth }
    const weight = (levels: number[]) => weightOf(model, parameters, levels)
    expect(weight([0, 0, 0, 0])).toBeCloseTo(Math.log2(0.001 / 0.999), 9)
    expect(weight([1, 0, 0, 0]) - weight([0, 0, 0, 0])).toBeCloseTo(Math.log2(0.8 / 0.01), 9)
    expect(weight([0, 3, 0, 0])).toBeLessThan(weight([0, 0, 0, 0]))
  })

  it('pack any levels into a code and take them out again', () => {
    const places = placesOf(model)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }), (levels) => {
        expect(
          levelsOf(
            model,
            levels.reduce((sum, level, at) => sum + level * places[at]!, 0),
          ),
        ).toEqual(levels)
      }),
    )
  })
})
