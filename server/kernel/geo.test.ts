import { expect, test } from 'vitest'
import { distanceKm } from './geo.ts'

const beijing = { latitude: 39.9042, longitude: 116.4074 }
const shanghai = { latitude: 31.2304, longitude: 121.4737 }

test('Beijing is about 1,067 km from Shanghai, both ways', () => {
  expect(distanceKm(beijing, shanghai)).toBeCloseTo(1067, -1)
  expect(distanceKm(shanghai, beijing)).toBe(distanceKm(beijing, shanghai))
})

test('a place is 0 km from itself and half a circle from its antipode', () => {
  expect(distanceKm(beijing, beijing)).toBe(0)
  expect(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBeCloseTo(20015.1, 0)
})
