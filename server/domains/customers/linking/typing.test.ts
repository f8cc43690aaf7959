import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkDuplicates } from '../../../../contract/customers.ts'
import type { Sent } from '../../../../contract/endpoint.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { identifyPeople } from '../actions/identify.ts'
import type { PersonArrival } from '../arrivals.ts'
import { customerModel } from '../matching/customer-model.ts'
import type { Parameters } from '../matching/model.ts'
import { keepModel } from './queries.ts'

/** Every agreement speaks for one person, the closer the more; whatever differs speaks against it. */
const parameters: Parameters = { prior: 1e-4, m: {}, u: {} }
for (const { name, levels } of customerModel.comparisons) {
  const n = levels.length
  const agreeing = levels.map((_, at) => 2 ** -(at + 1))
  parameters.m[name] = [...agreeing.map((one) => one * 0.9), 0.1]
  parameters.u[name] = [...levels.map((_, at) => 4 ** (at - n) / 40), 0.97]
}

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.as('system', (ctx) => keepModel(ctx, customerModel, parameters, {}))
  world.clock.advance(11_000)
})
afterAll(() => world.close())

type Typed = Sent<typeof checkDuplicates>['body']
const typing = async (body: Typed, login = 'gu') => (await world.call(login, checkDuplicates, { body })).body
let next = 13_955_000_000
const known = async (person: Partial<PersonArrival['person']> & { name: string }, dealer = 'D0001') => {
  const [met] = await world.as('system', (ctx) =>
    identifyPeople(ctx, [
      {
        recordId: newId(),
        source: 'dms',
        kind: 'customer-file',
        happenedAt: ctx.now,
        raw: {},
        brandId: castId('HL'),
        dealerId: castId(dealer),
        reachNodes: [castId('HL'), castId(dealer)],
        person: { kind: 'person', phones: [`+86${next++}`], ...person },
      },
    ]),
  )
  return met!.customerId
}

describe('while somebody is typed in', () => {
  it('who sounds the same and has the same birthday is shown, with how likely it is and what agrees and differs', async () => {
    const id = await known({ name: '尉迟喆', birthOn: '1988-05-02', plates: ['浙A8R2Z7'] })
    const typed = { name: '尉迟哲', phones: ['13700008642'], birthOn: '1988-05-02' }
    const { items } = await typing(typed)
    const found = items.find((one) => one.id === id)!
    expect(found).toMatchObject({ how: 'probable', certain: false })
    expect(found.likeness!.said).toEqual([
      { comparison: 'name', level: 'same-pinyin', agrees: true },
      { comparison: 'birth', level: 'same', agrees: true },
      { comparison: 'phones', level: 'different', agrees: false },
    ])
    const closer = await typing({ ...typed, plate: '浙A8R2Z7' })
    const now = closer.items.find((one) => one.id === id)!.likeness!
    expect(now.weight).toBeGreaterThan(found.likeness!.weight)
    expect(now.chance).toBe('nearly-certain')
    expect(JSON.stringify(closer)).not.toContain('1988-05-02')
  })
  it('whoever the reader does not reach is not shown, not even that there is somebody', async () => {
    await known({ name: '赫连勃', birthOn: '1979-03-14' }, 'D0002')
    const typed = { name: '赫连博', phones: [String(next++)], birthOn: '1979-03-14' }
    expect((await typing(typed, 'han')).items.map(({ how }) => how)).toContain('probable')
    expect(await typing(typed)).toEqual({ items: [], elsewhere: false })
  })
  it('an ID number with one wrong digit leads to whoever has the right one', async () => {
    const id = await known({ name: '独孤信', residentId: '11010519491231002X' })
    const { items } = await typing({ name: '独孤信', residentId: '110105194912310021' })
    expect(items.find((one) => one.id === id)!.likeness!.said).toContainEqual({
      comparison: 'resident',
      level: 'slip',
      agrees: true,
    })
  })
  it('another valid ID number speaks against', async () => {
    const id = await known({ name: '独孤求', phones: ['+8613966600001'], residentId: '440524188001010014' })
    const { items } = await typing({
      name: '独孤求',
      phones: ['13966600001'],
      residentId: '331082199012311264',
    })
    const { certain, likeness } = items.find((one) => one.id === id)!
    expect(certain).toBe(false)
    expect(likeness!.said).toContainEqual({ comparison: 'resident', level: 'other', agrees: false })
  })
  it('names alone are still found as they were', async () => {
    const id = await known({ name: '东郭先' })
    const { items } = await typing({ name: '东郭先' })
    expect(items.find((one) => one.id === id)).toMatchObject({ how: 'name', likeness: null })
  })
})
