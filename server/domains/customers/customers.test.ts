import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '../../../contract/customers.ts'
import { arrivalAt, arrive as arriveAll } from '../../../tests/harness/arrivals.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import type { PersonArrival } from './index.ts'

const {
  listCustomers,
  readCustomer,
  createCustomer,
  editCustomer,
  revealCustomer,
  readTimeline,
  readRecords,
  writeNote,
  readHistory,
  checkDuplicates,
  exportCustomers,
} = contract

let world: World
let shan: string
let fleet: string
const person = {
  kind: 'person' as const,
  name: '单雄信',
  phones: ['+8613958001234'],
  residentId: '33010819900307001X',
  email: 'shan@wagang.cn',
  plates: ['浙A7K3F6'],
  vins: ['LHGRB186072012345'],
  divisionCode: '330108',
}

const arrive = async (
  dealer: string,
  who: PersonArrival['person'],
  more: Partial<PersonArrival> = {},
): Promise<string> => (await arriveAll(world, arrivalAt(world, dealer, who, more)))[0]!
beforeAll(async () => {
  world = await openWorld()
  shan = await arrive('D0001', person, {
    raw: {
      姓名: '单雄信',
      手机: '139 5800 1234',
      证件: '33010819900307001X',
      车牌: '浙A·7K3F6',
      mail: 'shan@wagang.cn',
      微信: 139_5800_1234,
    },
  })
  fleet = await arrive('D0001', {
    kind: 'organisation',
    name: '杭州之江物流有限公司',
    phones: ['+8657188210099'],
    creditCode: '91350100M000100Y43',
  })
})
afterAll(() => world.close())

const find = async (login: string, q: string) =>
  (await world.call(login, listCustomers, { query: { q } })).body.items.map((item) => item.id)

describe('a dealer', () => {
  it.each([
    '单雄信',
    '雄信',
    'shanxiongxin',
    'danxiongxin',
    'sxx',
    '13958001234',
    '1234',
    '浙A7K3F6',
    '7K3F6',
    'LHGRB186072012345',
    '012345',
    '33010819900307001X',
    'shan@wagang.cn',
    '单 1234',
  ])('finds its customer by %s, and another dealer does not', async (q) => {
    expect(await find('gu', q)).toEqual([shan])
    expect(await find('han', q)).toEqual([])
    expect(await find('meng', q)).toEqual([shan])
  })
  it('finds a company by name, pinyin and credit code', async () => {
    for (const q of ['之江物流', 'hangzhou', '91350100M000100Y43'])
      expect(await find('gu', q)).toContain(fleet)
  })
  it('finds nobody for too little', async () => {
    expect(await find('gu', '1')).toEqual([])
  })
  it('gets nothing of another dealer by id, timeline, records, note, reveal or change', async () => {
    const params = { id: shan }
    const refused = [
      await world.call('ge', readCustomer, { params }),
      await world.call('ge', readTimeline, { params }),
      await world.call('ge', readRecords, { params }),
      await world.call('ge', writeNote, { params, body: { text: 'x' } }),
      await world.call('ge', revealCustomer, { params, body: { field: 'phone', reason: 'x' } }),
      await world.call('ge', editCustomer, { params, body: { version: 1, company: 'x' } }),
      await world.call('ge', createCustomer, { body: { name: '单雄信', knownCustomerId: shan } }),
    ]
    expect(refused.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404, 404, 404])
  })
  it('is told that the network knows somebody, and nothing else', async () => {
    const typed = { name: '单先生', phones: ['13958001234'] }
    expect((await world.call('ge', checkDuplicates, { body: typed })).body).toEqual({
      items: [],
      elsewhere: true,
    })
    expect(
      (await world.call('ge', checkDuplicates, { body: { name: '秦琼', phones: ['13958001234'] } })).body,
    ).toEqual({ items: [], elsewhere: false })
    const own = (await world.call('gu', checkDuplicates, { body: typed })).body
    expect(own).toMatchObject({
      elsewhere: false,
      items: [{ id: shan, certain: true, how: 'phone', phone: '139****1234' }],
    })
  })
  it('sees only its own source records of a shared customer, and no origin of the others', async () => {
    const shared = await arrive('D0001', { kind: 'person', name: '罗成', phones: ['+8613958005678'] })
    await arrive('D0002', { kind: 'person', name: '罗成', phones: ['+8613958005678'], company: '燕山' })
    const records = async (login: string) =>
      (await world.call(login, readRecords, { params: { id: shared } })).body.items.length
    expect([await records('gu'), await records('han'), await records('meng')]).toEqual([1, 1, 2])
    const seen = (await world.call('gu', readCustomer, { params: { id: shared } })).body
    expect(seen.fields.company).toMatchObject({ value: '燕山', origin: { source: null, recordId: null } })
    expect(seen.dealers.map((dealer) => dealer.name)).toEqual(['杭州之江环路店'])
  })
})

