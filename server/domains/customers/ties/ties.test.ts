import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mergeCustomers, undoMerge } from '../../../../contract/customer-merge.ts'
import {
  addTie,
  dismissTie,
  editMember,
  editTie,
  joinHousehold,
  readTies,
  removeTie,
} from '../../../../contract/customer-ties.ts'
import { readCustomer, readTimeline } from '../../../../contract/customers.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { saveVehicles } from '../../vehicles/index.ts'
import { identifyPeople } from '../actions/identify.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

type Given = { phone?: string; dealers?: string[]; kind?: 'person' | 'organisation'; address?: string }
let serial = 0
async function arrive(name: string, { dealers = ['D0001'], kind = 'person', address, ...given }: Given = {}) {
  const phone = given.phone ?? `+86136${String(++serial).padStart(8, '0')}`
  const [made] = await world.as('system', (ctx) =>
    identifyPeople(ctx, [
      {
        recordId: newId(),
        source: 'walk-in',
        kind: 'walk-in',
        happenedAt: ctx.now,
        raw: { name, phone },
        brandId: castId('HL'),
        dealerId: castId(dealers[0]!),
        reachNodes: [castId('HL'), ...dealers.map(castId)],
        person: { kind, name, phones: [phone], address },
      },
    ]),
  )
  return made!.customerId
}
const tie = (id: string, otherId: string, kind: string, rest: object = {}, login = 'gu') =>
  world.call(login, addTie, { params: { id }, body: { otherId, kind, end: 'from', ...rest } })
const read = async (id: string, login = 'gu') => (await world.call(login, readTies, { params: { id } })).body
const shown = async (id: string, login = 'gu') =>
  (await read(id, login)).ties.map((one) => `${one.other.name} ${one.word.zh}`)

describe('a tie is refused', () => {
  it('with oneself, with an unknown kind, and between ends that do not fit', async () => {
    const [person, firm] = [await arrive('苏晓'), await arrive('萧然物流', { kind: 'organisation' })]
    const answers = [
      await tie(person, person, 'spouse'),
      await tie(person, firm, 'lodger'),
      await tie(person, firm, 'spouse'),
      await tie(person, firm, 'employee'),
    ]
    expect(answers.map(({ status, problem }) => [status, problem.code, problem.errors![0]!.field])).toEqual(
      [
        [422, 'itself', 'otherId'],
        [422, 'kindUnknown', 'kind'],
        [422, 'endsUnfit', 'kind'],
        [422, 'endsUnfit', 'kind'],
      ].map(([status, , field], at) => [status, answers[at]!.problem.code, field]),
    )
    expect(await tie(person, firm, 'employee', { end: 'to' })).toMatchObject({ status: 201 })
  })
  it('when it is there already, from either end', async () => {
    const [a, b] = [await arrive('苏晓'), await arrive('欧阳思远')]
    expect((await tie(a, b, 'spouse')).status).toBe(201)
    expect((await tie(b, a, 'spouse')).status).toBe(409)
    expect((await tie(a, b, 'parent')).status).toBe(201)
    expect((await tie(b, a, 'parent', { end: 'to' })).status).toBe(409)
  })
  it('with an end before its beginning', async () => {
    const [a, b] = [await arrive('苏晓'), await arrive('欧阳思远')]
    const answer = await tie(a, b, 'spouse', { fromOn: '2020-05-01', untilOn: '2019-05-01' })
    expect([answer.status, answer.problem.errors![0]!.field]).toEqual([422, 'untilOn'])
  })
})

