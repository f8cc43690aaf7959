import { type Comparison, type Feature, type How, personal, type Test } from './model.ts'

/** What a column may hold. Each kind brings its readings, its comparison and what it blocks on. */
export type Kind = (typeof kinds)[number]
export const kinds = [
  'given-name',
  'family-name',
  'full-name',
  'chinese-name',
  'date',
  'phone',
  'email',
  'identity-number',
  'masked-number',
  'code',
  'street',
  'house-number',
  'place',
  'postcode',
  'category',
  'text',
] as const

/** `other`: the other half of a name that two columns hold, for entries that mix them up. */
export type Column = { name: string; from: string; kind: Kind; other?: string }
export type Told = { features: Feature[]; comparison: Comparison; keys: Key[] }
/** What a rule may use: alone when it nearly identifies, else together with a key of another column. */
export type Key = { feature: string; alone: boolean }

type Levels = Comparison['levels']
const level = (name: string, when: Test) => ({ name, when })
const key = (feature: string, alone = false): Key => ({ feature, alone })
const same = (name: string) => level('same', { same: name })
const alike = (name: string, ...least: number[]): Levels =>
  least.map((atLeast) => level(`alike-${atLeast * 100}`, { alike: name, atLeast }))
const comparing = (name: string, levels: Levels, also?: Partial<Comparison>): Comparison => ({
  name,
  needs: [name],
  levels,
  rare: name,
  ...also,
})

/** Features of one column: the reading under the column's name, the others as `name_end`, each from the reading. */
function reading(
  name: string,
  from: string,
  how: How,
  ...made: [end: string, how: How, length?: number][]
): Feature[] {
  return [
    { name, from: [from], how },
    ...made.map(
      ([end, how, length]): Feature => ({
        name: `${name}_${end}`,
        from: [name],
        how,
        ...(length && { length }),
      }),
    ),
  ]
}

const tellers: Record<Kind, (column: Column) => Told> = {
  'given-name': (column) => tellHalfName(column, ['nickname', { same: `${column.name}_nick` }]),
  'family-name': (column) => tellHalfName(column),
  'full-name': ({ name, from }) => ({
    features: reading(name, from, 'text', ['sorted', 'sorted'], ['start', 'prefix', 4], ['sound', 'sound']),
    comparison: personal(
      comparing(name, [
        same(name),
        level('same-words', { same: `${name}_sorted` }),
        ...alike(name, 0.95, 0.88, 0.75),
      ]),
      2,
    ),
    keys: [key(`${name}_sorted`), key(`${name}_start`), key(`${name}_sound`)],
  }),
  'chinese-name': tellChineseName,
  date: ({ name, from }) => tellDate(name, reading(name, from, 'date', ...partsOfDate)),
  phone: ({ name, from }) => ({
    features: reading(name, from, 'phone', ['end', 'suffix', 6]),
    comparison: comparing(name, [
      same(name),
      level('slip', { slip: name }),
      level('same-end', { same: `${name}_end` }),
    ]),
    keys: [key(name, true), key(`${name}_end`)],
  }),
  email: ({ name, from }) => ({
    features: reading(name, from, 'text', ['local', 'local-part']),
    comparison: personal(
      comparing(name, [
        same(name),
        level('same-local', { same: `${name}_local` }),
        level('slip', { slip: name }),
        ...alike(name, 0.88, 0.75),
      ]),
    ),
    keys: [key(name, true), key(`${name}_local`, true)],
  }),
  'identity-number': tellIdentity,
  'masked-number': tellMasked,
  code: tellCode,
  postcode: ({ name, from }) => ({
    features: reading(name, from, 'code', ['start', 'prefix', 2]),
    comparison: comparing(name, [
      same(name),
      level('slip', { slip: name }),
      level('same-start', { same: `${name}_start` }),
    ]),
    keys: [key(name)],
  }),
  'house-number': ({ name, from }) => ({
    features: reading(name, from, 'code'),
    comparison: comparing(name, [same(name), level('slip', { slip: name })]),
    keys: [key(name)],
  }),
  street: tellText,
  text: tellText,
  place: ({ name, from }) => ({
    features: reading(name, from, 'letters', ['start', 'prefix', 4]),
    comparison: comparing(name, [same(name), ...alike(name, 0.9, 0.75)]),
    keys: [key(name), key(`${name}_start`)],
  }),
  category: ({ name, from }) => ({
    features: reading(name, from, 'letters'),
    comparison: comparing(name, [same(name)]),
    keys: [],
  }),
}

export const tell = (column: Column): Told => tellers[column.kind](column)

const partsOfDate: [end: string, how: How, length: number][] = [
  ['year', 'prefix', 4],
  ['day', 'suffix', 4],
]
const tellDate = (name: string, features: Feature[]): Told => ({
  features,
  comparison: personal(
    comparing(
      name,
      [
        same(name),
        level('slip', { slip: name }),
        level('same-day', { same: `${name}_day` }),
        level('two-slips', { near: name, atMost: 2 }),
        level('same-year', { same: `${name}_year` }),
      ],
      { rare: undefined },
    ),
    1,
  ),
  keys: [key(name, true), key(`${name}_year`), key(`${name}_day`)],
})

