import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCredibility } from '../../../../contract/credibility.ts'
import {
  checkDuplicates,
  createCustomer,
  editCustomer,
  readCustomer,
} from '../../../../contract/customers.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { readMaskedResidentId } from '../../../kernel/resident-id.ts'
import { identifyPeople } from '../actions/identify.ts'
import { customerModel } from '../matching/customer-model.ts'
import { featuresOf } from '../matching/features.ts'
import { scoreOf } from '../matching/scoring.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const kindsOf = async (customerId: string) =>
  (
    await world.sql<{ kind: string }>(
      'select kind from customers.identifier where customer_id = $1 order by 1',
      [customerId],
    )
  ).map(({ kind }) => kind)
const create = (body: object) =>
  world.call('gu', createCustomer, { body: { kind: 'person', otherPhones: [], ...body } as never })

describe('a masked ID number', () => {
  it.each([
    '330***********12',
    '99**************12',
    '3301060000001234',
    '3301*1234',
    '***********1234',
    '王伟',
  ])('%s is none', (text) => expect(readMaskedResidentId(text)).toBeNull())
  it.each([
    ['330***********1234', '330***********1234'],
    ['3301**********123x', '3301**********123X'],
    [' 3301＊＊＊＊1234', '3301**********1234'],
    ['330106●●●●●●●●0017', '330106********0017'],
  ])('%s is read as %s', (text, read) => expect(readMaskedResidentId(text)).toBe(read))

  it('what is neither a number nor a mask is refused in the form, with the remedy', async () => {
    const answer = await create({ name: '晁错', phone: '13912360001', residentId: '330106198805020018' })
    expect(answer.status).toBe(422)
    expect(JSON.stringify(answer.problem)).toContain('compare it with the card')
  })
  it('typed into a form is kept as what it is and shown masked; it is no ID number and identifies nobody', async () => {
    const typed = '330***********1234'
    const first = await create({ name: '晁衡', phone: '13912360002', residentId: typed })
    expect(first.status).toBe(201)
    const { id } = first.body
    expect(await kindsOf(id)).toEqual(['phone', 'resident-shown'])
    expect((await world.call('gu', readCustomer, { params: { id } })).body.fields.residentId.value).toBeNull()
    const { idCheck } = (await world.call('gu', readCredibility, { params: { id } })).body
    expect(idCheck).toMatchObject({ masked: typed, valid: false, reason: 'masked', others: 0 })
    const second = await create({ name: '晁衡', phone: '13912360003', residentId: typed })
    expect(second.body.id).not.toBe(id)
    const seen = await world.call('gu', checkDuplicates, {
      body: { kind: 'person', name: '祖冲之', phones: [], residentId: typed },
    })
    expect(seen.body).toEqual({ items: [], elsewhere: false })
  })
  it('does not take the place of the number that is known', async () => {
    const { body } = await create({ name: '晁盖', phone: '13912360004', residentId: '11010519491231002X' })
    const params = { id: body.id }
    const before = (await world.call('gu', readCustomer, { params })).body
    expect(before.fields.residentId.value).toBe('1101**********002X')
    const edited = await world.call('gu', editCustomer, {
      params,
      body: { version: before.version, residentId: '330***********1234', company: '水泊' },
    })
    expect(edited.status).toBe(200)
    expect(edited.body.fields.residentId.value).toBe('1101**********002X')
    expect(await kindsOf(body.id)).toEqual(['phone', 'resident-id', 'resident-shown'])
  })
  it('of a record that arrives goes with the record when it is split off', async () => {
    const [met] = await world.as('system', (ctx) =>
      identifyPeople(ctx, [
        {
          recordId: newId(),
          source: 'dms',
          kind: 'customer-file',
          happenedAt: ctx.now,
          raw: { 姓名: '晁说之', 身份证号: '4405**********0041' },
          brandId: castId('HL'),
          dealerId: null,
          reachNodes: [castId('HL')],
          person: { kind: 'person', name: '晁说之', phones: [] },
        },
      ]),
    )
    expect(await kindsOf(met!.customerId)).toEqual(['resident-shown'])
    const [record] = await world.sql<{ said: { r?: string } }>(
      'select said from customers.source_record where id = $1',
      [met!.recordId],
    )
    expect(record!.said.r).toBe('4405**********0041')
  })
})

describe('compared with another number', () => {
  const at = customerModel.comparisons.findIndex(({ name }) => name === 'resident_shown')
  const person = (shown: string, valid = false) =>
    featuresOf(customerModel.features, {
      kind: 'person',
      name: '晁补之',
      pinyin: 'chaobuzhi',
      resident: valid ? shown : '',
      resident_read: valid ? shown : '',
      resident_meant: valid ? [shown] : [],
      resident_valid: valid ? 'yes' : '',
      resident_shown: shown,
      phones: [],
      emails: [],
      plates: [],
      vins: [],
    })
  const even = Object.fromEntries(
    customerModel.comparisons.map(({ name, levels }) => [name, [...levels, 0].map(() => 0.5)]),
  )
  const levelOf = (l: ReturnType<typeof person>, r: ReturnType<typeof person>) =>
    scoreOf(customerModel, { prior: 0.5, m: even, u: even }, l, r, () => 0.5).levels[at]
  it('it agrees as far as both are shown, or differs; nothing shown says nothing', () => {
    expect(levelOf(person('330***********1234'), person('3301**********1234', true))).toBe(1)
    expect(levelOf(person('330***********1234'), person('330106********1234'))).toBe(1)
    expect(levelOf(person('330***********1234'), person('3301**********1235', true))).toBe(2)
    expect(levelOf(person('330***********1234'), person(''))).toBe(0)
  })
  it('two whole numbers are not compared by their masks', () => {
    expect(levelOf(person('3301**********1234', true), person('3301**********1234', true))).toBe(0)
  })
})