describe('a tie', () => {
  it('is one row, read from both ends with the right word on each', async () => {
    const [father, son] = [await arrive('林海'), await arrive('林晓舟')]
    const { body } = await tie(son, father, 'parent', { fromOn: '1990-01-02', note: '一起看车' })
    expect(await shown(son)).toEqual(['林海 父母'])
    expect(await shown(father)).toEqual(['林晓舟 子女'])
    const [one] = (await read(father)).ties
    expect(one).toMatchObject({
      id: body.id,
      end: 'to',
      word: { en: 'Child' },
      by: '顾思齐',
      source: 'by-hand',
    })
    for (const id of [father, son]) {
      const { items } = (await world.call('gu', readTimeline, { params: { id } })).body
      expect(items.some((item) => item.type === 'customers.tied')).toBe(true)
    }
  })
  it('is changed, ended and deleted, each in the audit', async () => {
    const [a, b] = [await arrive('苏晓'), await arrive('欧阳思远')]
    const { body } = await tie(a, b, 'colleague')
    const edit = (change: object) => world.call('gu', editTie, { params: { id: body.id }, body: change })
    expect((await edit({ note: '同一车间', fromOn: '2022-03-01' })).status).toBe(204)
    expect((await edit({ untilOn: '2021-01-01' })).status).toBe(422)
    expect((await edit({ untilOn: '2026-10-01' })).status).toBe(204)
    expect((await read(b)).ties).toMatchObject([{ note: '同一车间', untilOn: '2026-10-01' }])
    expect((await tie(b, a, 'colleague')).status).toBe(201)
    expect((await edit({ untilOn: null })).status).toBe(409)
    expect((await world.call('gu', removeTie, { params: { id: body.id } })).status).toBe(204)
    const audit = await world.sql(
      `select action, actor_name from kernel.audit where table_name = 'customers.tie' and row_id = $1 order by id`,
      [body.id],
    )
    expect(audit.map((row) => `${row.actor_name} ${row.action}`).sort()).toEqual(
      ['create', 'delete', 'update', 'update'].map((action) => `顾思齐 ${action}`),
    )
  })
  it('is not there for who does not see both, nor is the other one’s name', async () => {
    const near = await arrive('林晓舟')
    const [far, both] = [
      await arrive('米粒', { dealers: ['D0004'] }),
      await arrive('许诺', { dealers: ['D0001', 'D0004'] }),
    ]
    const { body } = await tie(near, far, 'friend', {}, 'meng')
    await tie(near, both, 'friend', {}, 'meng')
    await tie(far, both, 'friend', {}, 'meng')
    expect((await shown(near, 'meng')).sort()).toEqual(['米粒 朋友', '许诺 朋友'])
    for (const login of ['gu', 'pei', 'huo']) {
      const answer = await world.call(login, readTies, { params: { id: near } })
      expect(answer.body.ties.map((one) => one.other.name)).toEqual(['许诺'])
      expect(answer.text).not.toContain('米粒')
      expect(answer.text).not.toContain(far)
      const timeline = await world.call(login, readTimeline, { params: { id: near } })
      expect(timeline.text).not.toContain('米粒')
      const change = { params: { id: body.id }, body: { note: '看不见' } }
      expect((await world.call(login, editTie, change)).status).toBe(login === 'huo' ? 403 : 404)
    }
    expect((await tie(near, far, 'colleague')).status).toBe(404)
    expect(await shown(both, 'mi')).toEqual(['米粒 朋友'])
  })
})

describe('an organisation', () => {
  it('is a record of its own that shows its people, and theirs shows it', async () => {
    const firm = await arrive('萧然物流', { kind: 'organisation' })
    const people = { employee: '员工 任职单位', contact: '联系人 所联系单位', driver: '公司司机 用车单位' }
    for (const [kind, words] of Object.entries(people)) {
      const id = await arrive(`吕${kind.length}`)
      expect((await tie(firm, id, kind)).status).toBe(201)
      expect(await shown(id)).toEqual([`萧然物流 ${words.split(' ')[1]}`])
      expect(await shown(firm)).toContain(`吕${kind.length} ${words.split(' ')[0]}`)
    }
    expect((await read(firm)).ties.map((one) => [one.other.kind, one.other.openLeads])).toEqual(
      [1, 2, 3].map(() => ['person', 0]),
    )
  })
})