/** Year, month and day in columns of their own are one date: a comparison of each would take them for three matters. */
export const tellDateParts = (name: string, columns: readonly string[]): Told =>
  tellDate(name, [
    { name: `${name}_parts`, from: [...columns], how: 'join' },
    ...reading(name, `${name}_parts`, 'date', ...partsOfDate),
  ])

function tellHalfName({ name, from, kind, other }: Column, also?: [string, Test]): Told {
  // Said once, of the given name: the same mistake must not count twice.
  const crossed: Test | null = other ? { crossed: [name, other] } : null
  const given = kind === 'given-name'
  const comparison = comparing(
    name,
    [
      same(name),
      ...(also ? [level(...also)] : []),
      ...alike(name, 0.92),
      ...(crossed && given ? [level('crossed', crossed)] : []),
      ...alike(name, 0.85, 0.7),
    ],
    crossed && !given ? { silent: crossed } : {},
  )
  return {
    features: reading(
      name,
      from,
      'letters',
      ['nick', 'nickname'],
      ['sound', 'sound'],
      ['start', 'prefix', 3],
    ),
    comparison: given ? personal(comparison) : comparison,
    keys: [key(name), key(`${name}_sound`), key(`${name}_start`)],
  }
}

function tellCode({ name, from }: Column): Told {
  return {
    features: reading(name, from, 'code', ['start', 'prefix', 4], ['end', 'suffix', 4]),
    comparison: comparing(name, [
      same(name),
      level('slip', { slip: name }),
      level('two-slips', { near: name, atMost: 2 }),
    ]),
    keys: [key(name, true), key(`${name}_start`), key(`${name}_end`)],
  }
}

function tellIdentity(column: Column): Told {
  const told = tellCode(column)
  return { ...told, comparison: personal(told.comparison) }
}

/** Some write 3301**********002X, of which four digits on either side are left: as far as shown is all they can agree. */
function tellMasked(column: Column): Told {
  const { features, comparison, keys } = tellIdentity(column)
  const { name } = column
  const shown = level('shown-alike', { all: [{ same: `${name}_start` }, { same: `${name}_end` }] })
  const [same, slip, ...rest] = comparison.levels
  return { features, comparison: { ...comparison, levels: [same!, slip!, shown, ...rest] }, keys }
}

function tellText({ name, from }: Column): Told {
  return {
    features: reading(name, from, 'text', ['sorted', 'sorted'], ['start', 'prefix', 6]),
    comparison: comparing(name, [
      same(name),
      level('same-words', { same: `${name}_sorted` }),
      ...alike(name, 0.92, 0.8),
      level('contains', { contains: name }),
    ]),
    keys: [key(name), key(`${name}_start`)],
  }
}

/** 张伟: written so, pronounced so, sloppily pronounced so, written alike, half of it, one character off. */
function tellChineseName({ name, from }: Column): Told {
  return {
    features: [
      ...reading(name, from, 'name', ['pinyin', 'pinyin'], ['family', 'prefix', 2]),
      { name: `${name}_turned`, from: [`raw.${from}`], how: 'turned' },
      { name: `${name}_loose`, from: [`${name}_pinyin`], how: 'loose-pinyin' },
    ],
    comparison: personal(comparing(name, chineseNameLevels(name)), 1),
    keys: [key(name), key(`${name}_pinyin`), key(`${name}_loose`)],
  }
}

const chineseNameLevels = (name: string): Levels => [
  same(name),
  level('same-pinyin', {
    any: [{ same: `${name}_pinyin` }, { crossed: [`${name}_pinyin`, `${name}_turned`] }],
  }),
  level('look-alike', { lookAlike: name }),
  level('same-loosely', { same: `${name}_loose` }),
  level('contains', { contains: name }),
  level('one-character', { all: [{ same: `${name}_family` }, { edits: name, atMost: 1 }] }),
  level('same-family', { same: `${name}_family` }),
]

/** Several columns of telephones are one list: a number may stand in any of them. */
export function tellPhones(name: string, columns: readonly string[]): Told {
  const each = columns.map((_, at) => `${name}_${at + 1}`)
  return {
    features: [
      ...columns.map((column, at): Feature => ({ name: each[at]!, from: [column], how: 'phone' })),
      { name, from: each, how: 'list' },
      { name: `${name}_end`, from: [name], how: 'suffix', length: 6 },
    ],
    comparison: comparing(name, [
      level('same', { share: name }),
      level('slip', { slip: name }),
      level('same-end', { share: `${name}_end` }),
    ]),
    keys: [key(name, true), key(`${name}_end`)],
  }
}
