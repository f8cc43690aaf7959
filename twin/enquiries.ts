/** One enquiry: when somebody asks, through which door, about which car. Touch 0 is the first, 1 and 2 are repeats. */

import { DAY, dayOf } from './calendar.ts'
import { type Campaign, SOURCES, type Source } from './campaigns.ts'
import { type BrandCode, brandOf, SERIES, VARIANTS, type Variant } from './catalogue.ts'
import { BRAND_SHARE } from './flow.ts'
import { drawDealer, homeOf } from './people.ts'
import { Draw, STREAM, Weighted } from './prng.ts'
import type { World } from './world.ts'

export const HORIZONS = ['week', 'month', 'three_months', 'later'] as const

export interface Enquiry {
  slot: number
  touch: number
  at: number
  source: Source
  medium: string
  /** The campaign the channel reports; -1 when none. Not the same as the cause. */
  campaignIndex: number
  landingPage: string
  brand: BrandCode
  variantIndex: number
  horizon: (typeof HORIZONS)[number]
  /** 0 when not asked. */
  budgetYuan: number
  tradeIn: boolean
  consentDealer: boolean
  cityIndex: number
  dealerIndex: number
  phoneIsValid: boolean
}

export const MAX_TOUCHES = 3

const SOURCE_WEIGHTS: Readonly<Record<Source, number>> = {
  website: 17,
  mini_program: 15,
  aggregator: 22,
  search_ad: 11,
  live_stream: 9,
  contact_centre: 7,
  walk_in: 11,
  auto_show: 4,
  referral: 4,
}
const sourceTable = new Weighted(SOURCES.map((source) => SOURCE_WEIGHTS[source]))

const MEDIUM: Readonly<Record<Source, string>> = {
  website: 'web',
  mini_program: 'wechat',
  aggregator: 'portal',
  search_ad: 'cpc',
  live_stream: 'social',
  contact_centre: 'phone',
  walk_in: 'showroom',
  auto_show: 'event',
  referral: 'word_of_mouth',
}

const ONLINE_HOURS = new Weighted([
  4, 2, 1, 1, 1, 1, 2, 4, 7, 10, 11, 11, 13, 11, 9, 9, 9, 9, 10, 12, 15, 16, 13, 8,
])
const DESK_HOURS = new Weighted([0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 13, 12, 6, 8, 12, 13, 11, 7, 0, 0, 0, 0, 0, 0])
const IN_PERSON: ReadonlySet<Source> = new Set(['walk_in', 'auto_show', 'contact_centre', 'referral'])
/** Sources whose visitor was on the web before. */
export const DIGITAL: ReadonlySet<Source> = new Set(['website', 'mini_program', 'search_ad', 'live_stream'])

/** When each touch of this person happens; a repeat that would fall after `endDay` is absent. */
export function touchDays(world: World, slot: number): number[] {
  const days = [world.flow.arrivalOf(slot).day]
  const draw = new Draw(world.seed, STREAM.touch, slot)
  for (let touch = 1; touch < MAX_TOUCHES; touch++) {
    if (!draw.chance(touch === 1 ? 0.185 : 0.24)) break
    // A third press the button again within three days; the others come back when the first try went nowhere.
    const delay = draw.chance(0.34) ? draw.between(1, 3) : 4 + Math.floor(draw.exponential(45))
    const day = (days[touch - 1] as number) + delay
    if (day >= world.endDay) break
    days.push(day)
  }
  return days
}