describe('a household', () => {
  const join = (id: string, otherId: string, login = 'gu') =>
    world.call(login, joinHousehold, { params: { id }, body: { otherId, fromOn: '2020-01-01' } })
  const members = async (id: string, login = 'gu') =>
    (await read(id, login)).households.map(({ members }) =>
      members.map((one) => `${one.name}${one.isHead ? '*' : ''}`),
    )
  const change = (id: string, body: { isHead?: true; untilOn?: string }) =>
    world.call('gu', editMember, { params: { id }, body })

  it('is of persons, each in one only', async () => {
    const [a, b, c, d, firm] = [
      await arrive('林海'),
      await arrive('苏晓'),
      await arrive('韩梅'),
      await arrive('郭凯'),
      await arrive('萧然物流', { kind: 'organisation' }),
    ]
    expect((await join(a, firm)).status).toBe(422)
    expect((await join(a, a)).status).toBe(422)
    expect((await join(a, b)).status).toBe(201)
    expect((await join(c, d)).status).toBe(201)
    const refused = await join(a, c)
    expect([refused.status, refused.problem.title]).toEqual([
      409,
      '韩梅 belongs to a household already; let them leave it first',
    ])
  })
  it('has a head, changes it, and ends with its last but one', async () => {
    const [a, b, c] = [await arrive('林海'), await arrive('苏晓'), await arrive('林晓舟')]
    const second = (await join(a, b)).body.id
    world.clock.advance(1_000)
    // Whoever has none joins the other's.
    const third = (await join(c, b)).body.id
    expect(await members(c)).toEqual([['林海*', '苏晓', '林晓舟']])
    await change(second, { isHead: true })
    expect(await members(a)).toEqual([['苏晓*', '林海', '林晓舟']])
    expect((await change(second, { untilOn: '2019-01-01' })).status).toBe(422)
    await change(second, { untilOn: '2026-06-01' })
    expect(await members(a)).toEqual([['林海*', '林晓舟']])
    expect(await members(b)).toEqual([])
    expect((await change(second, { untilOn: '2026-06-02' })).status).toBe(409)
    await change(third, { untilOn: '2026-07-01' })
    expect(await members(a)).toEqual([])
  })
  it('shows its members’ cars and open leads, as far as the reader sees them', async () => {
    const [a, b, far] = [
      await arrive('林海'),
      await arrive('苏晓'),
      await arrive('米粒', { dealers: ['D0004'] }),
    ]
    await join(a, b)
    world.clock.advance(1_000)
    await join(a, far, 'meng')
    await world.as('system', (ctx) =>
      saveVehicles(ctx, [
        {
          vin: 'LRHA12345RA000001',
          seriesId: castId('越岭'),
          keepers: [
            { customerId: b, role: 'driver' },
            { customerId: b, role: 'payer' },
          ],
        },
      ]),
    )
    const wife = (await read(a)).households[0]!.members[1]!
    expect(wife).toMatchObject({
      name: '苏晓',
      openLeads: 0,
      cars: [{ vin: 'LRHA12345RA000001', model: '越岭', roles: ['driver', 'payer'] }],
    })
    expect(await members(a)).toEqual([['林海*', '苏晓']])
    expect(await members(a, 'meng')).toEqual([['林海*', '苏晓', '米粒']])
  })
})

describe('a proposal', () => {
  const proposed = async (id: string, login = 'gu') =>
    (await read(id, login)).proposals.map(
      (one) =>
        `${one.other.name} ${one.word.zh}: ${one.evidence.map((why) => `${why.because} ${why.value}`).join(', ')}`,
    )
  const address = '滨江区江虹路 88 号'

  it('comes from an address and a surname, or one phone under different names, and creates nothing', async () => {
    const a = await arrive('林海', { address })
    await arrive('林晓舟', { address })
    await arrive('苏晓', { address })
    await arrive('林小雨', { address: '滨江区' })
    const [c, phone] = [await arrive('郭凯', { phone: '+8613511110000' }), '+8613511110000']
    await arrive('韩梅', { phone })
    expect(await proposed(a)).toEqual([`林晓舟 亲属: address ${address}, surname 林`])
    expect(await proposed(c)).toEqual(['韩梅 亲属: phone 135****0000'])
    expect(await world.sql('select from customers.tie where from_id = $1 or to_id = $1', [a])).toEqual([])
  })
  it('is not made of what many share, nor of a customer the reader does not see', async () => {
    const phone = '+8613522220000'
    const first = await arrive('赵一', { phone })
    for (const name of ['钱二', '孙三', '李四', '周五']) await arrive(name, { phone })
    expect(await proposed(first)).toEqual([])
    const near = await arrive('郭凯', { phone: '+8613533330000' })
    await arrive('米粒', { phone: '+8613533330000', dealers: ['D0004'] })
    expect(await proposed(near)).toEqual([])
    expect(await proposed(near, 'meng')).toEqual(['米粒 亲属: phone 135****0000'])
  })
  it('is accepted with its evidence, or dismissed until that is taken back', async () => {
    const phone = '+8613544440000'
    const [a, b] = [await arrive('郭凯', { phone }), await arrive('韩梅', { phone })]
    const dismissed = await world.call('gu', dismissTie, { params: { id: a }, body: { otherId: b } })
    expect([await proposed(a), await proposed(b)]).toEqual([[], []])
    expect(await shown(a)).toEqual([])
    await world.call('gu', removeTie, { params: { id: dismissed.body.id } })
    expect(await proposed(b)).toEqual(['郭凯 亲属: phone 135****0000'])
    await tie(a, b, 'spouse', { proposed: true })
    expect([await proposed(a), await shown(b)]).toEqual([[], ['郭凯 配偶']])
    const [row] = await world.sql('select source, evidence from customers.tie where from_id = $1', [b])
    expect(row).toEqual({ source: 'evidence', evidence: [{ because: 'phone', value: '135****0000' }] })
  })
  it('says who drives a company’s car, on both pages', async () => {
    const [firm, man] = [await arrive('萧然物流', { kind: 'organisation' }), await arrive('吕方')]
    await world.as('system', (ctx) =>
      saveVehicles(ctx, [
        {
          vin: 'LRHA12345RA000002',
          keepers: [
            { customerId: firm, role: 'owner' },
            { customerId: man, role: 'driver' },
          ],
        },
      ]),
    )
    expect(await proposed(firm)).toEqual(['吕方 公司司机: car LRHA12345RA000002'])
    expect(await proposed(man)).toEqual(['萧然物流 用车单位: car LRHA12345RA000002'])
  })
})