describe('what is shown', () => {
  it('is masked, in the record, in the list and in the raw source record', async () => {
    const { body } = await world.call('gu', readCustomer, { params: { id: shan } })
    expect(body.fields.phone.value).toBe('139****1234')
    expect(body.fields.residentId.value).toBe('3301**********001X')
    expect(body.fields.email.value).toBe('s***@wagang.cn')
    expect(body.plates).toEqual(['浙A7K3*6'])
    expect(body.fields.phone.origin).toMatchObject({ source: 'dms' })
    const everything = [
      (await world.call('gu', readCustomer, { params: { id: shan } })).text,
      (await world.call('gu', listCustomers)).text,
      (await world.call('gu', readRecords, { params: { id: shan } })).text,
      (await world.call('gu', readTimeline, { params: { id: shan } })).text,
      (await world.call('meng', exportCustomers, { body: { reason: '核对' } })).text,
    ].join()
    for (const secret of ['13958001234', '139 5800 1234', '33010819900307001X', 'shan@wagang.cn', '7K3F6'])
      expect(everything).not.toContain(secret)
  })
  it('comes plain to whoever says why, and the audit keeps it', async () => {
    const { body } = await world.call('gu', revealCustomer, {
      params: { id: shan },
      body: { field: 'residentId', reason: '办理上牌' },
    })
    expect(body.values).toEqual(['33010819900307001X'])
    const history = (await world.call('meng', readHistory, { params: { id: shan } })).body.items
    expect(history[0]).toMatchObject({
      action: 'reveal',
      reason: '办理上牌',
      actorName: '顾思齐',
      changes: [{ field: 'field', after: 'residentId' }],
    })
    expect((await world.call('gu', readHistory, { params: { id: shan } })).status).toBe(403)
  })
  it('asks the next best question, and none of somebody who wants to be left alone', async () => {
    const before = (await world.call('gu', readCustomer, { params: { id: shan } })).body
    expect(before.nextQuestion).toBe('preferredChannel')
    const after = (
      await world.call('gu', editCustomer, {
        params: { id: shan },
        body: { version: before.version, doNotContact: true },
      })
    ).body
    expect(after).toMatchObject({ nextQuestion: null, doNotContact: true })
  })
})

describe('typing somebody in', () => {
  it('says what is wrong field by field', async () => {
    const answer = await world.call('gu', createCustomer, {
      body: {
        name: '程咬金',
        phone: '1395800',
        residentId: '330108199003070011',
        divisionCode: '瓦岗寨',
        plates: ['浙A1'],
      },
    })
    expect(answer.status).toBe(422)
    expect(answer.problem.errors?.map((error) => error.field)).toEqual([
      'phone',
      'residentId',
      'divisionCode',
      'plates.0',
    ])
  })
  it('finds who is known already and makes them a customer of this dealer, too', async () => {
    const answer = await world.call('ge', createCustomer, {
      body: { name: '单先生', phone: '139-5800-1234', address: '二贤庄' },
    })
    expect(answer.body).toMatchObject({ id: shan, outcome: 'updated' })
    expect(await find('han', '单雄信')).toEqual([shan])
  })
  it('answers the same for the same Idempotency-Key', async () => {
    const body = { name: '秦琼', phone: '13958007777', divisionCode: '浙江杭州滨江' }
    const headers = { 'idempotency-key': 'one' }
    const [a, b] = [
      await world.call('gu', createCustomer, { body, headers }),
      await world.call('gu', createCustomer, { body, headers }),
    ]
    expect(b.body).toEqual(a.body)
    expect(await world.sql(`select from customers.source_record where raw->>'name' = '秦琼'`)).toHaveLength(1)
  })
  it('changes what was typed, says by whom, and keeps what it was findable by', async () => {
    const { version } = (await world.call('gu', readCustomer, { params: { id: fleet } })).body
    const { body } = await world.call('gu', editCustomer, {
      params: { id: fleet },
      body: { phone: '0571-88210100', company: null },
      headers: { 'if-match': `"${version}"` },
    })
    expect(body.fields.phone).toMatchObject({
      value: '0571****0100',
      origin: { source: 'by-hand', by: '顾思齐' },
    })
    expect(await find('gu', '0571-88210100')).toContain(fleet)
    expect(await find('gu', '0571-88210099')).toContain(fleet)
  })
  it('refuses a change over somebody else’s and says what is there now', async () => {
    const { version } = (await world.call('gu', readCustomer, { params: { id: fleet } })).body
    await world.call('song', editCustomer, {
      params: { id: fleet },
      body: { version, address: '滨江区江南大道 1 号' },
    })
    const late = await world.call('gu', editCustomer, {
      params: { id: fleet },
      body: { version, address: '别处' },
    })
    expect(late.status).toBe(409)
    expect(late.problem.errors).toEqual([
      { field: 'address', message: '滨江区江南大道 1 号' },
      { field: 'version', message: String(version + 1) },
    ])
    expect(
      (await world.call('gu', editCustomer, { params: { id: fleet }, body: { address: 'x' } })).status,
    ).toBe(422)
  })
})

