import { describe, expect, it } from 'vitest'
import { changeOf, comparedWith, costEach, daysIn, ratio, stepsOf, whyEmpty } from './rules.ts'

const now = new Date('2026-11-22T08:00:00Z')
const values = {
  spend: 1_000_00,
  contacts: 400,
  leads: 50,
  dispatched: 40,
  'in-time': 30,
  visits: 15,
  'test-drives': 9,
  orders: 6,
  deliveries: 5,
  revenue: 90_000_00,
}

describe('comparing with an earlier period', () => {
  it('takes as many days before, and looks from as much earlier', () => {
    expect(comparedWith({ from: '2026-10-01', to: '2026-11-22', compare: 'previous' }, now)).toEqual({
      from: '2026-08-09',
      to: '2026-09-30',
      asOf: new Date('2026-09-30T08:00:00Z'),
    })
  })
  it('takes the same weekdays a year ago', () => {
    const year = comparedWith({ from: '2026-11-16', to: '2026-11-22', compare: 'year' }, now)!
    expect([year.from, year.to]).toEqual(['2025-11-17', '2025-11-23'])
    expect(new Date(`${year.from}T00:00:00Z`).getUTCDay()).toBe(1)
  })
  it('compares with nothing when told so', () => {
    expect(comparedWith({ from: '2026-11-16', to: '2026-11-22', compare: 'none' }, now)).toBeNull()
  })
  it('counts both ends of a period', () => expect(daysIn({ from: '2026-10-01', to: '2026-11-22' })).toBe(53))
})

describe('the steps', () => {
  const steps = Object.fromEntries(stepsOf(values).map((step) => [step.key, step]))
  it.each([
    ['leads', 0.125, 2_000],
    ['dispatched', 0.8, 2_500],
    ['in-time', 0.75, 3_333],
    ['visits', 0.5, 6_667],
    ['test-drives', 0.6, 11_111],
    ['orders', 6 / 9, 16_667],
    ['deliveries', 5 / 6, 20_000],
  ] as const)('%s convert and cost as worked by hand', (key, conversion, costFen) => {
    expect(steps[key]).toMatchObject({ conversion, costFen })
  })
  it('say what a fen of spend brought', () =>
    expect(steps.revenue).toMatchObject({ conversion: null, costFen: 90 }))
  it('have no cost and no conversion where the money is hidden', () => {
    const hidden = Object.fromEntries(
      stepsOf({ ...values, spend: null, contacts: null }).map((step) => [step.key, step]),
    )
    expect(hidden.leads).toMatchObject({ value: 50, conversion: null, costFen: null })
    expect(hidden.dispatched).toMatchObject({ conversion: 0.8, costFen: null })
  })
  it('move by share, in time by points', () => {
    const earlier = Object.fromEntries(
      stepsOf({ ...values, leads: 40, dispatched: 32, 'in-time': 20 }).map((step) => [step.key, step]),
    )
    expect(changeOf('leads', steps.leads!, earlier.leads)).toBe(0.25)
    expect(changeOf('in-time', steps['in-time']!, earlier['in-time'])).toBe(0.125)
    expect(changeOf('leads', steps.leads!, undefined)).toBeNull()
  })
})

it('knows no ratio over nothing', () => {
  expect([ratio(3, 0), ratio(null, 3), costEach(100, 0), costEach(100, 3)]).toEqual([null, null, null, 33])
})

it('says why there is nothing', () => {
  expect(whyEmpty(true, {}, null)).toBeNull()
  expect(whyEmpty(false, {}, null)).toBe('no-facts')
  expect(whyEmpty(false, { brand: [] }, 'x')).toBe('period')
  expect(whyEmpty(false, { brand: ['b'] }, 'x')).toBe('filters')
})
