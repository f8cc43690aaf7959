import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routesOf } from '../../server/app.ts'
import { readConfig } from '../../server/kernel/config.ts'
import { anyone } from '../../server/kernel/permissions.ts'
import { castId, tokenOf } from '../harness/cast.ts'
import { openWorld, type World } from '../harness/world.ts'

/** What dealer D0002 knows and D0001 must never learn, by any road. */
const secrets = {
  name: '独孤九真',
  pinyin: 'dugujiuzhen',
  phone: '13911112222',
  tail: '2222',
  plate: '浙A99X88',
  vin: 'LRHAE5E30R0000042',
  note: '只有钱塘店知道',
}
const own = { name: '上官飞燕', phone: '13933334444' }

let world: World
const others: string[] = []

beforeAll(async () => {
  world = await openWorld()
  const walkIn = async (login: string, name: string, phone: string, message: string) => {
    const answer = await world.app.inject({
      method: 'POST',
      url: '/api/leads',
      headers: { 'x-ringroad': '1' },
      cookies: { ringroad: tokenOf(login) },
      payload: {
        source: 'walk-in',
        person: { name, phone },
        brand: '环路',
        series: '越岭',
        message,
        consents: [{ purpose: 'sales', recipient: 'dealer', granted: true, evidence: 'signed' }],
      },
    })
    expect(answer.statusCode, answer.body).toBeLessThan(300)
  }
  await walkIn('han', secrets.name, secrets.phone, secrets.note)
  await walkIn('gu', own.name, own.phone, '我们自己的客户')
  const rows = await world.sql<{ id: string }>(
    `
    select id from customers.customer where name = $1 union all select id from leads.lead where customer_id in (select id from customers.customer where name = $1)
    union all select id from kernel.event where customer_id in (select id from customers.customer where name = $1) union all select $2::uuid`,
    [secrets.name, castId('D0002')],
  )
  others.push(...rows.map((row) => row.id))
})
afterAll(() => world.close())

const reading = routesOf({ config: readConfig({}), analytics: null as never }).filter(
  (route) => route.endpoint.method === 'GET' && route.permission !== anyone,
)

const word = () =>
  fc.constantFrom(
    secrets.name,
    secrets.pinyin,
    secrets.phone,
    secrets.tail,
    secrets.plate,
    secrets.vin,
    '独孤',
    'dgjz',
    'wenzhen',
    "' or 1=1 --",
    '%',
    '*',
    '',
    own.name,
  )
const id = () => fc.constantFrom(...others, castId('D0002'), castId('D0001'), castId('han'), castId('HL'))
const value = () =>
  fc.oneof(
    word(),
    id(),
    fc.constantFrom(
      'true',
      'false',
      'open',
      'pool',
      'H',
      'new',
      '2026-11-22',
      'attention',
      'recent',
      '1',
      '200',
      '-1',
      'all',
    ),
  )
const names = [
  'q',
  'dealerId',
  'dealer',
  'customerId',
  'leadId',
  'consultantId',
  'holder',
  'stage',
  'from',
  'to',
  'sort',
  'limit',
  'after',
  'brandId',
  'regionId',
  'campaignId',
  'kind',
  'open',
  'status',
]

describe('a dealer', () => {
  it('has somebody else’s secrets to find, and there are lists to ask', async () => {
    expect(others.length).toBeGreaterThan(3)
    expect(reading.length).toBeGreaterThan(15)
    const seen = await world.app.inject({
      method: 'GET',
      url: `/api/customers?q=${encodeURIComponent(secrets.name)}`,
      cookies: { ringroad: tokenOf('han') },
    })
    expect(seen.body).toContain(secrets.name)
  })
  it('learns nothing of another dealer’s people by list, search, count, export or error', async () => {
    const question = fc.record({
      route: fc.constantFrom(...reading),
      login: fc.constantFrom('pei', 'gu', 'ran', 'lv'),
      query: fc.array(fc.tuple(fc.constantFrom(...names), value()), { maxLength: 4 }),
      ids: fc.array(id(), { minLength: 3, maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(question, async ({ route, login, query, ids }) => {
        let next = 0
        const path = route.endpoint.path.replace(/:\w+/g, () => ids[next++ % ids.length]!)
        const answer = await world.app.inject({
          method: 'GET',
          url: `${path}?${new URLSearchParams(query)}`,
          cookies: { ringroad: tokenOf(login) },
        })
        expect(answer.statusCode, `${path} ${answer.body}`).not.toBe(500)
        expect(answer.body).not.toContain(secrets.name)
        expect(answer.body).not.toContain(secrets.note)
        expect(answer.body).not.toContain(secrets.phone)
        expect(answer.body).not.toContain('139****2222')
      }),
      { numRuns: 1_500 },
    )
  }, 120_000)
  it('gets the same words for what is not there and for what is not theirs', async () => {
    const ask = (target: string) =>
      world.app.inject({
        method: 'GET',
        url: `/api/customers/${target}`,
        cookies: { ringroad: tokenOf('pei') },
      })
    const [theirs, nowhere] = [await ask(others[0]!), await ask('01900000-0000-7000-8000-00000000dead')]
    const plain = (body: string) => JSON.stringify({ ...JSON.parse(body), requestId: '' })
    expect([theirs.statusCode, plain(theirs.body)]).toEqual([nowhere.statusCode, plain(nowhere.body)])
    expect(theirs.statusCode).toBe(404)
  })
})
