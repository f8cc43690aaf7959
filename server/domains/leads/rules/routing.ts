import type { PromisingReason } from '../../../../contract/dispatch.ts'
import { type Policy, promisingOf } from '../../../../contract/policy.ts'

/** A dealer as routing sees it, for one lead. */
export type Candidate = {
  dealerId: string
  code: string
  name: string
  brandIds: readonly string[]
  active: boolean
  /** Null when nobody knows where the person lives. */
  km: number | null
  capacity: number
  /** Leads dispatched to it this month. */
  load: number
  /** Share of its turns fed back in time over the last 90 days; null for a dealer without any. */
  inTimeRate: number | null
  /** The person bought or was served there. */
  knows: boolean
}

export type RoutedLead = {
  brandId: string
  wantedDealerId: string | null
  exceptDealerIds: readonly string[]
  /** Why it deserves the best hands; left out where it does not. */
  promising?: PromisingReason | null
}

export type Exclusion = 'not-authorised' | 'inactive' | 'out-of-radius' | 'place-unknown' | 'breached-before'
export type Ranked = {
  dealerId: string
  code: string
  name: string
  km: number | null
  freePercent: number | null
  inTimePercent: number | null
  wanted: boolean
  points: { distance: number; capacity: number; inTime: number; loyalty: number }
  total: number
  excluded: Exclusion | null
  /** The in-time points counted so many times. */
  emphasis?: { why: PromisingReason; factor: number }
}
export type Ranking = { outcome: 'sent' | 'no-dealer' | 'tie'; ranked: Ranked[] }

/** A dealer nobody has measured yet is taken as good, not as perfect. */
const unknownInTimeRate = 0.8

/**
 * Orders the candidates: the customer's choice first, then by points, then by code so that the same input gives the
 * same answer. Who is excluded says why and stands last.
 */
export function rank(candidates: readonly Candidate[], policy: Policy['routing'], lead: RoutedLead): Ranking {
  const all = candidates.map((candidate) => judge(candidate, policy, lead))
  const fit = all.filter((one) => one.excluded === null).sort(byMerit)
  const rest = all
    .filter((one) => one.excluded !== null)
    .sort((a, b) => (a.km ?? 1e6) - (b.km ?? 1e6) || (a.code < b.code ? -1 : 1))
  const ranked = [...fit, ...rest]
  const [first, second] = fit
  if (!first) return { outcome: 'no-dealer', ranked }
  const close = second !== undefined && first.total - second.total <= policy.tiePoints
  return { outcome: policy.tiePoints > 0 && close && !first.wanted ? 'tie' : 'sent', ranked }
}

const byMerit = (a: Ranked, b: Ranked): number =>
  Number(b.wanted) - Number(a.wanted) || b.total - a.total || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

function judge(candidate: Candidate, policy: Policy['routing'], lead: RoutedLead): Ranked {
  const { dealerId, code, name, km, capacity, load, inTimeRate } = candidate
  const wanted = dealerId === lead.wantedDealerId
  const free = capacity > 0 ? Math.max(0, 1 - load / capacity) : 0
  const why = lead.promising ?? null
  const factor = why ? promisingOf(policy).inTimeFactor : 1
  const points = {
    distance: km === null ? 0 : Math.round(policy.distanceWeight * Math.max(0, 1 - km / policy.radiusKm)),
    capacity: Math.round(policy.capacityWeight * free),
    inTime: Math.round(policy.inTimeWeight * factor * (inTimeRate ?? unknownInTimeRate)),
    loyalty: candidate.knows ? policy.loyaltyWeight : 0,
  }
  return {
    dealerId,
    code,
    name,
    km: km === null ? null : Math.round(km * 10) / 10,
    freePercent: capacity > 0 ? Math.round(free * 100) : null,
    inTimePercent: inTimeRate === null ? null : Math.round(inTimeRate * 1000) / 10,
    wanted,
    points,
    total: points.distance + points.capacity + points.inTime + points.loyalty,
    excluded: exclusionOf(candidate, policy, lead, wanted),
    ...(why && factor > 1 && { emphasis: { why, factor } }),
  }
}

function exclusionOf(
  candidate: Candidate,
  policy: Policy['routing'],
  lead: RoutedLead,
  wanted: boolean,
): Exclusion | null {
  if (!candidate.active) return 'inactive'
  if (!candidate.brandIds.includes(lead.brandId)) return 'not-authorised'
  if (lead.exceptDealerIds.includes(candidate.dealerId)) return 'breached-before'
  if (wanted || candidate.knows) return null
  if (candidate.km === null) return 'place-unknown'
  return candidate.km > policy.radiusKm ? 'out-of-radius' : null
}
