import type { Spend } from './gamma-gamma.ts'
import type { Histories } from './histories.ts'

/** One place per transaction, in any order: the customer (numbered from 0), the day (from any start) and what was paid. */
export type Transactions = { customer: Int32Array; day: Int32Array; value: Float64Array }

export type Observed = {
  /** Whose the rows are: customers without a purchase up to the last day have none. */
  customers: Int32Array
  histories: Histories
  /** Of the repeat purchases only, as the Gamma-Gamma of the literature is fitted. */
  spend: Spend
}

/** The transactions' places, customer by customer, and where each customer's begin (a counting sort). */
function placesByCustomer(customer: Int32Array, customers: number) {
  const starts = new Int32Array(customers + 1)
  for (let i = 0; i < customer.length; i++) starts[customer[i]! + 1]!++
  for (let at = 0; at < customers; at++) starts[at + 1]! += starts[at]!
  const next = starts.slice()
  const places = new Int32Array(customer.length)
  for (let i = 0; i < customer.length; i++) places[next[customer[i]!]!++] = i
  return { starts, places }
}

/**
 * What was seen of each customer up to and with the day `until`, in weeks unless told. What was bought on one day is one purchase,
 * and the first makes a customer, it is no repeat.
 */
export function observe(
  { customer, day, value }: Transactions,
  { customers, until, unitDays = 7 }: { customers: number; until: number; unitDays?: number },
): Observed {
  const { starts, places } = placesByCustomer(customer, customers)
  const who = new Int32Array(customers)
  const [repeats, recency, age, mean] = Array.from({ length: 4 }, () => new Float64Array(customers)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  let seen = 0
  for (let one = 0; one < customers; one++) {
    const own = places.subarray(starts[one]!, starts[one + 1]!).sort((a, b) => day[a]! - day[b]!)
    if (own.length === 0 || day[own[0]!]! > until) continue
    const first = day[own[0]!]!
    let last = first
    let paid = 0
    for (const at of own) {
      if (day[at]! > until) break
      if (day[at]! > last) repeats[seen]!++
      last = day[at]!
      if (last > first) paid += value[at]!
    }
    who[seen] = one
    recency[seen] = (last - first) / unitDays
    age[seen] = (until - first) / unitDays
    mean[seen] = repeats[seen]! > 0 ? paid / repeats[seen]! : 0
    seen++
  }
  const kept = (column: Float64Array) => column.slice(0, seen)
  const histories = { repeats: kept(repeats), recency: kept(recency), age: kept(age) }
  return {
    customers: who.slice(0, seen),
    histories,
    spend: { purchases: histories.repeats, mean: kept(mean) },
  }
}
