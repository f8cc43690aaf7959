import { describe, expect, it } from 'vitest'
import { caps } from './blocking.ts'
import { featuresOf } from './features.ts'
import { affordable, type Cost, inferModel, kindOf, type Seen } from './inferring.ts'

const seen = (column: string, also: Partial<Seen> = {}): Seen => ({
  column,
  filled: 1_000,
  distinct: 700,
  dates: 0,
  emails: 0,
  phones: 0,
  han: 0,
  digits: 0,
  averageLength: 7,
  ...also,
})
const birthday = (column: string) => seen(column, { dates: 1, averageLength: 10 })
const compared = (...all: Seen[]) => inferModel(all, 'within').comparisons.map(({ name }) => name)

describe('columns nobody described', () => {
  it.each([
    ['given-name', ['first_name', 'Vorname', 'prénom', 'nombre']],
    ['family-name', ['surname', 'Nachname', 'nom', 'apellidos', 'sobrenome']],
    ['place', ['birth_place', 'suburb', 'ville', 'Ort', '城市']],
    ['street', ['address_1', 'Straße', 'street_name', 'dirección', '住址']],
    ['house-number', ['street_number', 'house_no', 'Hausnummer', 'unit_number']],
    ['postcode', ['postcode_fake', 'PLZ', 'zip', '邮编']],
  ] as const)('are known as %s by what they are called', (kind, columns) => {
    for (const column of columns) expect(kindOf(seen(column)), column).toBe(kind)
  })
  it('are dates, numbers and addresses only when such stand in them', () => {
    expect(kindOf(birthday('geburtsdatum'))).toBe('date')
    expect(kindOf(seen('birth_certificate_office'))).toBe('text')
    expect(kindOf(seen('hotel'))).toBe('text')
    expect(kindOf(seen('email_consent', { distinct: 3 }))).toBe('category')
  })
  it('teach nothing when each row has its own', () => {
    expect(kindOf(seen('household_id'))).toBeNull()
    expect(kindOf(seen('line', { distinct: 1_000 }))).toBeNull()
  })
})

describe('a birthday in three columns', () => {
  const number = (column: string, distinct: number) => seen(column, { distinct, digits: 1, averageLength: 2 })
  it.each([
    ['by', 'bm', 'bd'],
    ['birth_year', 'birth_month', 'birth_day'],
    ['出生年', '出生月', '出生日'],
  ])('is one date: %s, %s, %s', (year, month, day) => {
    const model = inferModel(
      [seen('surname'), number(day, 31), number(year, 90), number(month, 12)],
      'within',
    )
    const [, date] = model.comparisons
    expect(date).toMatchObject({
      personal: 4,
      levels: expect.arrayContaining([expect.objectContaining({ name: 'same-year' })]),
    })
    const born = featuresOf(model.features, { [year]: '1985', [month]: '7', [day]: '3' })
    expect(born[date!.name]).toBe('19850703')
  })
  it('adds nothing to the date itself, and two columns that are called nearly alike are two', () => {
    const parts = [number('birth_year', 90), number('birth_month', 12), number('birth_day', 31)]
    expect(compared(seen('surname'), birthday('birth_date'), ...parts)).toEqual(['surname', 'birth_date'])
    expect(compared(seen('Home city'), seen('home-city'))).toEqual(['home_city', 'column_2'])
  })
  it('is not made of columns that only end alike', () => {
    expect(compared(seen('surname'), seen('city'), seen('firm'), seen('id_card'))).not.toContain('_date')
    expect(compared(seen('surname'), number('by', 90), number('bm', 12))).toEqual(['surname', 'by', 'bm'])
  })
})

describe('rules nobody wrote', () => {
  it('pay for more pairs where everybody stands there many times', () => {
    const model = inferModel([seen('first_name'), seen('surname'), birthday('dob')], 'within')
    const alone = model.blocking.findIndex(({ on }) => on.join() === 'dob')
    const costs = (pairs: number, cap: number): Cost[] =>
      model.blocking.map((_, rule) => ({
        rule,
        pairs: caps.map((_, at) => (at < cap ? pairs / 10 : pairs)),
        held: caps.map((_, at) => (at < cap ? 0.1 : 1)),
      }))
    const rules = (all: Cost[]) => affordable(model, all, 6_000).blocking.filter(({ on }) => on.length > 0)
    // Nine partners a record under every rule, in keys of up to thirty: all of it one person's records.
    expect(rules(costs(54_000, 1)).some(({ on }) => on.length === 2)).toBe(true)
    // The same pairs from keys of up to thirty beside a birthday that hardly repeats are too many.
    const once = costs(54_000, 1).map((one) =>
      one.rule === alone ? { ...one, pairs: caps.map(() => 600), held: caps.map(() => 1) } : one,
    )
    expect(rules(once).map(({ on }) => on.join())).toEqual(['dob'])
  })
})

describe('what two columns say', () => {
  const [given, family] = [seen('first_name', { averageLength: 6 }), seen('surname', { averageLength: 6 })]
  it('counts once: the halves, not the whole name beside them', () => {
    const both = seen('first_and_surname', { averageLength: 13, contains: ['first_name', 'surname'] })
    const whole = seen('full_name', {
      averageLength: 15,
      contains: ['first_name', 'surname', 'first_and_surname'],
    })
    expect(compared(whole, both, given, family, birthday('dob'))).toEqual(['first_name', 'surname', 'dob'])
  })
  it('counts once: the whole where the part alone does not make it up, unless more rows have the part', () => {
    const city = seen('city')
    const address = seen('address', { averageLength: 40, contains: ['city'] })
    expect(compared(city, address, given)).toEqual(['address', 'first_name'])
    expect(compared(city, { ...address, filled: 300 }, given)).toEqual(['city', 'address', 'first_name'])
  })
  it('counts once: an age beside a birthday, and not without one', () => {
    const age = seen('age', { distinct: 90, digits: 1, averageLength: 2 })
    expect(compared(given, age, birthday('dob'))).toEqual(['first_name', 'dob'])
    expect(compared(given, age)).toEqual(['first_name', 'age'])
  })
})
