/**
 * A person file with known truth, as CSV: the same seed gives the same bytes.
 *   node bench/matching/people.ts --rows=1000000 --seed=7 --out=people.csv
 */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { dice } from '../people.ts'
import { slip, slipDate } from './damage.ts'
import { areas, drawCity, drawDomain, drawGiven, drawSurname, nicknames, streets } from './words.ts'

type Roll = () => number
type Home = { postcode: string; city: string; street: string }
type Person = Home & { first_name: string; surname: string; dob: string; phone: string; email: string }

const columns = ['first_name', 'surname', 'dob', 'postcode', 'city', 'phone', 'email', 'street'] as const
const missing: Record<(typeof columns)[number], number> = {
  first_name: 0.03,
  surname: 0.03,
  dob: 0.06,
  postcode: 0.07,
  city: 0.05,
  phone: 0.15,
  email: 0.2,
  street: 0.1,
}
/** How many records one person left behind: mean 1.67, 0.61 true pairs per record. */
const copies = [0.58, 0.835, 0.935, 0.98, 1]
const unitsPerDistrict = 200

const below = (limit: number, roll: Roll): number => Math.floor(roll() * limit)
const two = (value: number): string => String(value).padStart(2, '0')

function home(roll: Roll): Home {
  const city = drawCity(roll)
  const area = areas.get(city)!
  const district = 10 + below(area.districts, roll)
  const unit = below(unitsPerDistrict, roll)
  const tail = String.fromCharCode(97 + (unit % 23), 97 + ((unit * 7) % 26))
  const postcode = `${area.letters}${district} ${unit % 10}${tail}`
  // One street per postcode, as in life: street and postcode say nearly the same thing.
  const name = streets[(area.letters.charCodeAt(1) * 9176 + district * 577 + unit * 31) % streets.length]
  return { postcode, city, street: `${1 + below(60, roll)} ${name}` }
}

function birthday(roll: Roll): string {
  const year = 1936 + below(36, roll) + below(36, roll)
  return `${year}-${two(1 + below(12, roll))}-${two(1 + below(28, roll))}`
}

const phone = (roll: Roll): string => `07${String(100_000_000 + below(900_000_000, roll))}`

/** Most addresses do not spell the name: if they did, a similar address would say the same thing twice. */
function email(first: string, surname: string, roll: Roll): string {
  const kind = roll()
  if (kind < 0.08) return `${first}.${surname}${below(1_000, roll)}@${drawDomain(roll)}`
  if (kind < 0.14) return `${first[0]}${surname}${below(1_000, roll)}@${drawDomain(roll)}`
  const word = streets[below(streets.length, roll)]!.split(' ')[0]
  return `${word}${below(10_000, roll)}@${drawDomain(roll)}`
}

/** One person in 67 lives with the one before: same surname and home, one of five with the same phone too. */
function person(before: Person | undefined, roll: Roll): Person {
  const kin = before && roll() < 0.015 ? before : undefined
  const first_name = drawGiven(roll)
  const surname = kin ? kin.surname : drawSurname(roll)
  const { postcode, city, street } = kin ?? home(roll)
  const shared = kin && roll() < 0.2
  return {
    first_name,
    surname,
    dob: birthday(roll),
    postcode,
    city,
    phone: shared ? kin.phone : phone(roll),
    email: email(first_name, surname, roll),
    street,
  }
}

/** A later record of the same person: life went on and somebody typed. */
function later(one: Person, roll: Roll): Person {
  const copy = { ...one }
  if (roll() < 0.16) Object.assign(copy, home(roll))
  if (roll() < 0.22) copy.phone = phone(roll)
  if (roll() < 0.02) copy.surname = drawSurname(roll)
  if (roll() < 0.22) copy.email = email(copy.first_name, copy.surname, roll)
  if (roll() < 0.06) copy.first_name = nicknames.get(copy.first_name) ?? copy.first_name
  for (const column of ['first_name', 'surname'] as const)
    if (roll() < 0.11) {
      copy[column] = slip(copy[column], roll)
      if (roll() < 0.15) copy[column] = slip(copy[column], roll)
    }
  if (roll() < 0.02) [copy.first_name, copy.surname] = [copy.surname, copy.first_name]
  if (roll() < 0.08) copy.dob = slipDate(copy.dob, roll)
  if (roll() < 0.03) copy.postcode = slip(copy.postcode, roll)
  if (roll() < 0.03) copy.city = slip(copy.city, roll)
  if (roll() < 0.04) copy.phone = slip(copy.phone, roll)
  if (roll() < 0.04) copy.email = slip(copy.email, roll)
  if (roll() < 0.1) copy.street = slip(copy.street, roll)
  return copy
}

/** Every record without its number, a person's records together. */
function* records(rows: number, roll: Roll): Generator<string> {
  let before: Person | undefined
  for (let row = 0, cluster = 0; row < rows; cluster++) {
    const one = person(before, roll)
    const share = roll()
    const wanted = 1 + copies.findIndex((limit) => share < limit)
    for (let copy = 0; copy < wanted && row < rows; copy++, row++) {
      const record = copy ? later(one, roll) : one
      let line = ''
      for (const column of columns) line += `,${roll() < missing[column] ? '' : record[column]}`
      yield `${line},${cluster}\n`
    }
    before = one
  }
}

/** Records leave through a window of 65,536, so a person's own do not stand side by side in the file. */
function* mixed(lines: Iterable<string>, roll: Roll): Generator<string> {
  const window: string[] = []
  for (const line of lines) {
    if (window.length < 65_536) {
      window.push(line)
      continue
    }
    const out = below(window.length, roll)
    yield window[out]!
    window[out] = line
  }
  while (window.length) {
    const out = below(window.length, roll)
    yield window[out]!
    window[out] = window.at(-1)!
    window.pop()
  }
}

export async function writePeople(rows: number, seed: number, out: string): Promise<void> {
  const file = createWriteStream(out, { highWaterMark: 1 << 20 })
  let text = `unique_id,${columns.join(',')},cluster\n`
  let id = 0
  for (const line of mixed(records(rows, dice(seed)), dice(seed + 1))) {
    text += id++ + line
    if (text.length < 1 << 19) continue
    if (!file.write(text)) await once(file, 'drain')
    text = ''
  }
  file.end(text)
  await once(file, 'finish')
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '7' },
      out: { type: 'string' },
    },
  })
  if (!values.out) throw new Error('Say where the file goes: --out=people.csv')
  await writePeople(Number(values.rows), Number(values.seed), values.out)
}
