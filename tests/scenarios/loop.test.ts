import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enterSpend, readCampaign } from '../../contract/campaigns.ts'
import { listCustomers, readCustomer } from '../../contract/customers.ts'
import { formScript, submitForm } from '../../contract/dispatch.ts'
import { readLoop, readLoopBy } from '../../contract/insights.ts'
import { giveFeedback, listLeads, readCustody, readLead } from '../../contract/leads.ts'
import { listNotifications } from '../../contract/notifications.ts'
import {
  deliverOrder,
  endTestDrive,
  placeOrder,
  planTestDrive,
  recordVisit,
  startTestDrive,
} from '../../contract/sales.ts'
import { refreshFacts } from '../../server/domains/insights/facts/refresh.ts'
import { sweepClocks } from '../../server/domains/leads/actions/sweep.ts'
import { day, hour, second } from '../../server/kernel/clock.ts'
import { castId } from '../harness/cast.ts'
import { openWorld, type World } from '../harness/world.ts'

/** The loop, end to end: 20,000 yuan of search advertising, one enquiry, two dealers, one car. */
const spendFen = 2_000_000
const priceFen = 22_580_000
const phone = '13805718000'

let world: World
let leadId: string
let dispatchedAt: Date
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const sweep = () => world.as('system', (ctx) => sweepClocks(ctx, 500))
const lead = async (login: string) => (await world.call(login, readLead, { params: { id: leadId } })).body
const told = async (login: string) =>
  (await world.call(login, listNotifications, { query: {} })).body.items.map((item) => item.kind)
const board = async (login: string) => {
  await world.as('system', refreshFacts)
  const { body } = await world.call(login, readLoop, {
    query: { from: '2026-11-01', to: '2026-12-31', compare: 'none' },
  })
  return Object.fromEntries(body.steps.map((step) => [step.key, step.value]))
}

