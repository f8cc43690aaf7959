import { type MediaEffect, mediaEffect as measureMedia } from '../../models/effects/media.ts'
import type { DealerDays } from '../../models/effects/reports.ts'
import type { Flight } from '../../questions/campaign-flights/question.ts'
import type { DealerCounts } from '../../questions/dealer-counts/question.ts'
import { daysBetween, daysLater, earlier } from './wording.ts'

/** The regional baseline: as many days before the campaign. */
export const baselineDays = 56
export type Measure = 'visits' | 'calls'

export type Flown = {
  flight: Flight
  /** The first day of the baseline, and the last day looked at. */
  from: string
  to: string
  effect: MediaEffect | null
  targets: DealerDays[]
  controls: number
  /** Regions of the brand left out because a campaign of their own ran in the same weeks. */
  disturbed: number
  /** Campaigns of the brand that ran in the target regions meanwhile. */
  beside: Flight[]
}

/** One campaign over the dealers' reports of `counts`, which begin on `since`. */
export function fly(
  flight: Flight,
  flights: readonly Flight[],
  {
    counts,
    since,
    until,
    measure,
  }: { counts: readonly DealerCounts[]; since: string; until: string; measure: Measure },
): Flown {
  const from = daysLater(flight.startsOn, -baselineDays)
  const to = earlier(flight.endsOn, until)
  const regional = flights.filter(
    (other) =>
      other.id !== flight.id &&
      other.brandId === flight.brandId &&
      other.regionIds.length > 0 &&
      other.startsOn <= to &&
      other.endsOn >= from &&
      // What ran all the time in all weeks is part of the baseline.
      !(other.startsOn <= from && other.endsOn >= to),
  )
  const everywhere = flight.regionIds.length === 0
  const isTarget = (region: string | null) => everywhere || flight.regionIds.includes(region ?? '')
  const busy = new Set(regional.flatMap(({ regionIds }) => regionIds))
  const ours = counts.filter(({ brandId }) => brandId === flight.brandId)
  const others = ours.filter(({ regionId }) => !isTarget(regionId))
  const calm = others.filter(({ regionId }) => !busy.has(regionId ?? ''))
  // Disturbed regions are better than none.
  const controls = calm.length > 0 ? calm : others
  const days = daysBetween(from, to) + 1
  const offset = daysBetween(since, from)
  const daysOf = (dealer: DealerCounts, target: boolean): DealerDays => {
    const series = new Float64Array(days).fill(Number.NaN)
    dealer.days.forEach((day, at) => {
      if (day - offset >= 0 && day - offset < days) series[day - offset] = dealer[measure][at]!
    })
    return { dealer: dealer.dealerId, target, counts: series }
  }
  const targets = ours.filter(({ regionId }) => isTarget(regionId)).map((dealer) => daysOf(dealer, true))
  const firstWeekday = new Date(`${from}T00:00:00Z`).getUTCDay()
  const regionsOf = (rows: readonly DealerCounts[]) => new Set(rows.map(({ regionId }) => regionId)).size
  return {
    flight,
    from,
    to,
    effect: measureMedia([...targets, ...controls.map((dealer) => daysOf(dealer, false))], {
      from: baselineDays,
      to: days - 1,
      firstWeekday,
    }),
    targets,
    controls: controls.length,
    disturbed: regionsOf(others) - regionsOf(controls),
    beside: regional.filter(({ regionIds }) => regionIds.some(isTarget)),
  }
}

/** Days of the target dealers without a report, of the whole time looked at. */
export function missingOf({ targets }: Flown): { dealer: string; days: number; inFlight: number }[] {
  return targets
    .map(({ dealer, counts }) => {
      const missing = [...counts].flatMap((count, day) => (Number.isNaN(count) ? [day] : []))
      return { dealer, days: missing.length, inFlight: missing.filter((day) => day >= baselineDays).length }
    })
    .filter(({ days }) => days > 0)
    .sort((a, b) => b.inFlight - a.inFlight || b.days - a.days || (a.dealer < b.dealer ? -1 : 1))
}
