import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { intake, listContacts, listQueue, qualifyLead, takeNext } from '../../../contract/contact-centre.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { makeLead } from '../../../tests/routes/leads.ts'
import { minute } from '../../kernel/clock.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const consents = [{ purpose: 'sales' as const, recipient: 'dealer' as const, granted: true }]
const call = (body: object) => {
  world.clock.advance(1000)
  return world.call('qiu', intake, { body: body as never })
}
const person = (phone: string) => ({ name: '郭凯', phone, division: '330108' })
const unqualified = (horizon: string) => makeLead(world, { source: 'aggregator', horizon, consents: [] })
const qualify = (id: string | null, body: object) =>
  world.call('qiu', qualifyLead, { params: { id: id! }, body: body as never })

describe('quick entry', () => {
  it('makes the contact and dispatches a consented lead at once, without a second qualification', async () => {
    const answer = await call({
      businessType: 'test-drive',
      disposition: 'dispatched',
      minutes: 3,
      lead: { brand: 'HL', horizon: 'week', person: person('13950000001'), consents },
    })
    expect(answer).toMatchObject({
      status: 201,
      body: { lead: { code: 'created', holder: 'dealer', dealerId: castId('D0001'), grade: 'H' } },
    })
    const [ledger] = await world.sql('select evidence, channel from consent.entry where customer_id = $1', [
      answer.body.lead!.customerId,
    ])
    expect(ledger).toEqual({ evidence: 'contact-centre 邱若彤', channel: 'phone' })
  })
  it('keeps a nurtured person in the pool with a call by grade', async () => {
    const answer = await call({
      businessType: 'price',
      disposition: 'nurture',
      lead: { brand: 'HL', horizon: 'quarter', person: person('13950000002'), consents },
    })
    expect(answer.body.lead).toMatchObject({ holder: 'pool', waiting: 'nurture' })
  })
  it('a nuisance call leaves a contact and nothing else; a lead without its person is refused', async () => {
    expect((await call({ businessType: 'other', disposition: 'nuisance' })).body).toMatchObject({
      lead: null,
    })
    expect((await call({ businessType: 'price', disposition: 'dispatched' })).status).toBe(422)
    const bad = await call({
      businessType: 'price',
      disposition: 'dispatched',
      lead: { brand: 'HL', person: { name: '无', phone: '1' } },
    })
    expect(bad.problem.errors?.map((error) => error.field)).toEqual(['lead.person.phone'])
    const contacts = await world.call('qiu', listContacts, {})
    expect(contacts.body.items.map((item) => item.disposition)).toEqual(['nuisance', 'nurture', 'dispatched'])
    expect((await world.call('yue', listContacts, { query: { mine: 'true' } })).body.items).toEqual([])
  })
})

describe('the qualification queue', () => {
  it('is by grade, then age; two agents get two leads, and one let go comes round again', async () => {
    const [cold, hot, warm] = [
      await unqualified('later'),
      await unqualified('week'),
      await unqualified('month'),
    ]
    const queue = await world.call('qiu', listQueue, {})
    expect(queue.body.items.map((item) => item.lead.id)).toEqual([hot.leadId, warm.leadId, cold.leadId])
    const both = await Promise.all([
      world.call('qiu', takeNext, { body: {} }),
      world.call('yue', takeNext, { body: {} }),
    ])
    expect(new Set(both.map((answer) => answer.body.lead!.id))).toEqual(new Set([hot.leadId, warm.leadId]))
    expect((await world.call('qiu', listQueue, {})).body.items.filter((item) => item.takenBy)).toHaveLength(2)
    world.clock.advance(16 * minute)
    expect((await world.call('yue', takeNext, { body: {} })).body.lead!.id).toBe(hot.leadId)
  })
  it('dispatches with the consent given on the phone, and says so where it was not given', async () => {
    const [yes, no] = [await unqualified('later'), await unqualified('later')]
    expect(
      (
        await qualify(yes.leadId, {
          outcome: 'dispatch',
          horizon: 'week',
          variantId: castId('越岭 L 四驱'),
          dealerConsent: true,
        })
      ).body.lead,
    ).toMatchObject({ holder: 'dealer', grade: 'H', variantName: '越岭 L 四驱' })
    expect((await qualify(no.leadId, { outcome: 'dispatch', dealerConsent: false })).body.lead).toMatchObject(
      { holder: 'pool', waiting: 'no-consent' },
    )
    expect((await qualify(yes.leadId, { outcome: 'nurture' })).status).toBe(409)
  })
  it('closes what is no lead, with the reason', async () => {
    const { leadId } = await unqualified('later')
    expect((await qualify(leadId, { outcome: 'invalid' })).status).toBe(422)
    expect(
      (await qualify(leadId, { outcome: 'invalid', invalidReason: 'already-bought' })).body.lead,
    ).toMatchObject({ stage: 'invalid', lostReason: 'already-bought' })
    expect((await qualify(leadId, { outcome: 'nurture' })).status).toBe(409)
  })
})