describe('the loop', () => {
  it('starts with money: marketing enters a day of spend', async () => {
    const campaign = { id: castId('C-TRADE') }
    const days = [{ day: '2026-11-20', spendFen, impressions: 90_000, clicks: 1_200, contacts: 400 }]
    expect((await world.call('gongsun', enterSpend, { params: campaign, body: { days } })).status).toBe(200)
    expect((await world.call('gongsun', readCampaign, { params: campaign })).status).toBe(200)
  })

  it('takes an enquiry from the campaign page, without a sign-in', async () => {
    const script = await world.call(null, formScript, { params: { code: 'trk-trade' } })
    const token = /[0-9a-z]{6,12}\.[\w-]{40,}/.exec(script.text)![0]
    world.clock.advance(20 * second)
    const body = {
      token,
      name: '欧阳思远',
      phone,
      division: '杭州市滨江区',
      series: '越岭',
      horizon: 'week',
      dealerConsent: true,
      website: '',
    }
    const answer = await world.call(null, submitForm, { params: { code: 'trk-trade' }, body })
    expect(answer.status, answer.text).toBe(201)
  })

  it('knows who it is, where it came from, and sends it to the nearest dealer with a clock of seven days', async () => {
    const { body } = await world.call('meng', listLeads, { query: { q: '欧阳思远' } })
    expect(body.items).toHaveLength(1)
    leadId = body.items[0]!.id
    dispatchedAt = world.clock.now()
    const found = await lead('meng')
    expect(found).toMatchObject({
      grade: 'H',
      holder: 'dealer',
      dealerName: '杭州之江环路店',
      campaign: { name: '秋季置换' },
      consented: true,
    })
    expect(new Date(found.clock.dueAt!).getTime() - dispatchedAt.getTime()).toBe(7 * day)
    const people = await world.call('meng', listCustomers, { query: { q: 'ouyangsiyuan' } })
    expect(people.body.items).toHaveLength(1)
    expect(people.text).not.toContain(phone)
  })

  it('shows dealer and head office the same countdown, and another dealer nothing', async () => {
    const [theirs, ours] = [await lead('pei'), await lead('meng')]
    expect(theirs.clock).toEqual(ours.clock)
    expect((await world.call('han', readLead, { params: { id: leadId } })).status).toBe(404)
  })

  it('keeps a repeated enquiry as a touch of the same lead', async () => {
    const script = await world.call(null, formScript, { params: { code: 'trk-trade' } })
    const token = /[0-9a-z]{6,12}\.[\w-]{40,}/.exec(script.text)![0]
    world.clock.advance(hour)
    const body = { token, name: '欧阳思远', phone: `+86 ${phone}`, series: '越岭', dealerConsent: true }
    expect((await world.call(null, submitForm, { params: { code: 'trk-trade' }, body })).status).toBe(201)
    expect((await lead('meng')).touches).toBe(2)
    expect((await world.call('meng', listLeads, { query: { q: '欧阳思远' } })).body.items).toHaveLength(1)
  })

  it('reminds on day 1 and 3, and copies the region on day 5', async () => {
    world.clock.set(new Date(dispatchedAt.getTime() + day + hour))
    await sweep()
    expect(await told('pei')).toHaveLength(1)
    world.clock.set(new Date(dispatchedAt.getTime() + 3 * day + hour))
    await sweep()
    expect(await told('pei')).toHaveLength(2)
    expect(await told('huo')).toHaveLength(0)
    world.clock.set(new Date(dispatchedAt.getTime() + 5 * day + hour))
    await sweep()
    expect((await told('huo')).length).toBeGreaterThan(0)
    await sweep()
    expect(await told('huo')).toHaveLength(1)
  })

  it('takes the lead back on day 7 and gives it to the next best dealer', async () => {
    world.clock.set(new Date(dispatchedAt.getTime() + 7 * day + hour))
    await sweep()
    const found = await lead('meng')
    expect(found).toMatchObject({ dealerName: '杭州钱塘环路店', breaches: 1, holder: 'dealer' })
    expect((await world.call('pei', readLead, { params: { id: leadId } })).status).toBe(404)
    expect((await lead('han')).number).toBe(found.number)
  })

  it('hears from the new dealer in time', async () => {
    world.clock.advance(3 * hour)
    const nextStepAt = new Date(world.clock.now().getTime() + 2 * day).toISOString()
    const body = {
      contacted: 'reached' as const,
      outcome: 'appointment' as const,
      nextStep: '到店看车，带配偶',
      nextStepAt,
    }
    const answer = await world.call('han', giveFeedback, { params: { id: leadId }, body })
    expect(answer.status, answer.text).toBe(201)
    expect((await lead('meng')).clock.stoppedAt).not.toBeNull()
  })

  it('goes on to a visit, a test drive, an order and a delivery', async () => {
    const params = { id: leadId }
    world.clock.advance(2 * day)
    expect((await world.call('han', recordVisit, { params, body: { party: 2 } })).status).toBe(201)
    const planned = await world.call('han', planTestDrive, {
      params,
      body: { plannedAt: new Date(world.clock.now().getTime() + hour).toISOString() },
    })
    expect(planned.status, planned.text).toBe(201)
    world.clock.advance(hour)
    const away = await world.call('han', startTestDrive, {
      params: { id: planned.body.id },
      body: { version: planned.body.version, licenceChecked: true },
    })
    world.clock.advance(hour)
    expect(
      (
        await world.call('han', endTestDrive, {
          params: { id: planned.body.id },
          body: { version: away.body.version, rating: 5 },
        })
      ).status,
    ).toBe(200)
    const order = await world.call('han', placeOrder, {
      params,
      body: { variantId: castId('越岭 L 四驱'), priceFen, depositFen: 500_000 },
    })
    expect(order.status, order.text).toBe(201)
    world.clock.advance(9 * day)
    const body = { version: order.body.version, vin: 'LRHAE5E34R0000042', priceFen, plate: '浙A7K3F6' }
    const delivery = await world.call('han', deliverOrder, { params: { id: order.body.id }, body })
    expect(delivery.status, delivery.text).toBe(201)
    expect(await lead('meng')).toMatchObject({ stage: 'delivery', revenueFen: priceFen })
  })

  it('made the person an owner, found by the plate', async () => {
    const { body } = await world.call('meng', listCustomers, { query: { q: '浙A7K3F6' } })
    expect(body.items).toHaveLength(1)
    const seen = await world.call('han', readCustomer, { params: { id: body.items[0]!.id } })
    expect(seen.body.stage).toBe('growth')
  })

  it('kept custody without a gap, hash-linked, one holder at any second', async () => {
    const { body } = await world.call('meng', readCustody, { params: { id: leadId } })
    expect(body.verified).toBe(true)
    for (const [index, link] of body.items.entries())
      expect(link.until).toBe(body.items[index + 1]?.at ?? null)
    expect(body.items.map((link) => link.dealerName).filter((name) => name)).toContain('杭州之江环路店')
    expect(body.items.at(-1)!.holder).toBe('closed')
  })

  it('shows on the loop board what the money brought, under its campaign, to the fen', async () => {
    expect(await board('meng')).toMatchObject({
      spend: spendFen,
      leads: 1,
      dispatched: 1,
      visits: 1,
      'test-drives': 1,
      orders: 1,
      deliveries: 1,
      revenue: priceFen,
    })
    const { body } = await world.call('meng', readLoopBy, {
      params: { dimension: 'campaign' },
      query: { from: '2026-11-01', to: '2026-12-31', compare: 'none' },
    })
    expect(body.items.find((item) => item.id === castId('C-TRADE'))).toMatchObject({
      leads: 1,
      revenueFen: priceFen,
      spendFen,
    })
  })

  it('shows each dealer its own part, and never the money spent', async () => {
    expect(await board('han')).toMatchObject({ spend: null, deliveries: 1, revenue: priceFen })
    expect(await board('mi')).toMatchObject({ leads: 0, revenue: 0 })
  })
})
