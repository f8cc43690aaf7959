/** Which dealers know a person, and what each of them wrote down. */

import { dayOf } from './calendar.ts'
import { brandOf, VARIANTS, type Variant } from './catalogue.ts'
import type { City } from './cities.ts'
import type { CustomerRecord } from './dialects.ts'
import { carOf, leadsOf } from './funnel.ts'
import { mishear } from './names.ts'
import { carsBefore } from './owners.ts'
import {
  describeCompany,
  describePerson,
  drawDealer,
  homeOf,
  type Ownership,
  type Person,
  plateOf,
  vinOf,
} from './people.ts'
import { Draw, STREAM } from './prng.ts'
import { describeParticulars, type Profile, profileOf } from './profile.ts'
import type { Quality } from './quality.ts'
import { asFloat, dressPhone, STOPGAP_PHONE, slipPlate, slipVin, swapped, wrongDigit } from './slips.ts'
import { lastVisitDay } from './workshop.ts'
import type { World } from './world.ts'

/** Why a dealer has a card of somebody: he sold the car, serviced one, or only showed one. */
interface Card {
  dealerIndex: number
  car: Ownership | undefined
  kind: 'sold' | 'serviced' | 'shown'
  /** An older card carries the old address and the old number. */
  stale: boolean
}

/** The cars somebody has in the network: bought before, and bought through an enquiry. */
export function carsOf(world: World, index: number): Ownership[] {
  const endAt = world.endDay * 86400
  const cars = carsBefore(world, index).filter((car) => car.deliveredAt < endAt)
  if (index >= world.strangers) return cars
  const delivered = leadsOf(world, index).find((lead) => lead.funnel.deliveryAt >= 0)
  if (delivered) cars.push(carOf(delivered))
  return cars
}

/**
 * How many further cards a person has, before it is known whether he has any: drawn first, because three of four
 * people have none and the second walk through the files can then pass them by at a tenth of the cost.
 */
function furtherCards(world: World, draw: Draw): { elsewhere: number; again: boolean } {
  const u = draw.unit()
  const elsewhere = u < 0.74 ? 0 : u < 0.92 ? 1 : u < 0.98 ? 2 : 3
  return { elsewhere, again: draw.chance(0.05 * Math.sqrt(world.noise)) }
}

/** False when there is certainly nothing beyond the main card (and a second car's). */
export function mayHaveFurther(world: World, index: number): boolean {
  const { elsewhere, again } = furtherCards(world, new Draw(world.seed, STREAM.record, index))
  return elsewhere > 0 || again || carsBefore(world, index).length > (index < world.strangers ? 0 : 1)
}

/** All cards of one person, the first being the main one; empty for strangers nobody wrote down. */
export function cardsOf(world: World, index: number): Card[] {
  const draw = new Draw(world.seed, STREAM.record, index)
  const { elsewhere, again } = furtherCards(world, draw)
  const cars = carsOf(world, index)
  const cards: Card[] = cars.map((car) => ({ dealerIndex: car.dealerIndex, car, kind: 'sold', stale: false }))
  if (cards.length === 0) {
    const shownBy = showroomOf(world, index, draw)
    if (shownBy < 0) return []
    cards.push({ dealerIndex: shownBy, car: undefined, kind: 'shown', stale: false })
  }
  const main = cards[0] as Card
  for (let count = 0; count < elsewhere && cards.length < 4; count++) {
    const brand = VARIANTS[main.car?.variantIndex ?? 0]?.brand ?? 'HL'
    const city = draw.chance(0.75) ? homeOf(world, index) : world.market.draw(draw)
    const dealerIndex = drawDealer(world, draw.chance(0.8) ? brand : brand === 'HL' ? 'XC' : 'HL', city, draw)
    if (cards.some((card) => card.dealerIndex === dealerIndex)) continue
    cards.push({
      dealerIndex,
      car: main.car,
      kind: main.car ? 'serviced' : 'shown',
      stale: draw.chance(0.45),
    })
  }
  if (again) cards.push({ ...main, kind: 'serviced', stale: draw.chance(0.5) })
  return cards
}

function showroomOf(world: World, index: number, draw: Draw): number {
  if (index >= world.strangers) return drawDealer(world, 'HL', homeOf(world, index), draw)
  const visited = leadsOf(world, index).find((lead) => lead.funnel.visitAt >= 0)
  return visited && draw.chance(0.22) ? visited.enquiry.dealerIndex : -1
}

const REMARKS = [
  '',
  '',
  '',
  '',
  '',
  '',
  '老客户',
  '转介绍客户',
  '喜欢周末联系',
  '勿打电话，发短信',
  '需要代步车',
  '会员',
  '保险在店续保',
]

