import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgedFields } from '../../../../contract/credibility.ts'
import { profileNames } from '../../../../contract/customer-profile.ts'
import * as contract from '../../../../contract/customers.ts'
import { readStatements } from '../../../../contract/survivorship.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { identifyPeople, mergePeople, type PersonArrival, splitPerson, unmergePeople } from '../index.ts'
import { customerModel } from '../matching/customer-model.ts'

const {
  createCustomer,
  editCustomer,
  exportCustomers,
  readCustomer,
  readHistory,
  readRecords,
  revealCustomer,
} = contract

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

let phones = 0
const phone = () => `+86137${String(++phones).padStart(8, '0')}`
const daysAgo = (days: number) => new Date(world.clock.now().getTime() - days * 86_400_000)
const arrival = (
  person: Partial<PersonArrival['person']>,
  more: Partial<PersonArrival> = {},
): PersonArrival => ({
  recordId: newId(),
  source: 'website',
  kind: 'customer-file',
  happenedAt: daysAgo(9),
  raw: {},
  brandId: castId('HL'),
  dealerId: castId('D0001'),
  reachNodes: [castId('HL'), castId('D0001')],
  ...more,
  person: { kind: 'person', name: '苏绰', phones: [phone()], ...person },
})
const arrive = async (...arrivals: PersonArrival[]): Promise<string> =>
  (await world.as('system', (ctx) => identifyPeople(ctx, arrivals)))[0]!.customerId
const golden = async (id: string, login = 'gu') =>
  (await world.call(login, readCustomer, { params: { id } })).body
const profileOf = async (id: string) => {
  const { fields } = await golden(id)
  return Object.fromEntries(profileNames.map((name) => [name, fields[name].value]))
}
const edit = async (id: string, body: object) =>
  world.call('gu', editCustomer, {
    params: { id },
    body: { version: (await golden(id)).version, ...body },
  })
const rowsOf = (ids: string[]) =>
  world.sql(
    `select (to_jsonb(c) - 'version' - 'updated_at') as row from customers.customer c where id = any($1) order by id`,
    [ids],
  )

describe('how a person lives', () => {
  it('is refused in words that are not ours, naming the field and the words there are', async () => {
    const id = await arrive(arrival({}))
    const answer = await edit(id, {
      marital: 'engaged',
      children: '12',
      income: '8000',
      occupation: '工'.repeat(61),
    })
    expect(answer.status).toBe(422)
    const told = Object.fromEntries(answer.problem.errors!.map(({ field, message }) => [field, message]))
    expect(Object.keys(told)).toEqual(['marital', 'children', 'income', 'occupation'])
    expect(told.marital).toContain('single, married, married-children, other')
    expect(told.income).toContain('10-20k')
    const made = await world.call('gu', createCustomer, {
      body: { name: '苏威', phone: '13700099001', education: 'doctor' as 'bachelor' },
    })
    expect(made.problem.errors).toMatchObject([{ field: 'education' }])
  })
  it('is won field by field like everything else, and every word of it stays', async () => {
    const number = phone()
    const id = await arrive(
      arrival({ phones: [number], marital: 'single', education: 'bachelor', income: '5-10k' }),
    )
    await arrive(
      arrival(
        { phones: [number], marital: 'married', income: '10-20k', interests: '钓鱼，露营' },
        { happenedAt: daysAgo(2), source: 'questionnaire' },
      ),
    )
    await arrive(arrival({ phones: [number], marital: 'other' }, { happenedAt: daysAgo(30), source: 'dms' }))
    expect(await profileOf(id)).toEqual({
      marital: 'married',
      children: null,
      education: 'bachelor',
      income: '***',
      occupation: null,
      interests: '钓鱼，露营',
    })
    const { fields } = (await world.call('gu', readStatements, { params: { id } })).body
    const of = (name: string) => fields.find((one) => one.field === name)!.statements
    expect(of('marital').map(({ value, wins }) => [value, wins])).toEqual([
      ['married', true],
      ['single', false],
      ['other', false],
    ])
    expect(of('income').map(({ value, wins }) => [value, wins])).toEqual([
      ['***', true],
      ['***', false],
    ])
  })
  it('is typed in, emptied and kept as what was said by whom', async () => {
    const id = await arrive(arrival({ occupation: '教师' }))
    const typed = await edit(id, { marital: 'married-children', children: '2', occupation: null })
    expect(typed.body.fields).toMatchObject({
      marital: { value: 'married-children', origin: { source: 'by-hand', by: '顾思齐' } },
      children: { value: '2' },
      occupation: { value: null },
    })
    // Somebody emptied it since: what was said before does not come back.
    await arrive(arrival({ phones: [], occupation: '教师' }, { knownCustomerId: id }))
    expect((await profileOf(id)).occupation).toBeNull()
  })
  it('keeps what somebody earns behind a reason, as the ID number is kept', async () => {
    const raw = { 姓名: '苏绰', 税后月收入: '23500' }
    const id = await arrive(arrival({ income: '20-30k' }, { raw }))
    await edit(id, { income: '30k+' })
    const everything = [
      (await world.call('gu', readCustomer, { params: { id } })).text,
      (await world.call('gu', readStatements, { params: { id } })).text,
      (await world.call('gu', readRecords, { params: { id } })).text,
      (await world.call('meng', readHistory, { params: { id } })).text,
      (await world.call('meng', exportCustomers, { body: { reason: '核对' } })).text,
    ].join()
    for (const secret of ['23500', '20-30k', '30k+']) expect(everything).not.toContain(secret)
    const shown = await world.call('gu', revealCustomer, {
      params: { id },
      body: { field: 'income', reason: '测算贷款' },
    })
    expect(shown.body.values).toEqual(['30k+'])
    const [last] = (await world.call('meng', readHistory, { params: { id } })).body.items
    expect(last).toMatchObject({ action: 'reveal', reason: '测算贷款', changes: [{ after: 'income' }] })
    const file = await world.call('meng', exportCustomers, { body: { reason: '测算', contact: 'plain' } })
    expect(file.text).toContain('30k+')
  })
  it('is nobody’s of another dealer', async () => {
    const id = await arrive(arrival({ marital: 'single' }))
    const other = await world.call('ge', readCustomer, { params: { id } })
    expect(other.status).toBe(404)
  })
})

