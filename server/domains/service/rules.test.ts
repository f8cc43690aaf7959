import { describe, expect, it } from 'vitest'
import type { CarKeeper } from '../vehicles/index.ts'
import { isOdometer, nextDue, paceOf, whoseVisit } from './rules.ts'

const keeper = (customerId: string, given: Partial<CarKeeper> = {}): CarKeeper => ({
  customerId,
  role: 'owner',
  name: '贾倩',
  phones: ['+8617808091653'],
  fromOn: null,
  untilOn: null,
  ...given,
})
const visitor = { name: null, phone: null, openedOn: '2026-06-01' }

describe('whose visit it was', () => {
  it('is nobody’s when the row names somebody else, or the car has two owners or none', () => {
    const two = [keeper('a'), keeper('b')]
    expect(whoseVisit({ ...visitor, name: '宰予' }, [keeper('a')])).toBeNull()
    expect(whoseVisit({ ...visitor, phone: '+8613900000000' }, [keeper('a')])).toBeNull()
    expect(whoseVisit(visitor, two)).toBeNull()
    expect(whoseVisit(visitor, [])).toBeNull()
  })
  it('is the keeper’s of that day with this telephone, or of this name', () => {
    const driver = keeper('b', { role: 'driver', phones: ['+8613900000000'], name: '宰予' })
    expect(whoseVisit({ ...visitor, name: '谁', phone: '+8613900000000' }, [keeper('a'), driver])).toEqual({
      customerId: 'b',
      said: true,
    })
    expect(whoseVisit({ ...visitor, name: '宰予先生' }, [keeper('a'), driver])).toEqual({
      customerId: 'b',
      said: true,
    })
    const sold = keeper('a', { untilOn: '2026-01-01' })
    expect(whoseVisit({ ...visitor, name: '贾倩' }, [sold])).toBeNull()
  })
  it('is to be found out when a name and a number are given that the car does not know', () => {
    expect(whoseVisit({ ...visitor, name: '宰予', phone: '+8613900000000' }, [keeper('a')])).toBe('ask')
  })
  it('is the only owner’s, else the only driver’s, when the row names nobody', () => {
    expect(whoseVisit(visitor, [keeper('a'), keeper('b', { role: 'driver' })])).toEqual({
      customerId: 'a',
      said: false,
    })
    expect(whoseVisit(visitor, [keeper('b', { role: 'driver' })])).toEqual({ customerId: 'b', said: false })
  })
})

describe('an odometer', () => {
  it('does not say more than 500 km for each day since the sale', () => {
    expect(isOdometer(300_000, '2026-06-01', '2026-01-01')).toBe(false)
    expect(isOdometer(30_000, '2026-06-01', '2026-01-01')).toBe(true)
    expect(isOdometer(300_000, '2026-06-01', null)).toBe(true)
  })
  it('tells the pace of its driver, also when one reading has a digit too many', () => {
    const readings = [
      { on: '2025-07-01', km: 7_240 },
      { on: '2026-01-01', km: 146_000 },
      { on: '2026-07-01', km: 21_840 },
    ]
    expect(paceOf(readings, '2025-01-01')).toBeCloseTo(40, 1)
    expect(paceOf([], '2025-01-01')).toBeNull()
    expect(paceOf([{ on: '2026-01-01', km: 5_000 }], null)).toBeNull()
  })
})

describe('the next maintenance', () => {
  const soldOn = '2025-01-01'
  it('is due by the calendar, a year after the last one, without readings', () => {
    expect(nextDue([], { soldOn, maintained: null })).toEqual({
      dueOn: '2026-01-01',
      dueKm: null,
      dueBy: 'calendar',
    })
    expect(nextDue([], { soldOn: null, maintained: null })).toBeNull()
  })
  it('is due after 10,000 km at this pace when that comes first', () => {
    const maintained = { on: '2025-07-01', km: 9_050 }
    expect(nextDue([maintained], { soldOn, maintained })).toEqual({
      dueOn: '2026-01-17',
      dueKm: 19_100,
      dueBy: 'mileage',
    })
  })
  it('counts from the pace where the last reading is a slip', () => {
    const slip = { on: '2026-01-01', km: 146_000 }
    const readings = [{ on: '2025-07-01', km: 7_240 }, slip, { on: '2026-07-01', km: 21_840 }]
    expect(nextDue(readings, { soldOn, maintained: slip })).toMatchObject({ dueKm: 24_600, dueBy: 'mileage' })
  })
})