export function writeRecord(world: World, index: number, card: Card, order: number): CustomerRecord {
  const draw = new Draw(world.seed, STREAM.record, index * 8 + order + 0x10000000)
  const quality = world.quality[card.dealerIndex] as Quality
  const slip = (probability: number) =>
    draw.chance(Math.min(0.9, probability * quality.slipFactor * world.noise))
  const person = describePerson(world, index)
  const particulars = describeParticulars(world, person)
  const company = person.companyIndex >= 0 ? describeCompany(world, person.companyIndex) : undefined
  const { car } = card
  const moved = card.stale || slip(0.02)
  const city = world.cities[moved ? particulars.oldCityIndex : person.cityIndex] as City
  const variant = car ? (VARIANTS[car.variantIndex] as Variant) : undefined
  const team = world.teams[card.dealerIndex]
  return {
    externalNo: '',
    name: writeName(person, draw, slip),
    sex: slip(0.08) ? '' : person.male !== slip(0.004) ? 'male' : 'female',
    phone: writePhone(world, person, card, draw, slip),
    secondPhone: person.secondPhone && draw.chance(0.6) ? person.secondPhone : '',
    idNumber: writeId(particulars.idNumber, draw, slip),
    birthDay: slip(0.2) ? -1 : particulars.birthDay,
    company: company && !slip(0.1) ? company.name : '',
    creditCode:
      company && !slip(0.3) ? (slip(0.01) ? wrongDigit(company.creditCode, draw) : company.creditCode) : '',
    city: slip(0.06) ? '' : draw.chance(0.8) ? city.name : city.shortName,
    address: slip(0.12) ? '' : moved ? particulars.oldAddress : particulars.address,
    plate: car ? writePlate(world, car, draw, slip) : '',
    vin: car ? writeVin(world, car, draw, slip) : '',
    model: writeModel(variant, draw),
    boughtAt: car && (card.kind === 'sold' || draw.chance(0.4)) && !slip(0.04) ? car.deliveredAt : -1,
    lastServiceDay: car && !slip(0.05) ? lastServiceOf(world, car, card) : -1,
    email: draw.chance(0.8) ? person.email : '',
    consultant: draw.pick(team?.consultants ?? ['']),
    consentCarmaker: slip(0.05) ? undefined : draw.chance(0.81),
    consentDealer: slip(0.04) ? undefined : draw.chance(0.92),
    remark: draw.pick(REMARKS),
    // Asked as the acquaintance deepens: half of the cards know nothing of it, the others most of it.
    profile: draw.chance(0.5) ? partOf(profileOf(world, index), draw) : {},
  }
}

/** One answer in eight was not given. */
function partOf(profile: Profile, draw: Draw): Partial<Profile> {
  const told = Object.entries(profile).filter(() => !draw.chance(0.125))
  return Object.fromEntries(told) as Partial<Profile>
}

type Slip = (probability: number) => boolean

function writeName(person: Person, draw: Draw, slip: Slip): string {
  const { full, surname, salutation } = person.name
  if (slip(0.028)) return mishear(full, draw)
  if (slip(0.016)) return surname + salutation
  if (slip(0.01)) return full + salutation
  if (slip(0.008)) return full.length === 2 ? `${full[0]}　${full[1]}` : `${full} `
  return full
}

function writePhone(world: World, person: Person, card: Card, draw: Draw, slip: Slip): string {
  if (slip(0.015)) return ''
  if (slip(0.006)) return STOPGAP_PHONE
  if (slip(0.015)) return world.dealers[card.dealerIndex]?.phone ?? ''
  const current = card.stale && person.oldPhone ? person.oldPhone : person.phone
  const phone = person.householdPhone && draw.chance(0.5) ? person.householdPhone : current
  if (slip(0.012)) return wrongDigit(phone, draw)
  if (slip(0.004)) return swapped(phone, draw)
  return slip(0.06) ? dressPhone(phone, draw) : phone
}

function writeId(idNumber: string, draw: Draw, slip: Slip): string {
  if (draw.chance(0.35)) return ''
  if (slip(0.012)) return wrongDigit(idNumber, draw)
  if (slip(0.006)) return asFloat(idNumber)
  return slip(0.02) ? idNumber.toLowerCase() : idNumber
}

function writePlate(world: World, car: Ownership, draw: Draw, slip: Slip): string {
  if (slip(0.1)) return draw.chance(0.5) ? '' : '未上牌'
  const plate = plateOf(world, car)
  return slip(0.04) ? slipPlate(plate, draw) : plate
}

function writeVin(world: World, car: Ownership, draw: Draw, slip: Slip): string {
  if (slip(0.05)) return ''
  const vin = vinOf(world, car)
  if (slip(0.008)) return wrongDigit(vin, draw)
  return slip(0.03) ? slipVin(vin, draw) : vin
}

/** Each house writes the model its own way. */
function writeModel(variant: Variant | undefined, draw: Draw): string {
  if (variant === undefined) return ''
  const u = draw.unit()
  if (u < 0.6) return variant.variant
  if (u < 0.8) return variant.series
  return variant.brand === 'HL' ? brandOf('HL').name + variant.series : variant.variant.replaceAll(' ', '')
}

function lastServiceOf(world: World, car: Ownership, card: Card): number {
  const last = lastVisitDay(world, car)
  // Another house only knows the visit that was made to it, some time earlier.
  return card.kind === 'sold' || last < 0 ? last : Math.max(dayOf(car.deliveredAt), last - 200)
}
