/** plans.csv: what head office expects of every dealer, month by month; a little more than is to be had. */

import { dayText, monthsBefore } from './calendar.ts'
import { VARIANTS } from './catalogue.ts'
import { row } from './csv.ts'
import { BRAND_SHARE } from './flow.ts'
import { marketWeights } from './market.ts'
import { partOfTown } from './people.ts'
import { Draw, STREAM } from './prng.ts'
import type { World } from './world.ts'

export const PLANS_HEADER = 'dealer_code,month,leads_plan,orders_plan,deliveries_plan,revenue_plan_yuan\n'

/** Plans are made by the half-year; the month to come has one already. */
const MONTHS = 7
/** Planted: so much more is planned than the market gives. */
export const AMBITION = 1.03
const LEADS_PER_STRANGER = 1.17
const ORDERS_PER_LEAD = 0.125
/** Cars sold without an enquiry, for every one sold through a lead; they know no season. */
const BESIDE = 0.76
const DELIVERED = 0.9
const PRICE_SHARE = 0.965
const SEASON = [0.92, 0.68, 1, 0.97, 1.02, 1, 0.9, 0.93, 1.13, 1.1, 1.12, 1.23]

/** What part of the network's enquiries goes to each dealer: cities by their weight, houses by their place in town. */
function partsOf(world: World): Float64Array {
  const parts = new Float64Array(world.dealers.length)
  const weights = marketWeights(world.dealers, world.cities)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  for (const brand of ['HL', 'XC'] as const)
    for (const [city, near] of world.nearest[brand].entries())
      for (const [place, dealer] of near.entries())
        parts[dealer] =
          (parts[dealer] as number) +
          (BRAND_SHARE[brand] * (weights[city] as number) * partOfTown(place, near.length)) / total
  return parts
}

function meanPriceYuan(brand: string): number {
  const own = VARIANTS.filter((variant) => variant.brand === brand)
  const whole = own.reduce((sum, { weight }) => sum + weight, 0)
  return own.reduce((sum, { weight, priceFen }) => sum + (weight * priceFen) / whole, 0) / 100
}

export function* planLines(world: World): Generator<string> {
  const parts = partsOf(world)
  const prices = { HL: meanPriceYuan('HL'), XC: meanPriceYuan('XC') }
  const perMonth = (world.strangers * LEADS_PER_STRANGER * 30.44) / (world.endDay - world.startDay)
  const thisMonth = world.endDay - Number(dayText(world.endDay).slice(8, 10)) + 1
  for (let back = MONTHS - 1; back >= -1; back--) {
    const month = monthsBefore(thisMonth, back)
    const season = SEASON[Number(dayText(month).slice(5, 7)) - 1] as number
    for (const dealer of world.dealers) {
      const draw = new Draw(world.seed, STREAM.plan, (back + 1) * 8192 + dealer.index)
      // Rounded by lot: small dealers sell every other month, and the plans of all add up.
      const whole = (value: number) => Math.floor(value + draw.unit())
      const usual = perMonth * (parts[dealer.index] as number) * AMBITION * (0.9 + 0.2 * draw.unit())
      const leads = usual * season
      const orders = (leads + usual * BESIDE) * ORDERS_PER_LEAD
      const deliveries = whole(orders * DELIVERED)
      const price = prices[dealer.brands[0] ?? 'HL'] * PRICE_SHARE
      yield row([
        dealer.code,
        dayText(month).slice(0, 7),
        whole(leads),
        whole(orders),
        deliveries,
        Math.round((deliveries * price) / 100) * 100,
      ])
    }
  }
}
