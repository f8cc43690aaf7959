import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { submitCart } from '../../../../contract/carts.ts'
import { attachBrowser, detachBrowser, readBrowsers } from '../../../../contract/customer-visitors.ts'
import { readTimeline } from '../../../../contract/customers.ts'
import { formScript, submitForm, submitVisit } from '../../../../contract/dispatch.ts'
import { captureLead } from '../../../../contract/leads.ts'
import { listMatchGroups, readMatchGroup } from '../../../../contract/match-review.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { suspects } from '../../../../tests/harness/suspects.ts'
import { untouched } from '../../../../tests/harness/untouched.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { day } from '../../../kernel/clock.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import type { JobRun } from '../../../kernel/jobs/definition.ts'
import { matchEverybody } from '../linking/nightly.ts'
import { mergePeople } from '../merging/merge.ts'
import { unmergePeople } from '../merging/unmerge.ts'
import { forgetVisitsJob } from './jobs.ts'
import { linkVisitors, saveWebEvents } from './watch.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const code = 'trk-trade'
const scriptText = async () => (await world.call(null, formScript, { params: { code } })).text
const tokenIn = (script: string) => /"([a-z0-9]+\.[\w-]+)"/.exec(script)![1]!
async function freshToken(): Promise<string> {
  const token = tokenIn(await scriptText())
  world.clock.advance(10_000)
  return token
}
const look = async (visitorId: string, page: string, series?: string) =>
  world.call(null, submitVisit, {
    params: { code },
    body: { token: await freshToken(), visitorId, page, ...(series && { series }) },
  })

let serial = 0
/** Fills in the form of the campaign page; the customer it became. */
async function fillIn(
  visitorId: string | undefined,
  name = '林晓舟',
  phone = `1391111${String(++serial).padStart(4, '0')}`,
) {
  const body = {
    token: await freshToken(),
    name,
    phone,
    division: '杭州',
    dealerConsent: true,
    ...(visitorId && { visitorId }),
  }
  const { status } = await world.call(null, submitForm, { params: { code }, body })
  expect(status).toBe(201)
  const [row] = await world.sql<{ id: string }>(
    'select customer_id as id from customers.identifier where kind = $1 and value = $2',
    ['phone', `+86${phone}`],
  )
  return row!.id
}
const browsers = async (id: string, as = 'meng') =>
  (await world.call(as, readBrowsers, { params: { id } })).body
