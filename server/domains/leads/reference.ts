import { defaultPolicy } from '../../../contract/policy.ts'
import { second } from '../../kernel/clock.ts'
import type { Ctx, Services } from '../../kernel/ctx.ts'
import { asSystem } from '../../kernel/db/widen.ts'
import { centreOf } from '../../kernel/divisions.ts'
import { distanceKm } from '../../kernel/geo.ts'
import { type DealerRow, type Network, networkSnapshot } from '../dealers/index.ts'
import { type Catalogue, catalogue } from '../vehicles/index.ts'
import { allPolicies, type BrandPolicy } from './queries/policy.ts'
import { dealerStandings, type Standing } from './queries/standing.ts'
import { calendarOf } from './rules/clock.ts'
import type { Candidate } from './rules/routing.ts'
import type { Calendar } from './rules/working-time.ts'

/** What every lead decision reads: network, catalogue, policies, and how dealers stand. */
export type Reference = {
  network: Network
  catalogue: Catalogue
  policies: ReadonlyMap<string, BrandPolicy>
  standings: Map<string, Standing>
}

type Kept = Pick<Reference, 'policies' | 'standings'> & { at: number }
const freshMs = 5 * second
const kept = new WeakMap<Services, Kept>()

/** Remembered for five seconds per process; a dispatch counts itself into the load at once, see `countLoad`. */
export async function reference(ctx: Ctx): Promise<Reference> {
  const network = await networkSnapshot(ctx)
  const cars = await catalogue(ctx)
  const known = kept.get(ctx.services)
  const age = known ? ctx.now.getTime() - known.at : -1
  const { policies, standings } =
    known && age >= 0 && age < freshMs ? known : await asSystem(ctx, standingsAndPolicies)
  return { network, catalogue: cars, policies, standings }
}

async function standingsAndPolicies(ctx: Ctx): Promise<Kept> {
  const policies = new Map((await allPolicies(ctx)).map((policy) => [policy.brandId, policy]))
  const standings = new Map((await dealerStandings(ctx)).map((standing) => [standing.dealerId, standing]))
  const fresh = { policies, standings, at: ctx.now.getTime() }
  kept.set(ctx.services, fresh)
  return fresh
}

/** After a policy was edited in this process. */
export const forgetReference = (ctx: Ctx): void => void kept.delete(ctx.services)

/** What a brand follows until somebody writes its own rules. */
export const noPolicy = { number: 0, version: 0, updatedAt: new Date(0), policy: defaultPolicy }
export const policyOf = (known: Reference, brandId: string): BrandPolicy =>
  known.policies.get(brandId) ?? { brandId, ...noPolicy }

export const calendarFor = (known: Reference, brandId: string, dealerId: string): Calendar =>
  calendarOf(
    policyOf(known, brandId).policy.clock,
    known.network.byId.get(dealerId)?.zone ?? 'Asia/Shanghai',
    known.network.holidays,
  )

/** Keeps later leads of the same five seconds from all going to the same dealer. */
export function countLoad(known: Reference, dealerId: string): void {
  const standing = known.standings.get(dealerId) ?? { dealerId, load: 0, turns: 0, inTime: 0 }
  standing.load += 1
  known.standings.set(dealerId, standing)
}

type Near = { dealer: DealerRow; km: number }
const distances = new WeakMap<Network, Map<string, Near[]>>()

/** All dealers by distance from a division. A city has thousands of leads and one answer. */
function byDistance(network: Network, divisionCode: string): Near[] {
  const known = distances.get(network) ?? new Map<string, Near[]>()
  distances.set(network, known)
  let near = known.get(divisionCode)
  if (!near) {
    const centre = centreOf(divisionCode)
    near = centre
      ? network.dealers
          .map((dealer) => ({ dealer, km: distanceKm(centre, dealer) }))
          .sort((a, b) => a.km - b.km)
      : []
    known.set(divisionCode, near)
  }
  return near
}

type Wanting = { divisionCode: string | null; wantedDealerId: string | null; brandId: string }

/**
 * The dealers worth judging for a lead: those around, the one the customer chose, those that know the customer.
 * With nobody around, the nearest three, so that the reasoning shows how far they are.
 */
export function candidatesFor(
  known: Reference,
  lead: Wanting,
  knows: ReadonlySet<string>,
  most = 30,
): Candidate[] {
  const { radiusKm } = policyOf(known, lead.brandId).policy.routing
  const near = lead.divisionCode ? byDistance(known.network, lead.divisionCode) : []
  const around = near.filter((one) => one.km <= radiusKm).slice(0, most)
  const authorised = near.filter((one) => one.dealer.brandIds.includes(lead.brandId))
  const chosen = around.some((one) => one.dealer.brandIds.includes(lead.brandId))
    ? around
    : [...around, ...authorised.slice(0, 3)]
  const picked = new Map(chosen.map((one) => [one.dealer.id, one]))
  for (const id of [lead.wantedDealerId, ...knows]) {
    const dealer = id ? known.network.byId.get(id) : undefined
    if (dealer && !picked.has(dealer.id))
      picked.set(dealer.id, near.find((one) => one.dealer.id === id) ?? { dealer, km: Number.NaN })
  }
  return [...picked.values()].map(({ dealer, km }) =>
    candidate(known, dealer, Number.isNaN(km) ? null : km, knows),
  )
}

function candidate(
  known: Reference,
  dealer: DealerRow,
  km: number | null,
  knows: ReadonlySet<string>,
): Candidate {
  const standing = known.standings.get(dealer.id)
  return {
    dealerId: dealer.id,
    code: dealer.code,
    name: dealer.name,
    brandIds: dealer.brandIds,
    active: dealer.active,
    km,
    capacity: dealer.monthlyCapacity,
    load: standing?.load ?? 0,
    inTimeRate: standing?.turns ? standing.inTime / standing.turns : null,
    knows: knows.has(dealer.id),
  }
}

/** The nearest authorised dealer, for counting what waits by area. */
export const nearestOf = (network: Network, brandId: string, divisionCode: string): DealerRow | undefined =>
  byDistance(network, divisionCode).find((one) => one.dealer.brandIds.includes(brandId))?.dealer
