import { describe, expect, it } from 'vitest'
import { normal, seeded } from '../numbers/random.ts'
import { backtest } from './backtest.ts'
import { forecast } from './forecast.ts'
import { seasonalNaive } from './naive.ts'
import { fitSmoothing, smoothed } from './smoothing.ts'

/** Months of orders: a level that grows, a year's shape, and chance. */
function orders(months: number, seed: number, { growth = 0.5, swing = 0.3, noise = 0.04 } = {}): number[] {
  const random = seeded(seed)
  return Array.from({ length: months }, (_, month) => {
    const shape = 1 + swing * Math.sin((2 * Math.PI * month) / 12) + (month % 12 === 11 ? swing : 0)
    return Math.round((100 + growth * month) * shape * Math.exp(noise * normal(random)))
  })
}

describe('the naive', () => {
  it('says what was a season ago, over and over', () => {
    expect([...seasonalNaive([1, 2, 3, 4, 5, 6], 3, 5)]).toEqual([4, 5, 6, 4, 5])
    expect([...seasonalNaive([7], 12, 2)]).toEqual([7, 7])
  })
})

describe('smoothing', () => {
  it('level and trend by hand', () => {
    // alpha .5, no damping: 10, 12, 14, 16 come as expected; 22 instead of 18 lifts the level to 20, the trend stays 2.
    const one = { season: 'none', level: 0.5, trend: 0, seasonal: 0, damping: 1 } as const
    expect([...smoothed([10, 12, 14, 16, 22], 1, one, 2)].map((value) => Number(value.toFixed(4)))).toEqual([
      22, 24,
    ])
  })
  it('a season without chance comes back exactly, added or multiplied', () => {
    const added = Array.from({ length: 36 }, (_, month) => 100 + 2 * month + [0, 20, -20, 5][month % 4]!)
    const next = smoothed(added, 4, { ...fitSmoothing(added, 4, 'additive')!, damping: 1 }, 4)
    next.forEach((value, ahead) => {
      expect(value / (100 + 2 * (36 + ahead) + [0, 20, -20, 5][ahead % 4]!)).toBeCloseTo(1, 2)
    })
    const times = Array.from({ length: 36 }, (_, month) => 100 * [1, 1.4, 0.7, 0.9][month % 4]!)
    const later = smoothed(times, 4, fitSmoothing(times, 4, 'multiplicative')!, 4)
    later.forEach((value, ahead) => {
      expect(value).toBeCloseTo(100 * [1, 1.4, 0.7, 0.9][ahead % 4]!, 1)
    })
  })
  it('refuses what it cannot start from, and never forecasts less than nothing', () => {
    expect(fitSmoothing([1, 2, 3], 12, 'additive')).toBeNull()
    expect(fitSmoothing(Array(40).fill(0), 12, 'multiplicative')).toBeNull()
    const falling = Array.from({ length: 12 }, (_, at) => Math.max(0, 20 - 2 * at))
    expect(Math.min(...smoothed(falling, 1, fitSmoothing(falling, 1, 'none')!, 12))).toBeGreaterThanOrEqual(0)
  })
})

describe('a forecast', () => {
  it('beats the naive where there is growth and season, and says by how much', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { method, accuracy } = forecast(orders(72, seed), { period: 12, horizon: 6 })!
      const naive = accuracy.find((one) => one.method === 'naive')!
      const best = accuracy.find((one) => one.method === method)!
      expect(['additive', 'multiplicative']).toContain(method)
      expect(best.mase!).toBeLessThan(0.8 * naive.mase!)
      expect(best.wape).toBeLessThan(0.08)
    }
  })
  it('its 80 % intervals hold about four in five of what came', () => {
    let [held, asked] = [0, 0]
    for (let seed = 1; seed <= 40; seed++) {
      const all = orders(78, seed)
      const { ahead } = forecast(all.slice(0, 72), { period: 12, horizon: 6 })!
      ahead.forEach(({ low, high }, at) => {
        asked++
        if (low <= all[72 + at]! && all[72 + at]! <= high) held++
      })
    }
    expect(held / asked).toBeGreaterThan(0.7)
    expect(held / asked).toBeLessThan(0.92)
  })
  it('is the naive where nothing can be known, and nothing where nothing can be tested', () => {
    const same = [5, 9, 2, 5, 9, 2, 5, 9, 2, 5, 9, 2, 5, 9, 2]
    expect(forecast(same, { period: 3, horizon: 3, origins: 4 })!.method).toBe('naive')
    expect(forecast([1, 2, 3], { period: 12, horizon: 6 })).toBeNull()
  })
  it('the back-test never looks ahead', () => {
    const values = orders(60, 9)
    const shocked = [...values.slice(0, 59), 10_000]
    const [before, after] = [values, shocked].map((one) =>
      backtest(Float64Array.from(one), { period: 12, horizon: 3, origins: 6 }).map(({ errors }) => errors[0]),
    )
    // Only the last origin's furthest step saw the shock; one step ahead nothing changed.
    expect(after).toEqual(before)
  })
  it('error by hand: naive on 10, 20, 10, 20, 14', () => {
    const [naive] = backtest(Float64Array.of(10, 20, 10, 20, 14), { period: 2, horizon: 1, origins: 1 })
    expect(naive).toMatchObject({ method: 'naive', wape: 4 / 14, bias: -4 / 14, errors: [4] })
  })
})
