import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '../../../../contract/credibility.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { judgeEverybody } from '../../../../tests/harness/credibility.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { type CallArrival, saveCalls } from '../../contact-centre/index.ts'
import { captureLeads } from '../../leads/index.ts'
import { identifyPeople } from '../actions/identify.ts'
import type { ArrivingPerson } from '../arrivals.ts'
import { mergePeople, unmergePeople } from '../index.ts'
import { requireForStep } from './mandatory.ts'
import { credibilityOf } from './person.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

let serial = 0
const number = () => `+8613${String(57_112_000 + ++serial * 37).padStart(9, '6')}`
type Planted = Partial<Omit<ArrivingPerson, 'kind'>> & { dealer?: string }
async function record({ dealer = 'D0002', ...person }: Planted) {
  const recordId = newId()
  const [made] = await world.as('system', (ctx) =>
    identifyPeople(ctx, [
      {
        recordId,
        source: 'walk-in',
        kind: 'walk-in',
        happenedAt: ctx.now,
        raw: {},
        brandId: castId('HL'),
        dealerId: castId(dealer),
        reachNodes: [castId('HL'), castId(dealer)],
        person: { kind: 'person', name: '林晓舟', phones: [number()], ...person },
      },
    ]),
  )
  return { recordId, customerId: made!.customerId }
}
const score = async (recordId: string) =>
  (await world.sql<{ score: number }>('select score from customers.credibility where id = $1', [recordId]))[0]
    ?.score
const page = async (login: string, id: string) =>
  (await world.call(login, contract.readCredibility, { params: { id } })).body
const quality = async (login: string, by: contract.QualityDimension, query: object = {}) =>
  (await world.call(login, contract.readQuality, { query: { by, ...query } })).body

/** A lead of a consultant who says the person was reached; the call that must have been, or none. */
async function reported(consultant: string, dealer: string, called: boolean) {
  const at = (hours: number) => new Date(world.clock.now().getTime() - hours * 3_600_000)
  const externalId = `Q-${++serial}`
  const phone = number()
  await world.as('system', (ctx) =>
    captureLeads(ctx, [
      {
        source: 'website',
        externalId,
        brand: 'HL',
        person: { name: '许诺', phones: [phone], division: '浙江杭州滨江' },
        capturedAt: at(90),
        history: {
          dealer,
          dispatchedAt: at(80),
          firstFeedbackAt: at(50),
          contacted: true,
          consultantId: castId(consultant),
        },
        raw: { name: '许诺', phone },
      },
    ]),
  )
  if (!called) return
  const call: CallArrival = {
    number: `T-${serial}`,
    at: at(51),
    direction: 'outbound',
    businessType: 'sales-enquiry',
    disposition: 'answered',
    phone,
    leadNumber: externalId,
    brandId: castId('HL'),
    dealerId: castId(dealer),
    agentId: castId(consultant),
    agentName: null,
    minutes: 3,
    note: null,
    raw: {},
  }
  await world.as('system', (ctx) => saveCalls(ctx, [call], { source: 'pbx', importId: null }))
}

describe('judging records', () => {
  it('scores what came, by hand: a whole card 80, a stop-gap without a place 13', async () => {
    const whole = await record({ divisionCode: '330108' })
    const poor = await record({ name: '王先生', phones: ['+8613800000000'] })
    await judgeEverybody(world)
    expect(await score(whole.recordId)).toBe(80)
    expect(await score(poor.recordId)).toBeCloseTo(13.3, 1)
    expect((await page('ge', poor.customerId)).parts).toContainEqual({
      key: 'checks',
      value: 0,
      weight: 20,
      fields: [{ field: 'phone', fault: 'stop-gap' }],
    })
  })
  it('believes a number the contact centre reached somebody on', async () => {
    const { recordId, customerId } = await record({ divisionCode: '330108' })
    await judgeEverybody(world)
    await world.as('yue', (ctx) =>
      ctx.emit({
        type: 'contact-centre.contacted',
        subjectId: newId(),
        customerId,
        brandId: castId('HL'),
        data: { disposition: 'answered' },
      }),
    )
    await judgeEverybody(world)
    expect(await score(recordId)).toBe(100)
    const [row] = await world.sql(
      'select how, by_name, field from customers.verification where customer_id = $1',
      [customerId],
    )
    expect(row).toEqual({ how: 'call', by_name: '岳宁', field: 'phone' })
  })
  it('does not take a call nobody answered for one', async () => {
    const { recordId, customerId } = await record({ divisionCode: '330108' })
    await world.as('yue', (ctx) =>
      ctx.emit({
        type: 'contact-centre.contacted',
        subjectId: newId(),
        customerId,
        data: { disposition: 'no-answer' },
      }),
    )
    await judgeEverybody(world)
    expect(await score(recordId)).toBe(80)
  })
  it('holds records of one person against each other, also after a merge, and lets go when it is undone', async () => {
    const a = await record({ divisionCode: '330108', birthOn: '1990-03-07' })
    const b = await record({ divisionCode: '330108', birthOn: '1991-03-07' })
    await judgeEverybody(world)
    expect([await score(a.recordId), await score(b.recordId)]).toEqual([80, 80])
    const { merges } = await world.as('meng', (ctx) =>
      mergePeople(ctx, { ids: [a.customerId, b.customerId] }),
    )
    await judgeEverybody(world)
    // 40 of 65: the birthdays differ.
    expect(await score(a.recordId)).toBeCloseTo(61.5, 1)
    await world.as('meng', (ctx) => unmergePeople(ctx, merges[0]!.id, '两个人'))
    await judgeEverybody(world)
    expect([await score(a.recordId), await score(b.recordId)]).toEqual([80, 80])
  })
  it('stopped in the middle goes on and comes to the same', async () => {
    const many: { recordId: string }[] = []
    for (let n = 0; n < 5; n++) many.push(await record({ divisionCode: '330108' }))
    await judgeEverybody(world, 1)
    await judgeEverybody(world)
    await judgeEverybody(world)
    for (const { recordId } of many) expect(await score(recordId)).toBe(80)
    const [sum] = await world.sql(
      'select (select sum(records) from customers.credibility_sum)::int = (select count(*) from customers.credibility)::int as same',
    )
    expect(sum).toEqual({ same: true })
  })
  it('tells others how far a customer can be believed', async () => {
    const { customerId } = await record({ divisionCode: '330108' })
    await judgeEverybody(world)
    const standing = await world.as('meng', (ctx) => credibilityOf(ctx, [customerId, newId()]))
    expect([...standing]).toEqual([[customerId, { score: 80, records: 1, weak: [] }]])
  })
})

