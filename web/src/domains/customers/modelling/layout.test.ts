import { describe, expect, it } from 'vitest'
import { layoutOf, lineOf } from './layout.ts'
import { heightOf, placeOf, scaleOf, weightAt, zoneOf } from './scale.ts'

const node = (id: string, customerId: string) => ({
  id,
  customerId,
  source: 'dms',
  kind: 'service',
  name: null,
  dealer: null,
  at: '2026-11-22T00:00:00Z',
  how: 'new',
})
const clusterOf = (sizes: number[]) => {
  const customers = sizes.map((records, at) => ({ id: `c${at}`, name: '王', records }))
  const nodes = sizes.flatMap((records, at) =>
    Array.from({ length: records }, (_, n) => node(`r${at}-${n}`, `c${at}`)),
  )
  return { customerId: 'c0', customers, nodes }
}

describe('where records stand', () => {
  it.each([[[1]], [[8]], [[3, 1]], [[12, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]]])(
    '%j: no two dots touch, no two circles',
    (sizes) => {
      const { customers, nodes, width, height } = layoutOf(clusterOf(sizes))
      const dots = [...nodes.values()]
      for (const [at, a] of dots.entries()) {
        expect(a.x > 0 && a.x < width && a.y > 0 && a.y < height).toBe(true)
        for (const b of dots.slice(at + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(22)
      }
      const circles = [...customers.values()]
      for (const [at, a] of circles.entries())
        for (const b of circles.slice(at + 1))
          expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.radius + b.radius)
    },
  )
  it('a line between two circles ends at their edges', () => {
    const { path, middle } = lineOf({ x: 0, y: 0, radius: 10 }, { x: 100, y: 0, radius: 20 })
    expect(path).toBe('M10.0 0.0 Q50.0 0.0 80.0 0.0')
    expect(middle.x).toBe(47.5)
  })
  it('a line between two on opposite sides goes around what is in the middle', () => {
    const around = { x: 0, y: 0, radius: 60 }
    const { middle } = lineOf({ x: -200, y: 0, radius: 30 }, { x: 200, y: 0, radius: 30 }, around)
    expect(Math.hypot(middle.x, middle.y)).toBeGreaterThan(around.radius)
  })
})

describe('the scale of the histogram', () => {
  const bins = [{ from: -12, pairs: 9, same: 0, different: 0 }]
  it('has both thresholds well inside, and a place is read back as the weight it was', () => {
    const scale = scaleOf(bins, 12, 0)
    expect([scale.low, scale.high]).toEqual([-12, 24])
    expect(weightAt(scale, placeOf(scale, 7.5) / 100)).toBe(7.5)
    expect(weightAt(scale, 2)).toBe(24)
    expect(scaleOf(bins, 40, -20)).toMatchObject({ low: -24, high: 44 })
  })
  it('a bar belongs to the zone it begins in; one pair is seen beside a million', () => {
    expect([zoneOf(12, 12, 0), zoneOf(11.5, 12, 0), zoneOf(-0.5, 12, 0)]).toEqual([
      'linked',
      'asked',
      'apart',
    ])
    expect(heightOf(0, 10)).toBe(0)
    expect(heightOf(1, 1_000_000)).toBeGreaterThan(2)
    expect(heightOf(1_000_000, 1_000_000)).toBe(100)
  })
})
