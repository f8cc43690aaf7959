/** A lead as it is written down: the number it carries, and the name and telephone the person gave that time. */

import { dayOf, dayText } from './calendar.ts'
import type { Enquiry } from './enquiries.ts'
import { mishear } from './names.ts'
import type { Person } from './people.ts'
import { Draw, STREAM } from './prng.ts'
import { dressPhone, invalidPhone, wrongDigit } from './slips.ts'
import type { World } from './world.ts'

const PREFIX = {
  website: 'WEB',
  mini_program: 'MP',
  aggregator: 'AGG',
  search_ad: 'SEM',
  live_stream: 'LIVE',
  contact_centre: 'CC',
  walk_in: 'SHOW',
  auto_show: 'EXPO',
  referral: 'REF',
} as const

function serial(world: World, enquiry: Enquiry): string {
  return world.leadNumbers
    .of(enquiry.slot * 4 + enquiry.touch)
    .toString(36)
    .toUpperCase()
    .padStart(7, '0')
}

export function isFresh(world: World, enquiry: Enquiry): boolean {
  return dayOf(enquiry.at) >= world.freshDay
}

/**
 * Head office's number for what is in leads.csv, the channel's own for what has only just arrived. It is a scrambled
 * counter: unique, and it does not give away who asked before.
 */
export function leadReference(world: World, enquiry: Enquiry): string {
  const number = serial(world, enquiry)
  if (isFresh(world, enquiry)) return `${PREFIX[enquiry.source]}-${number}`
  return `L${dayText(dayOf(enquiry.at)).slice(2).replaceAll('-', '')}${number}`
}

export interface Given {
  name: string
  phone: string
}

export function given(world: World, enquiry: Enquiry, person: Person): Given {
  const draw = new Draw(world.seed, STREAM.touch, (enquiry.slot * 4 + enquiry.touch) ^ 0x20000000)
  return { name: givenName(world, person, draw), phone: givenPhone(world, enquiry, person, draw) }
}

function givenName(world: World, person: Person, draw: Draw): string {
  const { full, surname, salutation } = person.name
  const u = draw.unit()
  if (u < 0.16) return surname + salutation
  return u < 0.16 + 0.025 * world.noise ? mishear(full, draw) : full
}

function givenPhone(world: World, enquiry: Enquiry, person: Person, draw: Draw): string {
  if (!enquiry.phoneIsValid) return invalidPhone(person.phone, draw)
  if (person.secondPhone && enquiry.touch > 0 && draw.chance(0.3)) return person.secondPhone
  if (draw.chance(0.006 * world.noise)) return wrongDigit(person.phone, draw)
  return draw.chance(0.02 * world.noise) ? dressPhone(person.phone, draw) : person.phone
}