describe('a merge', () => {
  const merge = async (ids: string[]) => {
    const customers = []
    for (const id of ids)
      customers.push({
        id,
        version: (await world.call('meng', readCustomer, { params: { id } })).body.version,
      })
    const body = { customers, survivorId: ids[0]! }
    return (await world.call('meng', mergeCustomers, { body })).body.merges[0]!.id
  }
  const unmerge = (id: string) =>
    world.call('meng', undoMerge, { params: { id }, body: { reason: '不是同一人' } })

  it('shows once what both had, not a tie with oneself, and gives both back', async () => {
    const [a, b, wife] = [await arrive('林海'), await arrive('林海'), await arrive('苏晓')]
    await tie(a, wife, 'spouse')
    await tie(wife, b, 'spouse')
    await tie(a, b, 'friend')
    const id = await merge([a, b])
    expect(await shown(a)).toEqual(['苏晓 配偶'])
    expect(await shown(wife)).toEqual(['林海 配偶'])
    expect((await tie(a, wife, 'spouse')).status).toBe(409)
    await unmerge(id)
    expect((await shown(a)).sort()).toEqual(['林海 朋友', '苏晓 配偶'])
    expect((await shown(b)).sort()).toEqual(['林海 朋友', '苏晓 配偶'])
  })
  it('ends what is shown once on both rows', async () => {
    const [a, b, wife] = [await arrive('林海'), await arrive('林海'), await arrive('苏晓')]
    await tie(a, wife, 'spouse')
    await tie(wife, b, 'spouse')
    await merge([a, b])
    const [one] = (await read(wife)).ties
    await world.call('gu', editTie, { params: { id: one!.id }, body: { untilOn: '2026-11-01' } })
    expect((await read(a)).ties).toMatchObject([{ untilOn: '2026-11-01' }])
  })
  it('leaves a person in both households until they leave one', async () => {
    const people = [await arrive('林海'), await arrive('林海'), await arrive('苏晓'), await arrive('韩梅')]
    const [a, b, c, d] = people as [string, string, string, string]
    await world.call('gu', joinHousehold, { params: { id: c }, body: { otherId: a } })
    await world.call('gu', joinHousehold, { params: { id: d }, body: { otherId: b } })
    await merge([a, b])
    const { households } = await read(a)
    expect(households.map((one) => one.members.map((member) => member.name).sort())).toEqual(
      expect.arrayContaining([
        ['林海', '苏晓'],
        ['林海', '韩梅'],
      ]),
    )
    const own = households[1]!.members.find((member) => member.id === a)!
    await world.call('gu', editMember, { params: { id: own.memberId }, body: { untilOn: '2026-11-22' } })
    expect((await read(a)).households).toHaveLength(1)
  })
})
