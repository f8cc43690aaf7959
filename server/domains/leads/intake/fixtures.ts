import type { World } from '../../../../tests/harness/world.ts'
import { captureLeads, type LeadArrival } from '../index.ts'

export const consent = { purpose: 'sales' as const, recipient: 'dealer' as const, granted: true }

/** For tests: enquiries of people nobody knows yet, in a world that is opened later. */
export function capturingIn(world: () => World) {
  let next = 13_800_000_000
  const number = () => String(next++)
  const arrival = (more: Partial<LeadArrival> = {}): LeadArrival => ({
    source: 'website',
    brand: 'HL',
    series: '越岭',
    horizon: 'month',
    person: { name: '欧阳思远', phones: [number()], division: '330108' },
    consents: [consent],
    raw: { said: 'hello' },
    ...more,
  })
  const capture = (...arrivals: LeadArrival[]) => world().as('system', (ctx) => captureLeads(ctx, arrivals))
  const leadOf = async (id: string | null) =>
    (await world().sql('select * from leads.lead where id = $1', [id]))[0]!
  const count = async (text: string, ...values: unknown[]) =>
    Number((await world().sql<{ n: string }>(`select count(*) as n from ${text}`, values))[0]!.n)
  return { number, arrival, capture, leadOf, count }
}