const counted = async (table: string) =>
  (await world.sql<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n

describe('the public door refuses', () => {
  it('a visit with a token nobody gave out, to a page that is closed, or of a browser with a number of its own making', async () => {
    const sent = { visitorId: newId(), page: 'https://huanlu.example/' }
    const forged = await untouched(world, () =>
      world.call(null, submitVisit, { params: { code }, body: { ...sent, token: 'abc.def' } }),
    )
    const token = await freshToken()
    const closed = await world.call(null, submitVisit, { params: { code: 'nope' }, body: { ...sent, token } })
    const named = await world.call(null, submitVisit, {
      params: { code },
      body: { ...sent, token, visitorId: '13800138000' },
    })
    expect([forged.status, closed.status, named.status]).toEqual([422, 404, 422])
    expect(await counted('customers.visitor')).toBe(0)
  })
})

type CartEvent = (event: { detail: unknown }) => void
type Sent = { url: string; body: Record<string, unknown> }
/** The script on a page, with the store of its browser. */
function onPage(
  text: string,
  dataset: Record<string, string>,
  store: Map<string, string>,
  hear: (listener: CartEvent) => void = () => {},
): Sent[] {
  const sent: Sent[] = []
  const page = {
    document: {
      currentScript: { src: 'https://crm.example/api/forms/x/script.js', dataset },
      documentElement: { lang: 'zh' },
    },
    localStorage: {
      getItem: (name: string) => store.get(name) ?? null,
      setItem: (name: string, value: string) => void store.set(name, value),
      removeItem: (name: string) => void store.delete(name),
    },
    location: { origin: 'https://huanlu.example', pathname: '/yueling', search: '?phone=13800138000' },
    addEventListener: (_: string, listener: CartEvent) => hear(listener),
    fetch: async (url: URL, { body }: { body: string }) =>
      void sent.push({ url: url.pathname, body: JSON.parse(body) }),
  }
  new Function(...Object.keys(page), text)(...Object.values(page))
  return sent
}

describe('the script', () => {
  it('gives the browser no number and tells of no visit unless the visitor agreed, and forgets one that was given', async () => {
    const [text, store] = [await scriptText(), new Map([['ringroad-visitor', newId()]])]
    expect(onPage(text, { form: 'none' }, store)).toEqual([])
    expect(onPage(text, { form: 'none', visitor: 'no' }, store)).toEqual([])
    expect([...store]).toEqual([])
  })
  it('keeps one number for who agreed and tells the page, not what stands behind its question mark', async () => {
    const [text, store] = [await scriptText(), new Map<string, string>()]
    const asked = { form: 'none', visitor: 'agreed', series: '越岭' }
    const sent = [...onPage(text, asked, store), ...onPage(text, asked, store)]
    const visitorId = store.get('ringroad-visitor')
    expect(visitorId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const body = { token: tokenIn(text), visitorId, page: 'https://huanlu.example/yueling', series: '越岭' }
    expect(sent).toEqual([
      { url: `/api/forms/${code}/visits`, body },
      { url: `/api/forms/${code}/visits`, body },
    ])
    expect((await world.call(null, submitVisit, { params: { code }, body: body as never })).status).toBe(201)
  })
})

describe('the script in a shop', () => {
  const detail = {
    cartId: 'c-1',
    state: 'open',
    items: [{ code: 'AC-01', name: '脚垫', kind: 'accessory', quantity: 1, priceFen: 60_000 }],
  }
  it('hears nothing of carts unless the visitor agreed, and then tells the whole cart', async () => {
    const [text, store] = [await scriptText(), new Map<string, string>()]
    const heard: CartEvent[] = []
    const page = { form: 'none' }
    onPage(text, page, store, (listener) => heard.push(listener))
    expect(heard).toEqual([])
    const sent = onPage(text, { ...page, visitor: 'agreed' }, store, (listener) => heard.push(listener))
    heard[0]!({ detail: { ...detail, price: 'hidden' } })
    const visitorId = store.get('ringroad-visitor')
    expect(sent[1]).toEqual({
      url: `/api/forms/${code}/carts`,
      body: { token: tokenIn(text), visitorId, ...detail },
    })
    const { status } = await world.call(null, submitCart, { params: { code }, body: sent[1]!.body as never })
    expect(status).toBe(201)
  })
})

describe('an anonymous visitor', () => {
  it('is nobody’s until a form names them; then what was looked at before shows, with how sure that is', async () => {
    const visitorId = newId()
    await look(visitorId, 'https://huanlu.example/yueling', '越岭')
    await look(visitorId, 'https://huanlu.example/yueling/price', '越岭')
    world.clock.advance(3 * day)
    const id = await fillIn(visitorId)
    const { browsers: found, visits } = await browsers(id)
    expect(found).toMatchObject([
      {
        id: visitorId,
        confidence: 0.9,
        sharedWith: 0,
        shown: true,
        pages: 2,
        detached: null,
        series: [{ name: '越岭', pages: 2 }],
      },
    ])
    expect(found[0]!.evidence).toMatchObject([{ how: 'form', times: 1 }])
    expect(visits).toMatchObject([
      { browserId: visitorId, series: ['越岭'], campaign: code, medium: 'search', form: false },
    ])
    expect(visits[0]!.pages).toHaveLength(2)
    const { body } = await world.call('meng', readTimeline, {
      params: { id },
      query: { kind: ['customers'] },
    })
    expect(body.items.map((item) => item.type)).toContain('customers.browser-linked')
  })
  it('stays unknown where the form came without a number, and where a dealer typed the person in', async () => {
    const before = await counted('customers.visitor_link')
    const id = await fillIn(undefined)
    const body = {
      source: 'walk-in',
      visitorId: newId(),
      series: '越岭',
      person: { name: '许诺', phone: '13922220001' },
    }
    expect((await world.call('gu', captureLead, { body })).status).toBe(201)
    expect(await counted('customers.visitor_link')).toBe(before)
    expect(await browsers(id)).toEqual({ browsers: [], visits: [] })
  })
  it('may be named by a website of one’s own, through the API', async () => {
    const visitorId = newId()
    const body = { source: 'website', brand: 'HL', visitorId, person: { name: '方远', phone: '13922220002' } }
    const { body: lead } = await world.call('meng', captureLead, { body })
    expect((await browsers(lead.customerId!)).browsers).toMatchObject([{ id: visitorId, confidence: 0.9 }])
  })
})

describe('whoever does not deal with the customer', () => {
  it('sees neither browser nor pages; who does sees no pages of a brand that is not theirs', async () => {
    const visitorId = newId()
    await look(visitorId, 'https://huanlu.example/yueling', '越岭')
    await world.as('system', (ctx) =>
      saveWebEvents(ctx, 'website', [
        {
          visitor: visitorId,
          at: ctx.now,
          kind: 'view',
          page: 'xingcheng.example/n7',
          series: '星程 N7',
          brandId: castId('XC'),
          campaign: null,
          medium: null,
          named: null,
        },
      ]),
    )
    const id = await fillIn(visitorId)
    await world.sql(
      'insert into customers.reach (node_id, customer_id, seen_at) values ($1, $2, now()) on conflict do nothing',
      [castId('D0001'), id],
    )
    expect((await world.call('mi', readBrowsers, { params: { id } })).status).toBe(404)
    expect((await browsers(id)).visits[0]!.series).toEqual(['星程 N7', '越岭'])
    const atDealer = await browsers(id, 'gu')
    expect(atDealer.visits.map((visit) => visit.series)).toEqual([['越岭']])
    expect(atDealer.browsers).toMatchObject([{ pages: 1 }])
  })
})

describe('a link that is wrong', () => {
  it('is detached with a reason, stays so whatever comes in, and comes back only by hand', async () => {
    const visitorId = newId()
    await look(visitorId, 'https://huanlu.example/yunheng', '云衡')
    const phone = '13933330001'
    const id = await fillIn(visitorId, '周行', phone)
    const params = { id, visitorId }
    const none = await untouched(world, () => world.call('meng', attachBrowser, { params }))
    const unsaid = await untouched(world, () =>
      world.call('meng', detachBrowser, { params, body: { reason: ' ' } }),
    )
    expect([none.status, unsaid.status]).toEqual([404, 422])

    const { status, body } = await world.call('meng', detachBrowser, {
      params,
      body: { reason: '店内公用电脑' },
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      browsers: [{ confidence: 0, shown: false, pages: 0, detached: { reason: '店内公用电脑' } }],
      visits: [],
    })
    const again = await untouched(world, () =>
      world.call('meng', detachBrowser, { params, body: { reason: '再一次' } }),
    )
    expect(again.status).toBe(404)

    world.clock.advance(2 * day)
    await fillIn(visitorId, '周行', phone)
    expect((await browsers(id)).browsers).toMatchObject([
      { confidence: 0, detached: { reason: '店内公用电脑' } },
    ])

    const back = await world.call('meng', attachBrowser, { params })
    expect(back.body.browsers).toMatchObject([{ detached: null, pages: 1 }])
    expect(back.body.browsers[0]!.confidence).toBeCloseTo(0.99)
    const audited = await world.sql<{ n: number }>(
      `select count(*)::int as n from kernel.audit where table_name = 'customers.visitor_link' and actor_name is not null and action = 'update'`,
    )
    expect(audited[0]!.n).toBeGreaterThan(1)
  })
})

const job: JobRun = {
  jobId: '',
  actor: systemActor('test'),
  scope: systemScope,
  transact: (work) => world.as('system', work),
  progress: async () => {},
  shouldStop: async () => false,
}

describe('two identified people at one browser', () => {
  it('stay two, at the door and at night; the browser is each one’s by half and shows its pages with neither', async () => {
    const visitorId = newId()
    await look(visitorId, 'https://huanlu.example/yueling', '越岭')
    const [wife, husband] = [await fillIn(visitorId, '宋清'), await fillIn(visitorId, '罗北')]
    expect(wife).not.toBe(husband)
    await matchEverybody({ ...job, jobId: newId() }, { retrain: true })
    const among = [[wife, husband]]
    expect(
      await world.sql(
        'select from customers.merge where survivor_id = any($1) or absorbed_id = any($1)',
        among,
      ),
    ).toEqual([])
    expect(
      await world.sql('select from customers.match_pair where a = any($1) and b = any($1)', among),
    ).toEqual([])
    for (const id of [wife, husband]) {
      const shown = await browsers(id)
      expect(shown).toMatchObject({ browsers: [{ sharedWith: 1, shown: false, pages: 0 }], visits: [] })
      expect(shown.browsers[0]!.confidence).toBeCloseTo(0.45)
    }
    await world.call('meng', detachBrowser, {
      params: { id: husband, visitorId },
      body: { reason: '家人的设备' },
    })
    expect((await browsers(wife)).browsers).toMatchObject([{ confidence: 0.9, sharedWith: 0, shown: true }])
  })
  it('show that to whoever judges a pair of them, as a hint that weighs nothing', async () => {
    const { ids } = await suspects(
      world,
      [
        { name: '尉迟喆', phones: ['+8615910013317'] },
        { name: '尉迟哲', phones: ['+8615910013318'] },
      ],
      [[0, 1, [2, 0, 2]]],
    )
    const groups = await world.call('meng', listMatchGroups, {})
    const params = { id: groups.body.items.find(({ names }) => names.includes('尉迟喆'))!.id }
    const before = (await world.call('meng', readMatchGroup, { params })).body.pairs[0]!
    const visitorId = newId()
    await world.as('system', (ctx) =>
      linkVisitors(
        ctx,
        ids.map((customerId) => ({ visitorId, customerId, recordId: newId(), at: ctx.now })),
      ),
    )
    const after = (await world.call('meng', readMatchGroup, { params })).body.pairs[0]!
    expect(before.browsers).toBe(0)
    expect(after).toEqual({ ...before, browsers: 1 })
  })
  it('are compared by nothing a browser says', async () => {
    const { customerModel } = await import('../matching/customer-model.ts')
    expect(JSON.stringify(customerModel)).not.toMatch(/visitor|browser|device|cookie/)
  })
})

describe('a merge', () => {
  it('takes the browsers along, and un-merging brings each back to whose it was', async () => {
    const [first, second] = [newId(), newId()]
    const [a, b] = [await fillIn(first, '何青'), await fillIn(second, '何青')]
    const { merges } = await world.as('meng', (ctx) =>
      mergePeople(ctx, { ids: [a, b], survivorId: a, reason: '同一人' }),
    )
    expect((await browsers(a)).browsers.map(({ id }) => id).sort()).toEqual([first, second].sort())
    const later = newId()
    await world.as('system', async (ctx) => {
      await saveWebEvents(ctx, 'website', [
        {
          visitor: later,
          at: ctx.now,
          kind: 'view',
          page: '/',
          series: null,
          brandId: null,
          campaign: null,
          medium: null,
          named: { customerId: b, how: 'link', causeId: null },
        },
      ])
    })
    expect((await browsers(b)).browsers.map(({ id }) => id)).toContain(later)
    await world.as('meng', (ctx) => unmergePeople(ctx, merges[0]!.id, '两个人'))
    expect((await browsers(b)).browsers.map(({ id }) => id)).toEqual([second])
  })
})

describe('after thirteen months', () => {
  it('visits are forgotten, and browsers of which nothing is left', async () => {
    expect(await counted('customers.visitor_event')).toBeGreaterThan(0)
    world.clock.advance(400 * day)
    await forgetVisitsJob.run({ ...job, jobId: newId() }, {})
    expect([
      await counted('customers.visitor_event'),
      await counted('customers.visitor_link'),
      await counted('customers.visitor'),
    ]).toEqual([0, 0, 0])
  })
})
