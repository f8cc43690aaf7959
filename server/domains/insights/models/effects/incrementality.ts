import {
  type Amounts,
  differenceOfMeans,
  differenceOfProportions,
  type Interval,
  type Share,
} from './difference.ts'

export type Arm = { buyers: Share; revenueFen: Amounts }
export type Incrementality = {
  /** Per person treated. */
  conversion: Interval
  revenueFenEach: Interval
  /** Over everybody treated: what would not have happened without it. */
  extraBuyers: Interval
  extraRevenueFen: Interval
  /** Bought in the treated group; what a report without hold-out would have claimed. */
  claimedBuyers: number
  verdict: 'gained' | 'lost' | 'not shown'
}

/** A campaign against its hold-out: people who were eligible, and left out by lot. */
export function incrementality(treated: Arm, heldOut: Arm, level?: number): Incrementality {
  const conversion = differenceOfProportions(treated.buyers, heldOut.buyers, level)
  const revenueFenEach = differenceOfMeans(treated.revenueFen, heldOut.revenueFen, level)
  const times = (
    { estimate, low, high }: Interval,
    people: number,
    digits: (value: number) => number,
  ): Interval => ({
    estimate: digits(estimate * people),
    low: digits(low * people),
    high: digits(high * people),
  })
  return {
    conversion,
    revenueFenEach,
    extraBuyers: times(conversion, treated.buyers.of, (value) => value),
    extraRevenueFen: times(revenueFenEach, treated.revenueFen.of, Math.round),
    claimedBuyers: treated.buyers.did,
    verdict: conversion.low > 0 ? 'gained' : conversion.high < 0 ? 'lost' : 'not shown',
  }
}
