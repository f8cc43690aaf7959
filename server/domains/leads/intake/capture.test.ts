import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { captureLeads, type LeadArrival } from '../index.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const consent = [{ purpose: 'sales' as const, recipient: 'dealer' as const, granted: true }]
let next = 13_800_000_000
const arrival = (more: Partial<LeadArrival> = {}): LeadArrival => ({
  source: 'website',
  brand: 'HL',
  series: '越岭',
  horizon: 'month',
  person: { name: '欧阳思远', phones: [String(next++)], division: '330108' },
  consents: consent,
  raw: {},
  ...more,
})
const capture = (...arrivals: LeadArrival[]) => world.as('system', ctx => captureLeads(ctx, arrivals))

describe('intake', () => {
  it('sends a consented person to the best dealer and starts the clock', async () => {
    const [answer] = await capture(arrival())
    expect(answer).toMatchObject({ code: 'created', holder: 'dealer', dealerId: castId('D0001'), grade: 'A' })
    const [row] = await world.sql('select due_at, next_mark, next_mark_at, marks from leads.lead where id = $1', [answer!.leadId])
    expect(row).toMatchObject({ due_at: new Date('2026-11-29T02:00:00Z'), next_mark: 'remind', next_mark_at: new Date('2026-11-23T02:00:00Z') })
  })
})
