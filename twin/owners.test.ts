import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseDay } from './calendar.ts'
import { VARIANTS } from './catalogue.ts'
import { prepareWorld, writeTwin } from './index.ts'
import { describePerson } from './people.ts'
import { describeParticulars, profileOf, SURVEY } from './profile.ts'
import { cardsOf } from './records.ts'
import { people } from './world.ts'

type Row = Record<string, string>
const until = '2026-11-22'
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twin-owners-'))
  await writeTwin({ seed: 7, dealers: 60, customers: 5_000, months: 12, until, out: folder })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const rowsOf = (file: string): Row[] => parse(readFileSync(join(folder, file)), { columns: true, bom: true })
const deliveries = () =>
  ['history/deliveries-1.csv', 'history/deliveries-2.csv', 'deliveries.csv'].flatMap(rowsOf)
const dayIn = (at: string) => parseDay(at.slice(0, 10))

describe('what owners do next', () => {
  test('one in five owners of four years and more has bought again, most of them the same brand', () => {
    const cars = Map.groupBy(deliveries(), (row) => row.phone!)
    const old = [...cars.values()].filter(([first]) => first!.delivered_at! < '2022-11')
    const again = old.filter((rows) => rows.length > 1)
    expect(again.length / old.length).toBeGreaterThan(0.15)
    expect(again.length / old.length).toBeLessThan(0.35)
    const same = again.filter(([one, two]) => one!.vin!.slice(0, 3) === two!.vin!.slice(0, 3))
    expect(same.length / again.length).toBeGreaterThan(0.75)
    for (const [one, two] of again)
      expect(dayIn(two!.delivered_at!) - dayIn(one!.delivered_at!)).toBeGreaterThan(900)
  })

  test('of those invited to a trial three in ten are left out, and only the others come for it', () => {
    const members = rowsOf('experiments.csv').filter(({ trial }) => trial === 'care')
    const [first] = members
    const came = new Set(
      rowsOf('repair-orders.csv')
        .filter(({ opened_at: at = '' }) => at >= first!.starts_on! && at < first!.ends_on!)
        .map(({ phone }) => phone),
    )
    const arm = (heldOut: string) => {
      const own = members.filter((one) => one.held_out === heldOut)
      return { size: own.length, rate: own.filter(({ phone }) => came.has(phone)).length / own.length }
    }
    const [treated, left] = [arm('n'), arm('y')]
    expect(left.size / members.length).toBeCloseTo(0.3, 1)
    expect(treated.rate - left.rate).toBeGreaterThan(0.03)
    expect(treated.rate - left.rate).toBeLessThan(0.14)
  })
})

describe('owners are who the survey found (A9-03, A9-04)', () => {
  const world = prepareWorld({ seed: 7, dealers: 396, customers: 20_000, months: 12, until })
  const found: {
    age: number
    income: number
    married: boolean
    bachelor: boolean
    male: boolean
    segment: string
  }[] = []
  const ids = new Set<string>()
  beforeAll(() => {
    for (let index = 0; index < people(world); index++) {
      const [card] = cardsOf(world, index)
      if (card === undefined) continue
      const person = describePerson(world, index)
      const { birthDay, idNumber } = describeParticulars(world, person)
      const { incomeYuan, marital, education } = profileOf(world, index)
      ids.add(idNumber)
      found.push({
        age: (world.endDay - birthDay) / 365.25,
        income: incomeYuan,
        married: marital === 'married-children',
        bachelor: education !== 'below-bachelor',
        male: person.male,
        segment: card.car ? VARIANTS[card.car.variantIndex]!.segment : '',
      })
    }
  })
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
  const spread = (values: readonly number[]) => {
    const middle = mean(values)
    return Math.sqrt(mean(values.map((one) => (one - middle) ** 2)))
  }
  /** Three standard errors of what was drawn. */
  const isNear = (values: readonly number[], meant: number) => {
    expect(Math.abs(mean(values) - meant)).toBeLessThan((3 * spread(values)) / Math.sqrt(values.length))
  }
  const shares = (of: (one: (typeof found)[number]) => boolean) => found.map((one) => (of(one) ? 1 : 0))

  test('age, sex, family, schooling and income come out within sampling error', () => {
    expect(found.length).toBeGreaterThan(15_000)
    isNear(
      found.map(({ age }) => age),
      SURVEY.age,
    )
    isNear(
      shares(({ male }) => male),
      0.569,
    )
    isNear(
      shares(({ married }) => married),
      SURVEY.withChildren,
    )
    isNear(
      shares(({ bachelor }) => bachelor),
      SURVEY.bachelorUp,
    )
    isNear(
      found.map(({ income }) => income),
      SURVEY.incomeYuan,
    )
  })

  test('the larger the car, the older its owner; nobody is a child, and no ID is given twice', () => {
    const ages = ['A0', 'A', 'B', 'SUV'].map((segment) =>
      mean(found.filter((one) => one.segment === segment).map(({ age }) => age)),
    )
    expect(ages).toEqual([...ages].sort((a, b) => a - b))
    expect(Math.min(...found.map(({ age }) => age))).toBeGreaterThan(21)
    expect(ids.size).toBe(found.length)
  })
})
