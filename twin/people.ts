/** Who a person really is. Every file shows a part of this, some of it wrong; truth refers to it by index. */

import { dayOf } from './calendar.ts'
import { type BrandCode, VARIANTS } from './catalogue.ts'
import type { City } from './cities.ts'
import { BRAND_SHARE } from './flow.ts'
import { drawCreditCode } from './identities.ts'
import { drawFirm, drawHome, drawName, type PersonName } from './names.ts'
import { Draw, mix32, STREAM } from './prng.ts'
import type { World } from './world.ts'

/** What every file shows of a person. Kept small: it is worked out again for each line that mentions him. */
export interface Person {
  index: number
  male: boolean
  name: PersonName
  phone: string
  /** Empty for most people. */
  secondPhone: string
  /** The number he had until a year or two ago; empty when he never changed it. */
  oldPhone: string
  /** The number at home, shared with the neighbour in the numbering; empty for most. */
  householdPhone: string
  cityIndex: number
  email: string
  companyIndex: number
}

export interface Company {
  name: string
  creditCode: string
}

/** Of a hundred car buyers 56.9 are men. */
export const MALE_SHARE = 0.569

export function personCode(index: number): string {
  return `P${String(index + 1).padStart(8, '0')}`
}

let lastHome: { world: World | undefined; index: number; cityIndex: number } = {
  world: undefined,
  index: -1,
  cityIndex: 0,
}

/**
 * One city per person, drawn where the campaign that caused the enquiry ran. The last answer is kept, since a line
 * asks for it three or four times in a row; it saves a tenth of the whole run.
 */
export function homeOf(world: World, index: number): number {
  if (lastHome.index === index && lastHome.world === world) return lastHome.cityIndex
  const draw = new Draw(world.seed, STREAM.home, index)
  const cause = index < world.strangers ? world.flow.arrivalOf(index).cause : -1
  const region = cause < 0 ? -1 : (world.campaigns[cause]?.regionIndex ?? -1)
  const cityIndex = (world.regionMarkets[region] ?? world.market).draw(draw)
  lastHome = { world, index, cityIndex }
  return cityIndex
}

/** About one pair in twenty is a couple under one telephone; -1 for the others. */
function householdOf(world: World, index: number): number {
  const pair = index >>> 1
  return mix32(world.seed ^ Math.imul(pair + 1, 0x9e3779b1)) < 0.05 * 4294967296 ? pair : -1
}

export function householdCode(world: World, index: number): string {
  const household = householdOf(world, index)
  return household < 0 ? '' : `H${household + 1}`
}

export function describePerson(world: World, index: number): Person {
  const draw = new Draw(world.seed, STREAM.person, index)
  const { identities } = world
  const male = draw.chance(MALE_SHARE)
  const household = householdOf(world, index)
  return {
    index,
    male,
    name: drawName(draw, male),
    phone: identities.mobile(index * 4),
    secondPhone: draw.chance(0.18) ? identities.mobile(index * 4 + 1) : '',
    oldPhone: draw.chance(0.13) ? identities.mobile(index * 4 + 2) : '',
    householdPhone: household < 0 ? '' : identities.mobile(household * 8 + 3),
    cityIndex: homeOf(world, index),
    email: draw.chance(0.3) ? emailOf(world, index, draw) : '',
    companyIndex: draw.chance(0.045) ? draw.below(world.companies) : -1,
  }
}

export function homeAddress(world: World, cityIndex: number, draw: Draw): string {
  const city = world.cities[cityIndex] as City
  return draw.pick(city.districts).name + drawHome(draw)
}

function emailOf(world: World, index: number, draw: Draw): string {
  return `${draw.pick(['u', 'hi.', 'car_', ''])}${world.visitors.of(index).toString(36)}@${draw.pick(['mail.example', 'post.example', 'xin.example'])}`
}

export function describeCompany(world: World, companyIndex: number): Company {
  const draw = new Draw(world.seed, STREAM.company, companyIndex)
  const city = world.cities[world.market.draw(draw)] as City
  return {
    name: drawFirm(draw, city.shortName),
    creditCode: drawCreditCode(draw, draw.pick(city.districts).code),
  }
}

export interface Ownership {
  /** Four numbers are reserved per person: 0 for the car he had, 1 for the one he enquired about, 2 for the one after. */
  carNumber: number
  variantIndex: number
  dealerIndex: number
  orderedAt: number
  deliveredAt: number
  /** The day another car took its place; Infinity while it is kept. */
  keptUntil: number
}

/** How far back the oldest car in the dealers' files was bought. */
export const HISTORY_DAYS = 8 * 365
/** Once head office writes down enquiries, fewer buy without one: the cars sold in a month stay about as many. */
const WITHOUT_ENQUIRY = 0.6

export function drawDealer(world: World, brand: BrandCode, cityIndex: number, draw: Draw): number {
  const near = world.nearest[brand][cityIndex] as readonly number[]
  return near[Math.floor(near.length * draw.unit() ** unevenness(near.length))] as number
}

/** Where there are more than three, the first house in town is the biggest: of ten it sells nearly half, the last a thirtieth. */
const unevenness = (houses: number): number => (houses > 3 ? 3 : 1)
/** The part of a town's customers that its place-th house of so many has. */
export function partOfTown(place: number, houses: number): number {
  const power = 1 / unevenness(houses)
  return ((place + 1) / houses) ** power - (place / houses) ** power
}

/** Settled persons follow one another in the order in which they bought. */
function settledOrderDay(world: World, index: number): number {
  const first = world.endDay - HISTORY_DAYS
  const before = Math.max(0, world.startDay - first)
  const whole = before + WITHOUT_ENQUIRY * (HISTORY_DAYS - before)
  const reached = ((index - world.strangers) * whole) / world.settled
  return first + Math.floor(reached < before ? reached : before + (reached - before) / WITHOUT_ENQUIRY)
}

/** The car a person bought without any enquiry in these files; undefined for those who had none. */
export function ownedBefore(world: World, index: number): Ownership | undefined {
  const draw = new Draw(world.seed, STREAM.owned, index)
  const settled = index >= world.strangers
  if (!draw.chance(settled ? 0.93 : 0.22)) return undefined
  const brand: BrandCode = draw.chance(BRAND_SHARE.HL) ? 'HL' : 'XC'
  const dealerIndex = drawDealer(world, brand, homeOf(world, index), draw)
  const variantIndex = world.variants[brand].draw(draw)
  const day = settled
    ? settledOrderDay(world, index)
    : Math.min(world.flow.arrivalOf(index).day - 1000, world.startDay - 60) - draw.below(1200)
  const orderedAt = day * 86400 + 36000 + draw.below(30000)
  const wait = draw.between(VARIANTS[variantIndex]?.brand === 'XC' ? 12 : 5, 42)
  const deliveredAt = orderedAt + wait * 86400
  return { carNumber: index * 4, variantIndex, dealerIndex, orderedAt, deliveredAt, keptUntil: Infinity }
}

/** A car is told by its number; its year is the one it was handed over in. */
export function vinOf(world: World, car: Ownership): string {
  const year = 1970 + Math.floor(dayOf(car.deliveredAt) / 365.2425)
  return world.identities.vin(car.carNumber, car.variantIndex, year)
}

export function plateOf(world: World, car: Ownership): string {
  const dealerCity = world.cities[world.dealers[car.dealerIndex]?.cityIndex ?? 0] as City
  return world.identities.plate(car.carNumber, car.variantIndex, dealerCity.platePrefix)
}
