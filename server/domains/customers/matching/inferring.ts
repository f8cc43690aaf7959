import { caps } from './blocking.ts'
import { type Column, type Key, type Kind, tell, tellDateParts, tellPhones } from './library.ts'
import { type Model, type Rule, rootsOf } from './model.ts'

/** A model for a file nobody described: kinds by what columns are called and by what stands in them. */

/** What a look at a column's values showed; shares of the values that are not empty. */
export type Seen = {
  column: string
  filled: number
  distinct: number
  /** Share of values that look like it. */
  dates: number
  emails: number
  phones: number
  han: number
  digits: number
  /** 3301**********002X */
  masked?: number
  averageLength: number
  /** Other columns whose value stands in this one's in nearly every row. */
  contains?: string[]
}

/** In the languages whose files are met most: English, Chinese, French, German, Spanish, Italian, Portuguese. */
const called: [Kind, RegExp][] = [
  ['email', /e.?mail|correo|courriel|邮箱|邮件/i],
  [
    'given-name',
    /given|first.?name|fore.?name|middle.?name|^fname|^pr[eé]nom|vorname|^nombres?$|^nome$|名字$/i,
  ],
  [
    'family-name',
    /sur.?name|last.?name|family|^lname|^nom$|nom.?de.?famille|nachname|apellido|cognome|sobrenome|姓氏|^姓$/i,
  ],
  ['full-name', /^(full.?)?name$|customer.?name|contact.?name|姓名|名称|客户名|联系人/i],
  ['date', /birth|born|dob|naissance|geburt|nacimiento|nascita|nascimento|生日|出生/i],
  ['phone', /phone|tel|mobile|cell|handy|portable|手机|电话/i],
  ['identity-number', /ssn|soc.?sec|nhs|passport|national.?id|id.?(number|no|card)|身份证|证件/i],
  ['code', /plate|vin|licen[cs]e|credit.?code|车牌|车架|信用代码/i],
  ['postcode', /post.?code|zip|postal|^plz|^cap$|邮编/i],
  ['house-number', /street.?n(o|r|um)|house.?n|unit|apartment|hausn|门牌/i],
  ['street', /address|adresse|direcci|indirizzo|street|road|stra(ss|ß)e|calle|住址|地址/i],
  [
    'place',
    /city|town|suburb|county|place|locality|municipal|^ville|^ort$|stadt|ciudad|citt|cidade|城市|区县/i,
  ],
  ['category', /state|province|sex|gender|title|country|省|性别|称谓/i],
]
/** What a birthday says already. */
const agesOf = /^age$|^alter$|^edad$|^[âa]ge$|年龄/i

/** A name alone does not make a date of a `birth_place`. */
const stands: Partial<Record<Kind, (seen: Seen) => boolean>> = {
  date: ({ dates }) => dates > 0.3,
  email: ({ emails }) => emails > 0.3,
  phone: ({ phones, digits }) => phones + digits > 0.3,
}
const named = (seen: Seen) =>
  called.find(([kind, pattern]) => pattern.test(seen.column) && (stands[kind]?.(seen) ?? true))?.[0]

export function kindOf(seen: Seen): Kind | null {
  if (seen.filled === 0 || seen.distinct < 2) return null
  const name = named(seen)
  if (name === 'full-name' && seen.han > 0.3) return 'chinese-name'
  if (name === 'identity-number' && (seen.masked ?? 0) > 0) return 'masked-number'
  if (name) return name
  if (seen.emails > 0.7) return 'email'
  if (seen.dates > 0.7) return 'date'
  if (seen.phones > 0.7) return 'phone'
  // A value of its own in every row numbers the rows; nothing is learned from it.
  if (seen.distinct > seen.filled * 0.995 || /(^|_)id$/i.test(seen.column)) return null
  if (seen.distinct < 60) return 'category'
  if (seen.digits > 0.8) return seen.distinct > seen.filled * 0.3 ? 'identity-number' : 'code'
  return seen.averageLength > 15 ? 'street' : 'text'
}

/**
 * Columns that another one says already, for what is said twice would count twice: a full name beside its two halves, the city at
 * the end of an address, the age beside the birthday.
 */
export function saidTwice(all: readonly Seen[]): Set<string> {
  const twice = new Set<string>()
  if (all.some((seen) => kindOf(seen) === 'date'))
    for (const { column } of all) if (agesOf.test(column)) twice.add(column)
  const shortest = [...all].sort((a, b) => a.averageLength - b.averageLength)
  for (const whole of shortest) {
    const parts = shortest.filter(({ column }) => whole.contains?.includes(column) && !twice.has(column))
    const length = parts.reduce((sum, part) => sum + part.averageLength, 0)
    if (parts.length > 1 && length > whole.averageLength * 0.7) twice.add(whole.column)
    else for (const part of parts) if (part.filled <= whole.filled * 1.1) twice.add(part.column)
  }
  return twice
}

const datePart = /^(.*?)[_. ]?(?:(y|yr|year|年)|(m|mon|month|月)|(d|day|日))$/i
/** `by`, `bm`, `bd`: the columns of a year, a month and a day that are called alike. */
function dateParts(all: readonly Seen[]): { name: string; columns: string[] } | null {
  const parts = all.flatMap(({ column, digits, distinct }) => {
    const [, stem, year, month] = datePart.exec(column.trim()) ?? []
    // With room for mistakes: FEBRL has 33 months.
    if (stem === undefined || digits < 0.8 || distinct > (year ? 300 : 100)) return []
    return [{ column, stem: stem.toLowerCase(), at: year ? 0 : month ? 1 : 2 }]
  })
  for (const { stem } of parts) {
    const columns = [0, 1, 2].map(
      (wanted) => parts.find((one) => one.stem === stem && one.at === wanted)?.column,
    )
    if (columns.every((one) => one !== undefined)) return { name: identifier(`${stem}_date`, 0), columns }
  }
  return null
}

