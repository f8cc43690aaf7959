/** daily-counts.csv, where the media lift is planted, and media-spend.csv, which says where to look for it. */

import { DAY, dayText, isoText, showroomWeight } from './calendar.ts'
import type { Campaign } from './campaigns.ts'
import { REGIONS } from './cities.ts'
import { row } from './csv.ts'
import { BRAND_SHARE } from './flow.ts'
import { Draw, mix32, STREAM } from './prng.ts'
import type { Quality } from './quality.ts'
import { regionCode } from './tree.ts'
import type { World } from './world.ts'

export const COUNTS_HEADER = 'day,dealer_code,showroom_visits,phone_enquiries,reported_at\n'
export const SPEND_HEADER = 'day,campaign_code,medium,region_code,spend_yuan,impressions,clicks,contacts\n'

/** A dealer whose reporter is on leave sends nothing for two weeks; one in forty fortnights, more where discipline is low. */
function onLeave(world: World, dealer: number, day: number, quality: Quality): boolean {
  const fortnight = Math.floor(day / 14)
  return mix32(world.seed ^ mix32(dealer * 4099 + fortnight)) < quality.reportMissingRate * 0.5 * 4294967296
}

function liftOn(running: readonly Campaign[], brands: readonly string[], region: number): number {
  let lift = 1
  for (const campaign of running) {
    if (campaign.regionIndex === region && brands.includes(campaign.brand)) lift *= 1 + campaign.countLift
  }
  return lift
}

export function countLines(world: World, day: number): string {
  const running = world.campaigns.filter((c) => c.countLift > 0 && c.fromDay <= day && day <= c.toDay)
  const weight = showroomWeight(day)
  const text = dayText(day)
  let lines = ''
  for (const dealer of world.dealers) {
    const quality = world.quality[dealer.index] as Quality
    const draw = new Draw(world.seed, STREAM.counts, day * 8192 + dealer.index)
    const missing =
      draw.chance(quality.reportMissingRate * world.noise) || onLeave(world, dealer.index, day, quality)
    const late = draw.chance(quality.reportLateRate * world.noise) ? draw.between(1, 6) : 0
    const reportedAt = (day + late) * DAY + 18 * 3600 + draw.below(4 * 3600)
    if (missing || reportedAt >= world.endDay * DAY) continue
    const lift = liftOn(running, dealer.brands, world.cities[dealer.cityIndex]?.regionIndex ?? -1)
    const visits = draw.poisson(quality.showroomBase * weight * lift)
    const phones = draw.poisson(quality.phoneBase * (0.5 + weight * 0.5) * lift)
    lines += `${text},${dealer.code},${visits},${phones},${isoText(reportedAt)}\n`
  }
  return lines
}

interface Flight {
  regionIndex: number
  code: string
  share: number
}

/** National campaigns are billed by region, in proportion to the dealers of the brand there. */
function flightsOf(world: World, campaign: Campaign): Flight[] {
  if (campaign.regionIndex >= 0) {
    return [{ regionIndex: campaign.regionIndex, code: campaign.regionCode, share: 1 }]
  }
  const counts = REGIONS.map(
    (_, region) =>
      world.dealers.filter(
        (dealer) =>
          dealer.brands.includes(campaign.brand) && world.cities[dealer.cityIndex]?.regionIndex === region,
      ).length,
  )
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.flatMap((count, regionIndex) =>
    count > 0 ? [{ regionIndex, code: regionCode(campaign.brand, regionIndex), share: count / total }] : [],
  )
}

/** Enquiries the campaign causes per day; the two without effect are paid as if they caused a third more. */
function perDay(world: World, campaign: Campaign): number {
  const days = campaign.toDay - campaign.fromDay + 1
  const caused = world.flow.caused[campaign.index] ?? 0
  if (caused > 0) return caused / days
  return (
    (0.33 * BRAND_SHARE[campaign.brand] * world.strangers) / (world.endDay - world.startDay) / REGIONS.length
  )
}

export function budgetYuan(world: World, campaign: Campaign): number {
  const days = campaign.toDay - campaign.fromDay + 1
  return Math.max(1, Math.ceil((perDay(world, campaign) * days * campaign.costPerLeadYuan) / 10000)) * 10000
}

/** What the media bill and claim: people who looked closer, some forty for an enquiry that came of it. */
export function spendLines(world: World, day: number): string {
  let lines = ''
  for (const campaign of world.campaigns) {
    if (day < campaign.fromDay || day > campaign.toDay) continue
    const days = campaign.toDay - campaign.fromDay + 1
    const leads = perDay(world, campaign)
    for (const flight of flightsOf(world, campaign)) {
      const draw = new Draw(world.seed, STREAM.media, (day * 32 + campaign.index) * 8 + flight.regionIndex)
      const spend = ((budgetYuan(world, campaign) * flight.share) / days) * (0.8 + draw.unit() * 0.36)
      const contacts = Math.round(leads * flight.share * (28 + draw.unit() * 18)) + draw.below(12)
      const clicks = contacts * draw.between(2, 4) + draw.below(30)
      const impressions = clicks * draw.between(55, 140) + draw.below(900)
      lines += row([
        dayText(day),
        campaign.code,
        campaign.medium,
        flight.code,
        spend.toFixed(2),
        impressions,
        clicks,
        contacts,
      ])
    }
  }
  return lines
}