export function describeEnquiry(world: World, slot: number, touch: number, day: number): Enquiry {
  const { cause } = world.flow.arrivalOf(slot)
  const campaign = touch === 0 ? world.campaigns[cause] : undefined
  const wish = wishOf(world, slot, campaign)
  const draw = new Draw(world.seed, STREAM.enquiry, slot * 4 + touch)
  const source = campaign && draw.chance(0.82) ? campaign.source : (SOURCES[sourceTable.draw(draw)] as Source)
  const cityIndex = homeOf(world, slot)
  const hours = IN_PERSON.has(source) ? DESK_HOURS : ONLINE_HOURS
  const at = day * DAY + hours.draw(draw) * 3600 + draw.below(3600)
  const changed = touch > 0 && draw.chance(0.3)
  const brand = changed && draw.chance(0.4) ? other(wish.brand) : wish.brand
  const variantIndex = changed || brand !== wish.brand ? world.variants[brand].draw(draw) : wish.variantIndex
  const reported = reportedCampaign(
    world,
    { source, brand, cityIndex, day: dayOf(at), cause: campaign },
    draw,
  )
  const variant = VARIANTS[variantIndex] as Variant
  return {
    slot,
    touch,
    at,
    source,
    medium: reported?.medium ?? MEDIUM[source],
    campaignIndex: reported?.index ?? -1,
    landingPage: reported && !IN_PERSON.has(source) ? reported.landingPage : defaultPage(source, variant),
    brand,
    variantIndex,
    horizon: HORIZONS[horizonTable.draw(draw)] as Enquiry['horizon'],
    budgetYuan: draw.chance(0.55)
      ? Math.round((variant.priceFen / 100) * (0.85 + draw.unit() * 0.3) * 1e-4) * 1e4
      : 0,
    tradeIn: draw.chance(0.31),
    consentDealer: source === 'walk_in' || draw.chance(0.955),
    cityIndex,
    dealerIndex: drawDealer(world, brand, cityIndex, draw),
    phoneIsValid: source === 'walk_in' || draw.chance(0.989),
  }
}

const horizonTable = new Weighted([18, 34, 30, 18])

function wishOf(world: World, slot: number, campaign: Campaign | undefined) {
  const draw = new Draw(world.seed, STREAM.name, slot)
  const brand: BrandCode = campaign?.brand ?? (draw.chance(BRAND_SHARE.HL) ? 'HL' : 'XC')
  let variantIndex = world.variants[brand].draw(draw)
  if (campaign && campaign.seriesIndex >= 0 && draw.chance(0.65)) {
    const inSeries = VARIANTS.flatMap((variant, at) =>
      variant.seriesIndex === campaign.seriesIndex ? [at] : [],
    )
    variantIndex = draw.pick(inSeries)
  }
  return { brand, variantIndex }
}

function other(brand: BrandCode): BrandCode {
  return brand === 'HL' ? 'XC' : 'HL'
}

interface Sighting {
  source: Source
  brand: BrandCode
  cityIndex: number
  day: number
  cause: Campaign | undefined
}

/**
 * Channels claim more than they cause: half of the organic enquiries that come through a campaign's door while it
 * runs carry its code too. One in fourteen real ones lost its code on the way.
 */
function reportedCampaign(world: World, seen: Sighting, draw: Draw): Campaign | undefined {
  if (seen.cause) return draw.chance(0.93) ? seen.cause : undefined
  const region = world.cities[seen.cityIndex]?.regionIndex
  if (!draw.chance(0.5)) return undefined
  const running = world.campaigns.filter(
    (campaign) =>
      campaign.source === seen.source &&
      campaign.brand === seen.brand &&
      campaign.fromDay <= seen.day &&
      seen.day <= campaign.toDay &&
      (campaign.regionIndex < 0 || campaign.regionIndex === region),
  )
  return running.at(-1)
}

function defaultPage(source: Source, variant: Variant): string {
  const site = brandOf(variant.brand).site
  const slug = SERIES[variant.seriesIndex]?.slug
  if (source === 'website' || source === 'search_ad') return `${site}/${slug}/test-drive`
  if (source === 'mini_program') return `mp://${variant.brand.toLowerCase()}/${slug}`
  if (source === 'live_stream') return `live://${variant.brand.toLowerCase()}/${slug}`
  return ''
}