describe('the ID check', () => {
  it('holds the number against birthday, sex, place and other customers', async () => {
    const one = await record({ residentId: '330106199003070022', divisionCode: '330108' })
    const { idCheck } = await page('ge', one.customerId)
    expect(idCheck).toMatchObject({
      masked: '3301**********0022',
      valid: true,
      birthAgrees: true,
      sexAgrees: true,
      sameProvince: true,
      others: 0,
      age: 36,
    })
  })
})

describe('a step of the process', () => {
  it('is refused while a mandatory field is missing, and says which and where', async () => {
    const without = await record({ phones: [], vins: ['LSVAA4187N2123456'] })
    await expect(
      world.as('ge', (ctx) => requireForStep(ctx, without.customerId, 'order')),
    ).rejects.toMatchObject({ fields: [{ field: 'customer.phone', zh: '请先在客户页补上电话' }] })
    const whole = await record({})
    await world.as('ge', (ctx) => requireForStep(ctx, whole.customerId, 'order'))
  })
})

describe('the ranking', () => {
  it('puts the consultant who invents contacts last, and says by how much', async () => {
    for (let n = 0; n < 12; n++) {
      await reported('song', 'D0001', n < 4)
      await reported('gu', 'D0001', true)
      await reported('ge', 'D0002', true)
    }
    await judgeEverybody(world)
    const { rows } = await quality('meng', 'consultant')
    expect(rows[0]).toMatchObject({ name: '宋文博', unheard: { n: 8, of: 12 } })
    expect(rows[0]!.high).toBeLessThan(rows[1]!.low)
    const { body } = await world.call('meng', contract.listQualityRecords, {
      query: { consultant: castId('song'), trouble: 'unheard', limit: 5 },
    })
    expect(body.items).toHaveLength(5)
    const rest = await world.call('meng', contract.listQualityRecords, {
      query: { consultant: castId('song'), trouble: 'unheard', after: body.next! },
    })
    expect(rest.body.items).toHaveLength(3)
  })
  it('looks at every reported contact again when a call log has come in', async () => {
    await world.as('meng', (ctx) =>
      ctx.emit({
        type: 'imports.finished',
        subjectId: newId(),
        brandId: castId('HL'),
        data: { kind: 'calls' },
      }),
    )
    const [waiting] = await world.sql(
      'select count(*)::int as n, bool_and(claimed) as claimed from customers.credibility where stale',
    )
    expect(waiting).toEqual({ n: 36, claimed: true })
    const jobs = await world.sql(
      `select 1 from kernel.job where queue = 'customers.credibility' and state = 'queued'`,
    )
    expect(jobs).toHaveLength(1)
    await judgeEverybody(world)
    expect((await quality('meng', 'consultant')).rows[0]).toMatchObject({ unheard: { n: 8, of: 12 } })
  })
  it('ranks a dealer of planted entries worst', async () => {
    for (let n = 0; n < 10; n++) await record({ dealer: 'D0004', name: '王先生', phones: ['+8613800000000'] })
    await judgeEverybody(world)
    const { rows, months, at } = await quality('meng', 'dealer')
    expect(rows[0]).toMatchObject({ name: '广州天河环路店', dealerId: castId('D0004') })
    expect(months).toHaveLength(1)
    expect(at).not.toBeNull()
  })
  it('shows a dealer its own rows alone, drawn to the same network', async () => {
    const all = await quality('meng', 'dealer')
    const own = await quality('pei', 'dealer')
    expect(own.rows.map(({ key }) => key)).toEqual([castId('D0001')])
    expect(own.prior).toEqual(all.prior)
    expect(own.rows[0]!.score).toBe(all.rows.find(({ key }) => key === castId('D0001'))!.score)
    const { body } = await world.call('pei', contract.listQualityRecords, {
      query: { dealer: castId('D0004') },
    })
    expect(body.items).toEqual([])
  })
  it('exports the records behind a figure and writes down why', async () => {
    const { text } = await world.call('pei', contract.exportQualityRecords, {
      body: { reason: '整改', filters: { trouble: 'unheard' } },
    })
    expect(text.trim().split('\n')).toHaveLength(9)
    const [line] = await world.sql(
      `select reason from kernel.audit where table_name = 'customers.credibility' and action = 'export'`,
    )
    expect(line).toEqual({ reason: '整改' })
  })
})