const identifier = (column: string, at: number) => {
  const plain = column
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return /^[a-z]/.test(plain) ? plain : `column_${at + 1}`
}

export function inferModel(all: readonly Seen[], link: Model['link']): Model {
  const twice = saidTwice(all)
  const date = dateParts(all)
  const plain = all.map(({ column }, at) => identifier(column, at))
  // "E-mail" and "e mail" are two columns.
  const names = plain.map((name, at) => (plain.indexOf(name) === at ? name : `column_${at + 1}`))
  const columns = all.flatMap((seen, at): Column[] => {
    const apart = twice.has(seen.column) || date?.columns.includes(seen.column)
    const kind = apart ? null : kindOf(seen)
    return kind ? [{ name: names[at]!, from: seen.column, kind }] : []
  })
  const half = (kind: Kind) => columns.find((one) => one.kind === kind)?.name
  for (const one of columns) {
    if (one.kind === 'given-name') one.other = half('family-name')
    if (one.kind === 'family-name') one.other = half('given-name')
  }
  const phones = columns.filter(({ kind }) => kind === 'phone')
  const single = phones.length > 1 ? columns.filter(({ kind }) => kind !== 'phone') : columns
  const told = single.map(tell)
  // Beside the whole date its parts have said nothing new.
  if (date && !half('date')) told.push(tellDateParts(date.name, date.columns))
  if (phones.length > 1)
    told.push(
      tellPhones(
        'phones',
        phones.map(({ from }) => from),
      ),
    )
  return {
    link,
    features: told.flatMap(({ features }) => features),
    comparisons: told.map(({ comparison }) => comparison),
    blocking: candidateRules(told.map(({ keys }) => keys)),
  }
}

/** Every key that may stand alone, and every two of different columns; `affordable` keeps what the records can pay for. */
function candidateRules(keys: readonly Key[][]): Rule[] {
  const rules = keys.flat().flatMap(({ feature, alone }) => (alone ? [[feature]] : []))
  for (const [at, mine] of keys.entries())
    for (const a of mine) for (const b of keys.slice(at + 1).flat()) rules.push([a.feature, b.feature])
  return rules.map((on) => ({ on, mostPerKey: caps.at(-1)! }))
}

/** By `caps`: pairs under a rule, and the share of its records in keys no larger. */
export type Cost = { rule: number; pairs: number[]; held: number[] }

/** `found` has a bit per rule. */
const mostRules = 31
/** Candidate pairs a record may cost in all, and under one rule, besides those of people who are there many times. */
const pairsPerRecord = 16
const pairsPerRule = 2
const mostCopies = 64
/** So few pairs are looked at one by one. */
const everyPair = 600_000

/** The smallest cap that holds nearly all records: larger keys are front desks, or nobody's. */
const usualCap = ({ held }: Cost) => held.findIndex((share) => share >= 0.9)

/**
 * How many partners a record has by what nearly identifies, the middle one of those columns: in a file where everybody stands
 * twenty times a rule that finds few pairs finds nobody.
 */
function copiesOf(model: Model, costs: readonly Cost[], records: number): number {
  const partners = costs
    .filter(({ rule }) => model.blocking[rule]!.on.length === 1)
    .map((one) => one.pairs[usualCap(one)] ?? 0)
    .map((pairs) => pairs / records)
    .sort((a, b) => a - b)
  return Math.min(mostCopies, partners[Math.floor(partners.length / 2)] ?? 0)
}

/**
 * What nearly identifies blocks alone; then, of every two columns, the loosest rule the records can pay for, because
 * mistakes in different columns are independent and one more rule over the same two finds little.
 */
export function affordable(model: Model, costs: readonly Cost[], records: number): Model {
  const cost = new Map(costs.map((one) => [one.rule, one.pairs]))
  const copies = copiesOf(model, costs, records)
  const most = records * (pairsPerRule + 2 * copies)
  const able = model.blocking.flatMap(({ on }, at) => {
    const by = cost.get(at) ?? []
    const cap = by.findLastIndex((pairs) => pairs > 0 && pairs <= most)
    // A rule of two columns with keys too large is too loose altogether; a number of its own just has its front desks.
    return cap < 0 || (on.length > 1 && by.at(-1)! > by[cap]! * 2)
      ? []
      : [{ on, pairs: by[cap]!, mostPerKey: caps[cap]! }]
  })
  const alone = able.filter(({ on }) => on.length === 1).sort((a, b) => a.pairs - b.pairs)
  const together = able.filter(({ on }) => on.length > 1).sort((a, b) => b.pairs - a.pairs)
  const kept: Rule[] = []
  const covered = new Set<string>()
  let spent = 0
  for (const { on, pairs, mostPerKey } of [...alone, ...together]) {
    const columns = on
      .map((one) => rootsOf(model, one).join('+'))
      .sort()
      .join('|')
    if (kept.length === mostRules || spent + pairs > (most / pairsPerRule) * pairsPerRecord) continue
    if (covered.has(columns) || kept.some((other) => other.on.every((part) => on.includes(part)))) continue
    kept.push({ on, mostPerKey })
    if (on.length > 1) covered.add(columns)
    spent += pairs
  }
  const all = (records * (records - 1)) / 2
  return { ...model, blocking: all <= everyPair ? [...kept, { on: [], mostPerKey: records }] : kept }
}
