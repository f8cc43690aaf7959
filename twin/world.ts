/** Everything that does not grow with the number of customers: the network, the tables, the counts. */

import { monthsBefore, parseDay } from './calendar.ts'
import { buildCampaigns, type Campaign } from './campaigns.ts'
import { type BrandCode, VARIANTS } from './catalogue.ts'
import { type City, loadCities, REGIONS } from './cities.ts'
import { Flow } from './flow.ts'
import { Identities } from './identities.ts'
import { marketWeights, nearestDealers } from './market.ts'
import { buildDealers, type Dealer } from './network.ts'
import { HISTORY_DAYS } from './people.ts'
import { Scramble, Weighted } from './prng.ts'
import { buildQuality, buildTeam, type Quality, type Team } from './quality.ts'

export interface TwinOptions {
  seed: number
  dealers: number
  /** People known to at least one dealer; the strangers who only ever enquired come on top. */
  customers: number
  months: number
  /** The day the files are drawn, not itself in them: 2026-11-22. */
  until: string
  noise?: 'ordinary' | 'heavy'
}

export interface World {
  seed: number
  startDay: number
  /** From this day on the dealers kept books of what they sold and mended; enquiries are only known since `startDay`. */
  booksDay: number
  /** First day that has not happened. */
  endDay: number
  /** From this day on enquiries lie in the channels' own files. */
  freshDay: number
  /** Slips happen this many times as often as in an ordinary network. */
  noise: number
  cities: readonly City[]
  dealers: readonly Dealer[]
  quality: readonly Quality[]
  teams: readonly Team[]
  campaigns: readonly Campaign[]
  identities: Identities
  leadNumbers: Scramble
  visitors: Scramble
  market: Weighted
  regionMarkets: readonly Weighted[]
  variants: Readonly<Record<BrandCode, Weighted>>
  nearest: Readonly<Record<BrandCode, readonly (readonly number[])[]>>
  flow: Flow
  /** People who enquire, in order of arrival: persons 0 to strangers - 1. */
  strangers: number
  /** People in dealers' files who never enquired: persons strangers to strangers + settled - 1. */
  settled: number
  companies: number
}

/** Enquiring people per customer and month; 30,000 customers and 24 months make about 50,000 leads with repeats. */
const ENQUIRERS_PER_CUSTOMER_MONTH = 0.0595

export const FRESH_DAYS = 10
const BOOKS_DAYS = 5 * 365

const LIMITS = { dealers: 5000, customers: 20_000_000, months: 120 } as const

function check(options: TwinOptions): void {
  for (const [name, limit] of Object.entries(LIMITS) as [keyof typeof LIMITS, number][]) {
    const value = options[name]
    if (!Number.isInteger(value) || value < 1 || value > limit) {
      throw new Error(`${name} must be a whole number from 1 to ${limit}, not ${value}`)
    }
  }
  if (options.dealers < 2) throw new Error('dealers must be at least 2: each brand needs one')
  if (!Number.isInteger(options.seed)) throw new Error(`seed must be a whole number, not ${options.seed}`)
}

/** `settled` is decided by the caller once it knows how many enquirers end up in a dealer's file. */
export function buildWorld(options: TwinOptions): World {
  check(options)
  const { seed } = options
  const endDay = parseDay(options.until)
  const startDay = monthsBefore(endDay, options.months)
  const cities = loadCities()
  const dealers = buildDealers(seed, options.dealers, cities)
  const identities = new Identities(seed, cities)
  const strangers = Math.max(1, Math.round(options.customers * options.months * ENQUIRERS_PER_CUSTOMER_MONTH))
  const leadsPerDay = (strangers * 1.17) / (endDay - startDay) / options.dealers
  const weights = marketWeights(dealers, cities)
  const regionTotals = REGIONS.map((_, region) =>
    weights.reduce((sum, weight, at) => sum + (cities[at]?.regionIndex === region ? weight : 0), 0),
  )
  const campaigns = buildCampaigns(startDay, endDay, (brand) => servedRegions(dealers, cities, brand))
  const total = regionTotals.reduce((sum, weight) => sum + weight, 0)
  const shares = regionTotals.map((weight) => weight / total)
  return {
    seed,
    startDay,
    booksDay: Math.min(startDay, Math.max(endDay - HISTORY_DAYS, startDay - BOOKS_DAYS)),
    endDay,
    freshDay: Math.max(startDay, endDay - FRESH_DAYS),
    noise: options.noise === 'heavy' ? 2.5 : 1,
    cities,
    dealers,
    quality: dealers.map((dealer) =>
      buildQuality(seed, dealer, cities[dealer.cityIndex] as City, leadsPerDay),
    ),
    teams: dealers.map((dealer) => buildTeam(seed, dealer, identities)),
    campaigns,
    identities,
    leadNumbers: new Scramble(seed, 4),
    visitors: new Scramble(seed, 5),
    market: new Weighted(weights),
    regionMarkets: REGIONS.map(
      (_, region) =>
        new Weighted(weights.map((weight, at) => (cities[at]?.regionIndex === region ? weight : 0))),
    ),
    variants: { HL: variantTable('HL'), XC: variantTable('XC') },
    nearest: { HL: nearestDealers(dealers, cities, 'HL'), XC: nearestDealers(dealers, cities, 'XC') },
    flow: new Flow(seed, startDay, endDay, strangers, campaigns, shares),
    strangers,
    settled: 0,
    companies: Math.max(3, Math.round(options.customers / 60)),
  }
}

function servedRegions(dealers: readonly Dealer[], cities: readonly City[], brand: BrandCode): number[] {
  const found = new Set<number>()
  for (const dealer of dealers) {
    if (dealer.brands.includes(brand)) found.add(cities[dealer.cityIndex]?.regionIndex ?? 0)
  }
  return [...found].sort((a, b) => a - b)
}

function variantTable(brand: BrandCode): Weighted {
  return new Weighted(VARIANTS.map((variant) => (variant.brand === brand ? variant.weight : 0)))
}

export function people(world: World): number {
  return world.strangers + world.settled
}
