/** Where people buy: the way from a city to its dealers. */

import { distanceKm } from '../server/kernel/geo.ts'
import type { BrandCode } from './catalogue.ts'
import type { City } from './cities.ts'
import type { Dealer } from './network.ts'

/** For every city the dealers a customer there would go to: those in town, else the three nearest. */
export function nearestDealers(
  dealers: readonly Dealer[],
  cities: readonly City[],
  brand: BrandCode,
): (readonly number[])[] {
  const authorised = dealers.filter((dealer) => dealer.brands.includes(brand))
  return cities.map((city, cityIndex) => {
    const inTown = authorised.filter((dealer) => dealer.cityIndex === cityIndex)
    if (inTown.length > 0) return inTown.map((dealer) => dealer.index)
    return authorised
      .map((dealer) => ({ index: dealer.index, km: distanceKm(city, dealer) }))
      .sort((a, b) => a.km - b.km || a.index - b.index)
      .slice(0, 3)
      .map((entry) => entry.index)
  })
}

/** People live where somebody sells: beyond 150 km of every dealer the market is next to nothing. */
export function marketWeights(dealers: readonly Dealer[], cities: readonly City[]): number[] {
  return cities.map((city) => {
    const near = dealers.some((dealer) => distanceKm(city, dealer) < 150)
    return city.weight * (near ? 1 : 0.02)
  })
}
