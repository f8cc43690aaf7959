/** How good each dealer really is: the parameters its files are drawn from, and the answer to every benchmark. */

import type { City } from './cities.ts'
import type { Identities } from './identities.ts'
import { drawName } from './names.ts'
import type { Dealer } from './network.ts'
import { Draw, STREAM } from './prng.ts'

export interface Quality {
  /** Share of leads answered within seven days. */
  feedbackWithin7Days: number
  /** Median hours to the first answer. */
  feedbackMedianHours: number
  visitRate: number
  testDriveRate: number
  orderRate: number
  deliveryRate: number
  /** Of the leads it loses, the share it simply gave up on (主观战败). */
  givenUpShare: number
  /** Multiplies every slip in its customer file. */
  slipFactor: number
  reportLateRate: number
  reportMissingRate: number
  /** The consultant who reports contacts that never took place; -1 when there is none. */
  fabricator: number
  showroomBase: number
  phoneBase: number
}

export interface Staff {
  name: string
  role: 'principal' | 'receptionist' | 'sales_consultant' | 'service_adviser'
  phone: string
}

export interface Team {
  all: readonly Staff[]
  consultants: readonly string[]
  adviser: string
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

/** Rates are chosen so that the network as a whole shows the funnel of DESIGN.md, whatever the seed. */
export function buildQuality(seed: number, dealer: Dealer, city: City, leadsPerDay: number): Quality {
  const draw = new Draw(seed, STREAM.dealerQuality, dealer.index)
  return {
    feedbackWithin7Days: clamp(0.948 + draw.normal() * 0.018, 0.88, 0.985),
    feedbackMedianHours: clamp(9 * Math.exp(draw.normal() * 0.6), 1.5, 40),
    visitRate: clamp(0.515 + draw.normal() * 0.08, 0.35, 0.8),
    testDriveRate: clamp(0.6 + draw.normal() * 0.07, 0.4, 0.8),
    orderRate: clamp(0.45 + draw.normal() * 0.07, 0.22, 0.66),
    deliveryRate: clamp(0.88 + draw.normal() * 0.03, 0.78, 0.95),
    givenUpShare: clamp(0.35 + draw.normal() * 0.11, 0.1, 0.68),
    slipFactor: clamp(Math.exp(draw.normal() * 0.45), 0.35, 3),
    reportLateRate: clamp(0.08 + draw.normal() * 0.05, 0.01, 0.3),
    reportMissingRate: clamp(0.035 + draw.normal() * 0.03, 0.003, 0.16),
    fabricator: draw.chance(0.08) ? 0 : -1,
    showroomBase: (7 + city.weight * 0.1) * (0.75 + draw.unit() * 0.5) + leadsPerDay * 0.5,
    phoneBase: (4 + city.weight * 0.05) * (0.7 + draw.unit() * 0.6),
  }
}

/** Mobile numbers of the staff come from the top of the number space, far from the customers'. */
const STAFF_NUMBERS = 4_000_000_000

export function buildTeam(seed: number, dealer: Dealer, identities: Identities): Team {
  const draw = new Draw(seed, STREAM.staff, dealer.index)
  const consultantCount = draw.between(3, 6)
  const roles: Staff['role'][] = ['principal', 'receptionist']
  for (let count = 0; count < consultantCount; count++) roles.push('sales_consultant')
  roles.push('service_adviser')
  const taken = new Set<string>()
  const all = roles.map((role, order): Staff => {
    let name = drawName(draw, draw.chance(role === 'receptionist' ? 0.2 : 0.6)).full
    while (taken.has(name)) name = drawName(draw, true).full
    taken.add(name)
    return { name, role, phone: identities.mobile(STAFF_NUMBERS + dealer.index * 16 + order) }
  })
  return {
    all,
    consultants: all.filter((member) => member.role === 'sales_consultant').map((member) => member.name),
    adviser: (all[all.length - 1] as Staff).name,
  }
}
