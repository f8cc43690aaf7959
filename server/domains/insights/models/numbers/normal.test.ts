import { describe, expect, it } from 'vitest'
import { normalQuantile, studentQuantile } from './normal.ts'

describe('quantiles, against printed tables', () => {
  it('normal', () => {
    for (const [p, z] of [
      [0.5, 0],
      [0.9, 1.2815515655],
      [0.975, 1.9599639845],
      [0.999, 3.0902323062],
      [0.025, -1.9599639845],
    ])
      expect(normalQuantile(p!)).toBeCloseTo(z!, 7)
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity])
  })
  it('Student', () => {
    for (const [p, freedom, t] of [
      [0.975, 1, 12.7062],
      [0.975, 2, 4.30265],
      [0.975, 3, 3.18245],
      [0.975, 10, 2.22814],
      [0.995, 30, 2.75],
      [0.9, 3, 1.63774],
      [0.025, 10, -2.22814],
      [0.975, 1e6, 1.95997],
    ])
      expect(Math.abs(studentQuantile(p!, freedom!) / t! - 1)).toBeLessThan(1e-4)
  })
})
