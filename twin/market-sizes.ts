/** market-sizes.csv: how many cars were registered, by month, province and segment; our own are a part of them. */

import { dayText, monthsBefore } from './calendar.ts'
import { VARIANTS } from './catalogue.ts'
import { row } from './csv.ts'
import { BRAND_SHARE } from './flow.ts'
import { marketWeights } from './market.ts'
import { Draw, STREAM } from './prng.ts'
import type { World } from './world.ts'

export const MARKET_HEADER = 'month,province_code,segment,registrations\n'

/** Planted: the part of the market we have, by segment; small electric cars are somebody else's game. */
export const SHARE: Readonly<Record<string, number>> = {
  A0: 0.018,
  A: 0.034,
  B: 0.031,
  SUV: 0.041,
  MPV: 0.022,
}
/** Cars sold in a month for every customer in the dealers' files. */
const SOLD_PER_CUSTOMER_MONTH = 0.0125
const SEASON = [0.94, 0.66, 1, 0.97, 1, 1.02, 0.92, 0.95, 1.1, 1.09, 1.13, 1.22]

const ownBySegment = new Map<string, number>()
for (const variant of VARIANTS) {
  const whole = VARIANTS.filter(({ brand }) => brand === variant.brand).reduce(
    (sum, { weight }) => sum + weight,
    0,
  )
  const share = (BRAND_SHARE[variant.brand] * variant.weight) / whole
  ownBySegment.set(variant.segment, (ownBySegment.get(variant.segment) ?? 0) + share)
}

/** The months of the window: what a market is compared with before, nobody had enquired for. */
export function* marketLines(world: World, customers: number): Generator<string> {
  const weights = marketWeights(world.dealers, world.cities)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const provinces = new Map<string, number>()
  for (const [at, city] of world.cities.entries())
    provinces.set(
      city.provinceCode,
      (provinces.get(city.provinceCode) ?? 0) + (weights[at] as number) / total,
    )
  let month = 0
  for (
    let from = monthsBefore(firstOfMonth(world.endDay), monthsOf(world));
    from < firstOfMonth(world.endDay);
  ) {
    let cell = 0
    for (const [province, part] of provinces)
      for (const [segment, own] of ownBySegment) {
        const draw = new Draw(world.seed, STREAM.market, month * 1024 + cell++)
        const sold =
          customers *
          SOLD_PER_CUSTOMER_MONTH *
          part *
          own *
          (SEASON[Number(dayText(from).slice(5, 7)) - 1] ?? 1)
        const registered = (sold / (SHARE[segment] ?? 0.03)) * (0.92 + 0.16 * draw.unit())
        yield row([dayText(from).slice(0, 7), province, segment, Math.round(registered)])
      }
    month++
    from = monthsBefore(from, -1)
  }
}

const firstOfMonth = (day: number) => day - Number(dayText(day).slice(8, 10)) + 1
const monthsOf = (world: World) => Math.ceil((world.endDay - world.startDay) / 30.44)