describe('progressive profiling', () => {
  const essential = {
    divisionCode: '330108',
    preferredChannel: 'wechat',
    preferredHours: '晚上',
    email: 'su@example.cn',
    sex: 'male' as const,
  }
  it('asks how a person lives once the rest is known, and what touches the purse after a purchase', async () => {
    const bare = await golden(await arrive(arrival({})))
    expect(bare.nextQuestion).toBe('divisionCode')
    expect(bare.missing.slice(-2)).toEqual(['interests', 'occupation'])
    const id = await arrive(arrival(essential))
    expect(await golden(id)).toMatchObject({
      nextQuestion: 'interests',
      missing: ['interests', 'occupation'],
    })
    await world.sql(`update customers.customer set stage = 'growth' where id = $1`, [id])
    await edit(id, { interests: '骑行', occupation: '医生', birthOn: '1990-01-02', address: '江虹路 8 号' })
    expect((await golden(id)).missing).toEqual(['marital', 'education', 'income'])
    await edit(id, { marital: 'married-children', education: 'master-up', income: '20-30k' })
    expect(await golden(id)).toMatchObject({ nextQuestion: 'children', missing: ['children'] })
  })
  it('never counts against a record, and matches nobody', () => {
    for (const name of profileNames) expect(judgedFields).not.toContain(name)
    const model = JSON.stringify(customerModel)
    for (const name of profileNames) expect(model).not.toContain(name)
  })
})

describe('merging people', () => {
  it('takes the latest of how they live, and un-merging gives each their own back', async () => {
    const one = await arrive(arrival({ name: '苏绰', marital: 'single', income: '0-5k', children: '0' }))
    const other = await arrive(
      arrival({ name: '苏令绰', marital: 'married', education: 'bachelor' }, { happenedAt: daysAgo(1) }),
    )
    const before = await rowsOf([one, other])
    const merged = await world.as('meng', (ctx) =>
      mergePeople(ctx, { ids: [one, other], survivorId: one, reason: '同一人' }),
    )
    expect(await profileOf(one)).toMatchObject({
      marital: 'married',
      education: 'bachelor',
      income: '***',
      children: '0',
    })
    await world.as('meng', (ctx) => unmergePeople(ctx, merged.merges[0]!.id, '不是同一人'))
    expect(await rowsOf([one, other])).toEqual(before)
  })
  it('a split takes along what its records said', async () => {
    const number = phone()
    const theirs = arrival(
      { phones: [number], marital: 'married-children', children: '1' },
      { happenedAt: daysAgo(1) },
    )
    const id = await arrive(arrival({ phones: [number], marital: 'single' }))
    await arrive(theirs)
    expect((await profileOf(id)).children).toBe('1')
    const split = await world.as('meng', (ctx) =>
      splitPerson(ctx, id, { recordIds: [theirs.recordId], reason: '两个人' }),
    )
    expect(await profileOf(id)).toMatchObject({ marital: 'single', children: null })
    expect((await golden(split.customerId, 'meng')).fields).toMatchObject({
      marital: { value: 'married-children' },
      children: { value: '1' },
    })
  })
})
