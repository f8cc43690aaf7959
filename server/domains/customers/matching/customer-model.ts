import {
  type Comparison,
  type Feature,
  type How,
  type Model,
  personal,
  type Rule,
  type Test,
} from './model.ts'

/**
 * How customers are compared with one another: what the lifetime records hold, in the field's terms. The parameters are
 * estimated from the customers themselves. Web and device evidence is not here: it never makes two identified people one.
 */

const feature = (name: string, from: string, how: How, length?: number): Feature => ({
  name,
  from: [from],
  how,
  ...(length && { length }),
})
const many = (name: string): Feature => ({ name, from: [name], how: 'text', many: true })
const level = (name: string, when: Test) => ({ name, when })
const comparison = (name: string, levels: Comparison['levels'], rare = true): Comparison => ({
  name,
  needs: [name],
  levels,
  ...(rare && { rare: name }),
})
/** Several numbers, plates or addresses of one person: any of them counts. */
const shared = (name: string, ...also: Comparison['levels']): Comparison =>
  comparison(name, [level('same', { share: name }), level('slip', { slip: name }), ...also])

const features: Feature[] = [
  feature('kind', 'kind', 'text'),
  feature('name', 'name', 'name'),
  feature('pinyin', 'pinyin', 'text'),
  feature('turned', 'raw.name', 'turned'),
  feature('loose', 'pinyin', 'loose-pinyin'),
  feature('family', 'name', 'prefix', 2),
  feature('sex', 'sex', 'text'),
  feature('birth', 'birth', 'date'),
  feature('birth_day', 'birth', 'suffix', 4),
  feature('birth_year', 'birth', 'prefix', 4),
  feature('resident', 'resident', 'text'),
  feature('resident_read', 'resident_read', 'text'),
  many('resident_meant'),
  feature('resident_valid', 'resident_valid', 'text'),
  feature('resident_shown', 'resident_shown', 'text'),
  feature('resident_start', 'resident_shown', 'prefix', 3),
  feature('resident_end', 'resident_shown', 'suffix', 4),
  feature('credit_code', 'credit_code', 'code'),
  feature('company', 'company', 'letters'),
  feature('division', 'division', 'text'),
  feature('city', 'division', 'prefix', 4),
  feature('address', 'address', 'letters'),
  feature('address_start', 'address', 'prefix', 12),
  many('phones'),
  feature('phones_end', 'phones', 'suffix', 6),
  many('emails'),
  many('plates'),
  many('vins'),
]

const name: Comparison = personal(
  comparison('name', [
    level('same', { same: 'name' }),
    level('same-pinyin', { any: [{ same: 'pinyin' }, { crossed: ['pinyin', 'turned'] }] }),
    level('look-alike', { lookAlike: 'name' }),
    level('same-loosely', { same: 'loose' }),
    level('contains', { contains: 'name' }),
    level('one-character', { all: [{ same: 'family' }, { edits: 'name', atMost: 1 }] }),
    level('same-family', { same: 'family' }),
  ]),
  1,
)

/**
 * Two valid numbers are never one slip apart (matching/misread.ts), so who is on `slip` has an invalid one on a side at
 * least. `other` and `shown-alike` are two valid numbers: never linked without a person, whatever else agrees.
 */
const resident: Comparison = personal(
  {
    name: 'resident',
    needs: ['resident_read', 'resident_meant'],
    levels: [
      level('same', { same: 'resident_read' }),
      level('slip', { share: 'resident_meant' }),
      level('shown-alike', { crossed: ['resident_shown', 'resident_shown'] }),
      level('other', { crossed: ['resident_valid', 'resident_valid'] }),
    ],
  },
  2,
)

/**
 * One of the two at least came masked: held against the other as far as every mask shows, three digits and four. Silent where
 * both have a valid number, whose comparison says all there is.
 */
const masked: Comparison = personal({
  name: 'resident_shown',
  needs: ['resident_shown'],
  levels: [level('shown-alike', { all: [{ same: 'resident_start' }, { same: 'resident_end' }] })],
  silent: { crossed: ['resident_valid', 'resident_valid'] },
})

const comparisons: Comparison[] = [
  name,
  comparison('sex', [level('same', { same: 'sex' })], false),
  personal(
    comparison(
      'birth',
      [
        level('same', { same: 'birth' }),
        level('slip', { slip: 'birth' }),
        level('same-day', { same: 'birth_day' }),
        level('same-year', { same: 'birth_year' }),
      ],
      false,
    ),
    1,
  ),
  shared('phones', level('same-end', { share: 'phones_end' })),
  resident,
  masked,
  personal(shared('emails')),
  comparison('credit_code', [level('same', { same: 'credit_code' }), level('slip', { slip: 'credit_code' })]),
  comparison('company', [
    level('same', { same: 'company' }),
    level('alike-92', { alike: 'company', atLeast: 0.92 }),
    level('contains', { contains: 'company' }),
  ]),
  comparison('division', [level('same', { same: 'division' }), level('same-city', { same: 'city' })]),
  comparison('address', [
    level('same', { same: 'address' }),
    level('contains', { contains: 'address' }),
    level('alike-92', { alike: 'address', atLeast: 0.92 }),
    level('alike-80', { alike: 'address', atLeast: 0.8 }),
  ]),
  shared('plates'),
  shared('vins'),
]

/** A person never blocks with an organisation. */
const rule = (mostPerKey: number, ...on: string[]): Rule => ({ on: ['kind', ...on], mostPerKey })

/** The first five are what live matching asks PostgreSQL for: `liveRules` of linking/live.ts. */
const blocking: Rule[] = [
  rule(100, 'phones'),
  rule(100, 'resident_meant'),
  rule(100, 'emails'),
  rule(30, 'vins'),
  rule(30, 'plates'),
  rule(100, 'pinyin', 'birth'),
  rule(100, 'pinyin', 'phones_end'),
  rule(100, 'credit_code'),
  rule(100, 'loose', 'division'),
  rule(100, 'loose', 'address_start'),
  rule(100, 'birth', 'phones_end'),
  rule(100, 'birth', 'family', 'division'),
]

export const customerModel: Model = { link: 'within', features, blocking, comparisons }
