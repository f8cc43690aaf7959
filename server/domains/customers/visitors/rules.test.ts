import { describe, expect, it } from 'vitest'
import { chances, confidenceOf, type Evidence, showsPages, strengthOf } from './rules.ts'

const on = (day: number, how: Evidence['how'] = 'form', hour = 10): Evidence => ({
  how,
  at: new Date(Date.UTC(2026, 10, day, hour)),
})

describe('a browser is believed to be somebody’s', () => {
  it('not at all without evidence', () => {
    expect([strengthOf([]), confidenceOf([], []), confidenceOf([], [[on(1)]])]).toEqual([0, 0, 0])
  })
  it('by one form as far as a form goes, by a sign-in further, by a link less', () => {
    expect([
      confidenceOf([on(1)], []),
      confidenceOf([on(1, 'sign-in')], []),
      confidenceOf([on(1, 'link')], []),
    ]).toEqual([
      expect.closeTo(chances.form),
      expect.closeTo(chances['sign-in']),
      expect.closeTo(chances.link),
    ])
  })
  it('by independent evidence together, and never for certain', () => {
    expect(strengthOf([on(1, 'link'), on(2, 'phone')])).toBeCloseTo(1 - 0.4 * 0.25)
    expect(strengthOf(Array.from({ length: 20 }, (_, day) => on(day + 1)))).toBe(0.99)
  })
  it('once for two forms of one day, in the network’s zone', () => {
    expect(strengthOf([on(1, 'form', 1), on(1, 'form', 15)])).toBeCloseTo(0.9)
    expect(strengthOf([on(1, 'form', 15), on(1, 'form', 17)])).toBeCloseTo(0.99)
  })
  it('half as much of each of two with the same evidence, and of neither are the pages shown', () => {
    const half = confidenceOf([on(1)], [[on(2)]])
    expect(half).toBeCloseTo(0.45)
    expect(showsPages(half)).toBe(false)
  })
  it('less with every other person, and more of who has more evidence', () => {
    const own = [on(1, 'sign-in'), on(2)]
    const [alone, two, three] = [[], [[on(3, 'link')]], [[on(3, 'link')], [on(4)]]].map((others) =>
      confidenceOf(own, others),
    )
    expect(alone! > two! && two! > three!).toBe(true)
    expect(two! > confidenceOf([on(3, 'link')], [own])).toBe(true)
  })
  it('never of two people at the same time by more than a half', () => {
    for (const first of Object.keys(chances) as Evidence['how'][])
      for (const second of Object.keys(chances) as Evidence['how'][])
        expect(
          [
            confidenceOf([on(1, first)], [[on(1, second)]]),
            confidenceOf([on(1, second)], [[on(1, first)]]),
          ].filter(showsPages).length,
        ).toBeLessThan(2)
  })
})