describe('the timeline', () => {
  it('tells notes and changes, newest first, page by page and by kind', async () => {
    const id = await arrive('D0001', { kind: 'person', name: '徐茂公', phones: ['+8613958009999'] })
    for (const text of ['一', '二', '三']) {
      world.clock.advance(1000)
      await world.call('gu', writeNote, { params: { id }, body: { text } })
    }
    const first = (await world.call('gu', readTimeline, { params: { id }, query: { limit: 2 } })).body
    const second = (
      await world.call('gu', readTimeline, { params: { id }, query: { limit: 2, after: first.next! } })
    ).body
    expect([...first.items, ...second.items].map((item) => item.data.text ?? item.type)).toEqual([
      '三',
      '二',
      '一',
      'customers.created',
    ])
    expect(
      (await world.call('gu', readTimeline, { params: { id }, query: { kind: ['leads'] } })).body.items,
    ).toEqual([])
  })
})

describe('lists and exports', () => {
  it('page without a gap or a repeat, newest first', async () => {
    for (let n = 0; n < 7; n++)
      await arrive('D0004', {
        kind: 'person',
        name: `魏征${'一二三四五六七'[n]}`,
        phones: [`+861396000000${n}`],
      })
    const seen: string[] = []
    let after: string | undefined
    do {
      const { body } = await world.call('mi', listCustomers, { query: { limit: 3, after } })
      seen.push(...body.items.map((item) => item.id))
      after = body.next ?? undefined
    } while (after)
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
  })
  it('filter by kind, stage and dealer', async () => {
    expect(
      (await world.call('meng', listCustomers, { query: { kind: 'organisation' } })).body.items.map(
        (item) => item.id,
      ),
    ).toEqual([fleet])
    expect(
      (await world.call('meng', listCustomers, { query: { dealer: castId('D0004') } })).body.items,
    ).toHaveLength(7)
    expect(
      (await world.call('meng', listCustomers, { query: { dealer: castId('D0004'), q: '单雄信' } })).body
        .items,
    ).toEqual([])
    expect(
      (await world.call('meng', listCustomers, { query: { stage: ['decline', 'ended'] } })).body.items,
    ).toEqual([])
  })
  it('leave as a file that no spreadsheet runs, and stay in the audit with the reason', async () => {
    await arrive('D0004', { kind: 'person', name: '=HYPERLINK("http://x")', phones: ['+8613970000001'] })
    const file = await world.call('mi', exportCustomers, { body: { reason: '区域活动' } })
    expect(file.text.split('\r\n')).toHaveLength(10)
    expect(file.text).toContain(`"'=HYPERLINK(`)
    expect(file.text).toContain('139****0001')
    const [audited] = await world.sql(
      `select reason, after from kernel.audit where action = 'export' order by at desc limit 1`,
    )
    expect(audited).toMatchObject({ reason: '区域活动', after: { rows: 8, contact: 'masked' } })
  })
  it('give plain numbers only to whoever may reveal', async () => {
    expect(
      (await world.call('mi', exportCustomers, { body: { reason: 'x', contact: 'plain' } })).text,
    ).toContain('+8613970000001')
    await world.sql(
      `update admin.role set permissions = array_remove(permissions, 'customers.reveal') where key = 'dealer-principal'`,
    )
    expect(
      (await world.call('han', exportCustomers, { body: { reason: 'x', contact: 'plain' } })).status,
    ).toBe(403)
  })
})
