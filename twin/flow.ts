/**
 * How the first enquiries fall on the days. Person `slot` is the slot-th stranger to enquire, so the day of a person
 * and the people of a day are both found by arithmetic, and leads can be written in time order without sorting them.
 */

import { enquiryWeight } from './calendar.ts'
import type { Campaign } from './campaigns.ts'
import type { BrandCode } from './catalogue.ts'
import { Draw, STREAM } from './prng.ts'

export interface Arrival {
  day: number
  /** The campaign without which this person would not have come; -1 for organic demand. */
  cause: number
}

/** Share of enquiries for a brand, before any campaign. */
export const BRAND_SHARE: Readonly<Record<BrandCode, number>> = { HL: 0.73, XC: 0.27 }

interface Extra {
  campaign: number
  weight: number
}

export class Flow {
  private readonly seed: number
  private readonly startDay: number
  private readonly starts: Int32Array
  private readonly organic: Int32Array
  private readonly extras: readonly (readonly Extra[])[]
  /** Expected enquiries each campaign causes. */
  readonly caused: Float64Array

  constructor(
    seed: number,
    startDay: number,
    endDay: number,
    people: number,
    campaigns: readonly Campaign[],
    regionShare: readonly number[],
  ) {
    const days = endDay - startDay
    this.seed = seed
    this.startDay = startDay
    this.starts = new Int32Array(days + 1)
    this.organic = new Int32Array(days)
    this.caused = new Float64Array(campaigns.length)
    const base = Array.from(
      { length: days },
      (_, at) => enquiryWeight(startDay + at) * (0.95 + (0.1 * at) / days),
    )
    this.extras = base.map((weight, at) =>
      campaigns
        .filter((c) => c.leadLift > 0 && c.fromDay <= startDay + at && startDay + at <= c.toDay)
        .map((c) => ({ campaign: c.index, weight: weight * liftedShare(c, regionShare) * c.leadLift })),
    )
    const whole = base.map((weight, at) => weight + extraWeight(this.extras[at] as Extra[]))
    const perWeight = people / whole.reduce((sum, weight) => sum + weight, 0)
    let reached = 0
    for (let at = 0; at < days; at++) {
      reached += whole[at] as number
      this.starts[at + 1] = at === days - 1 ? people : Math.round(reached * perWeight)
      const total = (this.starts[at + 1] as number) - (this.starts[at] as number)
      const share = (base[at] as number) / (whole[at] as number)
      this.organic[at] = Math.min(
        total,
        Math.floor(total * share + new Draw(seed, STREAM.arrival, at).unit()),
      )
      for (const extra of this.extras[at] as Extra[]) {
        this.caused[extra.campaign] = (this.caused[extra.campaign] as number) + extra.weight * perWeight
      }
    }
  }

  /** First slot of a day; the slots of day d are firstSlot(d) up to, not including, firstSlot(d + 1). */
  firstSlot(day: number): number {
    const at = Math.min(Math.max(day - this.startDay, 0), this.starts.length - 1)
    return this.starts[at] as number
  }

  arrivalOf(slot: number): Arrival {
    let low = 0
    let high = this.starts.length - 2
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.starts[middle] as number) <= slot) low = middle
      else high = middle - 1
    }
    const organic = slot - (this.starts[low] as number) < (this.organic[low] as number)
    return { day: this.startDay + low, cause: organic ? -1 : this.causeOf(slot, low) }
  }

  private causeOf(slot: number, at: number): number {
    const extras = this.extras[at] as readonly Extra[]
    let left = new Draw(this.seed, STREAM.cause, slot).unit() * extraWeight(extras)
    for (const extra of extras) {
      left -= extra.weight
      if (left <= 0) return extra.campaign
    }
    return extras.at(-1)?.campaign ?? -1
  }
}

function extraWeight(extras: readonly Extra[]): number {
  return extras.reduce((sum, extra) => sum + extra.weight, 0)
}

function liftedShare(campaign: Campaign, regionShare: readonly number[]): number {
  const region = campaign.regionIndex < 0 ? 1 : (regionShare[campaign.regionIndex] ?? 0)
  return BRAND_SHARE[campaign.brand] * region
}
