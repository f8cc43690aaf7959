import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { intake, qualifyLead } from '../../../../contract/contact-centre.ts'
import { type previewDispatch as Endpoint, previewDispatch } from '../../../../contract/dispatch.ts'
import type { Sent } from '../../../../contract/endpoint.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { checksums } from '../../../../tests/harness/untouched.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { makeLead } from '../../../../tests/routes/leads.ts'
import { recordConsents } from '../../consent/index.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(() => world.clock.advance(6_000))

type Body = Sent<typeof Endpoint>['body']
const preview = async (body: Partial<Body>, login = 'qiu') =>
  world.call(login, previewDispatch, { body: { seriesId: castId('越岭'), ...body } })
let next = 13_911_000_000
const enter = async (said: {
  customerId?: string
  division?: string
  wantedDealer?: string
  consent?: boolean
}) =>
  (
    await world.call('qiu', intake, {
      body: {
        businessType: 'price',
        disposition: 'dispatched',
        ...(said.customerId && { customerId: said.customerId }),
        lead: {
          brand: 'HL',
          series: '越岭',
          horizon: 'month',
          person: {
            name: '令狐文',
            phone: String(next++),
            ...(said.division && { division: said.division }),
          },
          ...(said.wantedDealer && { wantedDealer: said.wantedDealer }),
          consents: [
            { purpose: 'sales', recipient: 'dealer', granted: said.consent ?? false, channel: 'phone' },
          ],
        },
      } as never,
    })
  ).body.lead!
/** A customer of the other brand: known, and without an open lead of this one. */
const known = async (more = '') => {
  const { customerId } = await makeLead(world, {
    brand: 'XC',
    series: null,
    person: { name: '东方曜', phones: [String(next++)] },
  })
  if (more) await world.sql(`update customers.customer set ${more} where id = $1`, [customerId])
  return customerId!
}

describe('before an enquiry is saved', () => {
  it('the preview refuses a series nobody sells, and strangers to the contact centre', async () => {
    const answer = await preview({ seriesId: castId('nothing') })
    expect(answer.problem.errors?.map((error) => error.field)).toEqual(['seriesId'])
    expect((await preview({}, 'gu')).status).toBe(403)
  })
  it('it names the dealer, the reasons and the deadline, and leaves no trace', async () => {
    const before = await checksums(world)
    const { body } = await preview({ division: '330108', dealerConsent: true })
    expect(body).toMatchObject({
      outcome: 'sent',
      dealerId: castId('D0001'),
      joins: null,
      divisionName: '浙江省 杭州市 滨江区',
    })
    expect(body.dueAt).toBe(new Date(world.clock.now().getTime() + 7 * 86_400_000).toISOString())
    expect(body.items[0]).toMatchObject({ code: 'D0001', excluded: null })
    expect(body.items[0]!.total).toBeGreaterThan(body.items[1]!.total)
    expect(await checksums(world)).toEqual(before)
  })
  it.each([
    ['somebody new who agrees', { division: '330108', consent: true }],
    ['somebody new who does not', { division: '330108', consent: false }],
    ['a place without a dealer', { division: '650102', consent: true }],
    ['the dealer they chose, far away', { division: '650102', wantedDealer: 'D0004', consent: true }],
  ])('says what saving then does: %s', async (_, said) => {
    const { consent, ...where } = said
    const { body } = await preview({ ...where, dealerConsent: consent })
    const saved = await enter(said)
    expect([body.dealerId, body.outcome]).toEqual([saved.dealerId, saved.waiting ?? 'sent'])
  })
  it('without a place nobody is dispatched; the refusal says what to fill in', async () => {
    expect((await preview({ dealerConsent: true })).body.dealerId).toBeNull()
    const refused = await world.call('qiu', intake, {
      body: {
        businessType: 'price',
        disposition: 'dispatched',
        lead: { brand: 'HL', series: '越岭', person: { name: '令狐文', phone: String(next++) } },
      },
    })
    expect([refused.status, refused.problem.errors]).toEqual([
      422,
      [{ field: 'lead.person.division', message: 'The place is needed' }],
    ])
  })
  it('knows who asked to be left alone, and who refused this very dealer', async () => {
    const silent = await known('do_not_contact = true')
    expect(
      (await preview({ customerId: silent, division: '330108', dealerConsent: true })).body.outcome,
    ).toBe('no-consent')
    const choosy = await known()
    await world.as('system', (ctx) =>
      recordConsents(ctx, [
        {
          customerId: choosy,
          purpose: 'sales',
          recipient: 'dealer',
          recipientId: castId('D0001'),
          granted: false,
          channel: 'phone',
          evidence: 'x',
          happenedAt: ctx.now,
        },
      ]),
    )
    const { body } = await preview({ customerId: choosy, division: '330108', dealerConsent: true })
    const saved = await enter({ customerId: choosy, division: '330108', consent: true })
    expect([body.outcome, saved.waiting]).toEqual(['no-consent', 'no-consent'])
    // What stands in the ledger counts while nothing was said on the phone.
    const agreed = await known()
    expect((await preview({ customerId: agreed, division: '330108' })).body.outcome).toBe('sent')
  })
  it('sends a call of somebody with an open lead to that lead, unless it waits in the pool', async () => {
    const held = await makeLead(world, {
      person: { name: '南宫瑾', phones: [String(next++)], division: '330108' },
    })
    const { body } = await preview({ customerId: held.customerId!, division: '330108', dealerConsent: true })
    expect(body).toMatchObject({
      outcome: 'joins',
      dealerId: null,
      joins: { leadId: held.leadId, dealerName: '杭州之江环路店' },
    })
    const waits = await makeLead(world, {
      person: { name: '南宫羽', phones: [String(next++)], division: '330108' },
      consents: [],
    })
    const again = await preview({ customerId: waits.customerId!, dealerConsent: true })
    const saved = await enter({ customerId: waits.customerId!, consent: true })
    expect([again.body.outcome, again.body.dealerId, saved.dealerId]).toEqual([
      'sent',
      castId('D0001'),
      castId('D0001'),
    ])
  })
})

describe('while a lead is qualified', () => {
  it.each([
    ['as the lead stands', {}],
    ['to the dealer now wished for', { wantedDealerId: castId('D0004') }],
    ['to the place now known', { division: '310115' }],
  ])('the preview says where the answers send it: %s', async (_, said) => {
    const { leadId, customerId } = await makeLead(world, {
      source: 'aggregator',
      horizon: 'week',
      consents: [],
      person: { name: '钟离春', phones: [String(next++)], division: '330108' },
    })
    const { wantedDealerId, ...where } = said as { wantedDealerId?: string; division?: string }
    const ask = { customerId: customerId!, leadId: leadId!, dealerConsent: true, ...where }
    const { body } = await preview({ ...ask, ...(wantedDealerId && { wantedDealer: wantedDealerId }) })
    const answers = { outcome: 'dispatch' as const, seriesId: castId('越岭'), horizon: 'week' as const }
    const saved = await world.call('qiu', qualifyLead, {
      params: { id: leadId! },
      body: { ...answers, dealerConsent: true, ...said },
    })
    expect(saved.status).toBeLessThan(300)
    expect(body).toMatchObject({ joins: null, dealerId: saved.body.lead.dealerId })
  })
})
