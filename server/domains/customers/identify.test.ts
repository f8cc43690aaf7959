import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { newId } from '../../kernel/ids.ts'
import { identifyPeople, type PersonArrival } from './index.ts'
import { type Asking, settle } from './matching/exact.ts'
import { nameForms } from './matching/names.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

let serial = 0
const phone = () => `+86139${String(++serial).padStart(8, '0')}`
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 0, minutes))

type Given = Partial<Omit<PersonArrival, 'person'>> & { person?: Partial<PersonArrival['person']> }
function arrival({ person, ...rest }: Given = {}): PersonArrival {
  return {
    recordId: newId(),
    source: 'web-form',
    kind: 'lead',
    happenedAt: at(0),
    raw: {},
    brandId: castId('HL'),
    dealerId: null,
    reachNodes: [castId('HL')],
    ...rest,
    person: { kind: 'person', name: '王伟', phones: [], ...person },
  }
}
const identify = (...arrivals: PersonArrival[]) => world.as('system', (ctx) => identifyPeople(ctx, arrivals))
const one = async (given: Given) => (await identify(arrival(given)))[0]!

describe('identification by exact identifiers', () => {
  it('finds the same ID number under another name and another phone', async () => {
    const a = await one({ person: { name: '王伟', residentId: '11010519491231002X', phones: [phone()] } })
    const b = await one({ person: { name: '王伟民', residentId: '11010519491231002X', phones: [phone()] } })
    expect(b).toMatchObject({ customerId: a.customerId, how: 'resident-id', outcome: 'updated' })
  })
  it('takes a phone with the same name, the same sound, or only a family name', async () => {
    const phones = [phone()]
    const a = await one({ person: { name: '王先生', phones } })
    const b = await one({ person: { name: '王伟', phones } })
    const c = await one({ person: { name: '王玮', phones } })
    const d = await one({ person: { name: 'WANG WEI', phones } })
    expect([b.customerId, c.customerId, d.customerId]).toEqual([a.customerId, a.customerId, a.customerId])
    expect(b.changed).toContain('name')
  })
  it('keeps people with different names on one phone apart', async () => {
    const phones = [phone()]
    const made = await identify(
      ...['王伟', '李娜', '张敏', '李先生'].map((name) => arrival({ person: { name, phones } })),
    )
    expect(new Set(made.map((m) => m.customerId)).size).toBe(3)
    expect(made[3]!.customerId).toBe(made[1]!.customerId)
  })
  it('does not guess which of two Wangs 王先生 is', async () => {
    const phones = [phone()]
    const [a, b] = await identify(
      arrival({ person: { name: '王伟', phones } }),
      arrival({ person: { name: '王芳', phones } }),
    )
    const c = await one({ person: { name: '王先生', phones } })
    expect([a!.customerId, b!.customerId]).not.toContain(c.customerId)
  })
  it('keeps father and son with one name and one phone apart by their ID numbers', async () => {
    const phones = [phone()]
    const a = await one({ person: { name: '赵刚', phones, residentId: '440524188001010014' } })
    const b = await one({ person: { name: '赵刚', phones, residentId: '33010819900307001X' } })
    expect(b.customerId).not.toBe(a.customerId)
  })
  it('knows a company by its credit code and never mixes it with a person', async () => {
    const phones = [phone()]
    const company = {
      kind: 'organisation' as const,
      name: '杭州之江物流有限公司',
      creditCode: '91330108MA2XXXXX0A',
      phones,
    }
    const a = await one({ person: company })
    const b = await one({ person: { ...company, name: '之江物流' } })
    const c = await one({ person: { name: '先生', phones } })
    expect(b.customerId).toBe(a.customerId)
    expect(c.customerId).not.toBe(a.customerId)
  })
  it('knows an owner by VIN, and a web visitor by open id', async () => {
    const a = await one({ person: { name: '周敏', vins: ['LHGRB186072000001'], openIds: ['o-1'] } })
    const b = await one({ person: { name: '周女士', vins: ['LHGRB186072000001'] } })
    const c = await one({ person: { name: '吴刚', vins: ['LHGRB186072000001'] } })
    const d = await one({ person: { name: '', openIds: ['o-1'] } })
    expect([b.customerId, d.customerId]).toEqual([a.customerId, a.customerId])
    expect(c.customerId).not.toBe(a.customerId)
  })
})

describe('what arrives', () => {
  it('is kept once however often it is sent', async () => {
    const sent = { externalId: 'W-1', raw: { b: 1, a: [2] }, person: { name: '孙悦', phones: [phone()] } }
    const a = await one(sent)
    const b = await one({ ...sent, raw: { a: [2], b: 1 } })
    expect(b).toMatchObject({
      customerId: a.customerId,
      sourceRecordId: a.sourceRecordId,
      outcome: 'unchanged',
      how: 'record',
    })
    const [first, second] = await identify(
      arrival({ ...sent, externalId: 'W-2' }),
      arrival({ ...sent, externalId: 'W-2' }),
    )
    expect(second!.sourceRecordId).toBe(first!.sourceRecordId)
    const records = await world.sql(`select from customers.source_record where external_id in ('W-1', 'W-2')`)
    expect(records).toHaveLength(2)
  })
  it('fills what was empty, and the latest wins, but empty never does', async () => {
    const phones = [phone()]
    const a = await one({
      happenedAt: at(10),
      person: { name: '钱多', phones, email: 'new@a.cn', address: '文一路 1 号' },
    })
    await one({ happenedAt: at(5), person: { name: '钱多', phones, email: 'old@a.cn', company: '云栖' } })
    await one({ happenedAt: at(20), person: { name: '钱多', phones, email: null, address: '文二路 2 号' } })
    const [row] = await world.sql(
      'select email, company, address, version from customers.customer where id = $1',
      [a.customerId],
    )
    expect(row).toEqual({ email: 'new@a.cn', company: '云栖', address: '文二路 2 号', version: 3 })
  })
  it('says where a file differs, and takes or clears what somebody decided', async () => {
    const phones = [phone()]
    const a = await one({
      happenedAt: at(10),
      person: { name: '裴行俭', phones, email: 'new@a.cn', company: '安西' },
    })
    const older = {
      happenedAt: at(5),
      person: { name: '裴行俭', phones, email: 'old@a.cn', address: '闻喜' },
    }
    const said = await one(older)
    expect(said.differences).toEqual([
      { field: 'email', before: 'new@a.cn', after: 'old@a.cn', won: false },
      { field: 'address', before: null, after: '闻喜', won: true },
    ])
    expect(said.changed).toEqual(['address'])
    expect((await one({ ...older, wins: new Set(['email']) })).changed).toEqual(['email'])
    expect(
      (await one({ ...older, happenedAt: at(1), wins: 'always', clear: ['company', 'name'] })).changed,
    ).toEqual(['company'])
    const [row] = await world.sql('select name, email, company from customers.customer where id = $1', [
      a.customerId,
    ])
    expect(row).toEqual({ name: '裴行俭', email: 'old@a.cn', company: null })
  })
  it('shows a differing ID number masked', async () => {
    const person = { name: '苏定方', phones: [phone()] }
    const a = await one({ person: { ...person, residentId: '330108199003072138' } })
    const chosen = { knownCustomerId: a.customerId, happenedAt: at(1) }
    const { differences } = await one({ ...chosen, person: { ...person, residentId: '330108199003072154' } })
    expect(differences).toContainEqual({
      field: 'residentIdHash',
      before: '3301**********2138',
      after: '3301**********2154',
      won: true,
    })
  })
  it('leaves every row as it was when a file comes again', async () => {
    const people = ['薛仁贵', '薛先生', '樊梨花'].map((name, n) => ({
      happenedAt: at(n),
      externalId: `F-${n}`,
      raw: { n },
      person: { name, phones: ['+8613100000002'], vins: ['LHGRB186072000009'] },
    }))
    const tables = ['customer', 'identifier', 'reach', 'finder', 'source_record', 'link']
    const rows = () =>
      Promise.all(
        tables.map((table) =>
          world.sql(`select t.*, t.xmin::text as written from customers.${table} t order by t::text`),
        ),
      )
    await identify(...people.map((given) => arrival(given)))
    const before = await rows()
    const again = await identify(...people.map((given) => arrival(given)))
    expect(again.map(({ how, outcome, changed }) => ({ how, outcome, changed }))).toEqual(
      people.map(() => ({ how: 'record', outcome: 'unchanged', changed: [] })),
    )
    expect(await rows()).toEqual(before)
  })
  it('shows a person of the network to the dealer that brings them, and to nobody else', async () => {
    const phones = [phone()]
    const a = await one({ person: { name: '冯程', phones, email: 'f@c.cn' } })
    const brought = arrival({
      dealerId: castId('D0001'),
      reachNodes: [castId('HL'), castId('D0001')],
      person: { name: '冯程', phones, company: '塞罕坝' },
    })
    const [b] = await world.as('gu', (ctx) => identifyPeople(ctx, [brought]))
    expect(b).toMatchObject({ customerId: a.customerId, outcome: 'updated', changed: ['company'] })
    const seen = (login: string) =>
      world.as(login, (ctx) =>
        ctx.db.selectFrom('customers.customer').select('email').where('id', '=', a.customerId).execute(),
      )
    expect(await seen('gu')).toEqual([{ email: 'f@c.cn' }])
    expect(await seen('han')).toEqual([])
  })
  it('makes one person of two transactions that bring the same new phone at once', async () => {
    const phones = [phone()]
    const both = await Promise.all([1, 2, 3, 4].map(() => one({ person: { name: '郑和', phones } })))
    expect(new Set(both.map((b) => b.customerId)).size).toBe(1)
    expect(both.filter((b) => b.outcome === 'created')).toHaveLength(1)
  })
  it('makes each person of two big batches that arrive at once only once', async () => {
    const people = Array.from({ length: 300 }, () => ({ name: '郑成功', phones: [phone()] }))
    const both = await Promise.all(
      [1, 2].map(() => identify(...people.map((who) => arrival({ person: who })))),
    )
    expect(both[1]!.map((made) => made.customerId)).toEqual(both[0]!.map((made) => made.customerId))
    expect(new Set(both[0]!.map((made) => made.customerId)).size).toBe(300)
  })
})

/** A network of people who always give their number; numbers are shared by people of different family names. */
const network = fc.array(
  fc.record({
    who: fc.integer({ min: 0, max: 7 }),
    name: fc.constantFrom('whole', 'title', 'loud'),
    withId: fc.boolean(),
    withOpenId: fc.boolean(),
    minute: fc.integer({ min: 0, max: 59 }),
  }),
  { minLength: 2, maxLength: 24 },
)
const cuts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 24 })
const names = ['王伟', '李娜', '张敏', '欧阳雪', '尉迟恭', '单雄信', '陈晨', '林深']
const ids = [
  '11010519491231002X',
  '33010819900307001X',
  '440524188001010014',
  '330108199003070036',
  '330108199003070052',
  '330108199003070079',
  '330108199003070095',
  '330108199003070116',
]

describe('any order, any split', () => {
  it('gives the same partition into people', async () => {
    await fc.assert(
      fc.asyncProperty(network, fc.infiniteStream(fc.nat()), cuts, async (facts, dice, sizes) => {
        const shared = [phone(), phone(), phone(), phone()]
        const tag = newId()
        const arrivals = facts.map((fact) =>
          arrival({
            happenedAt: at(fact.minute),
            externalId: newId(),
            person: {
              name:
                fact.name === 'whole'
                  ? names[fact.who]!
                  : fact.name === 'title'
                    ? `${names[fact.who]!.slice(0, [3, 4].includes(fact.who) ? 2 : 1)}先生`
                    : `${names[fact.who]}女士`,
              phones: [shared[fact.who % 4]!],
              residentId: fact.withId ? ids[fact.who]! : null,
              openIds: fact.withOpenId ? [`${tag}-${fact.who}`] : [],
            },
          }),
        )
        const partition = new Map<string, Set<number>>()
        const shuffled = arrivals
          .map((one, n) => ({ one, n, key: dice.next().value as number }))
          .sort((a, b) => a.key - b.key)
        // The people of one run must not meet those of the run before: their ID numbers go, and come again.
        await world.sql(
          'truncate customers.identifier, customers.link, customers.source_record, customers.reach, customers.finder cascade',
        )
        for (let from = 0, cut = 0; from < shuffled.length; cut++) {
          const batch = shuffled.slice(from, from + sizes[cut % sizes.length]!)
          from += batch.length
          const found = await identify(...batch.map((b) => b.one))
          for (const [i, { customerId }] of found.entries())
            partition.set(customerId, (partition.get(customerId) ?? new Set()).add(facts[batch[i]!.n]!.who))
        }
        expect(partition.size).toBe(new Set(facts.map((fact) => fact.who)).size)
        for (const people of partition.values()) expect(people.size).toBe(1)
      }),
      { numRuns: 25 },
    )
  })
})

describe('within one batch', () => {
  it('the order does not matter, whatever arrives', () => {
    const asking = fc.record({
      name: fc.constantFrom('王伟', '王玮', '王芳', '王先生', '先生', '李娜', '李女士', ''),
      phones: fc.uniqueArray(fc.constantFrom('1', '2', '3'), { maxLength: 2 }),
      residentHash: fc.constantFrom(null, null, 'a', 'b'),
      openId: fc.constantFrom(null, 'x', 'y'),
    })
    fc.assert(
      fc.property(
        fc.array(asking, { minLength: 2, maxLength: 10 }),
        fc.infiniteStream(fc.nat()),
        (people, dice) => {
          const batch = people.map((one, n): Asking & { n: number } => ({
            n,
            who: 'person',
            forms: nameForms(one.name),
            residentHash: one.residentHash,
            external: null,
            fingerprint: null,
            chosen: null,
            order: String(n).padStart(3, '0'),
            claims: [
              ...one.phones.map((value) => ({ kind: 'phone' as const, value })),
              ...(one.residentHash ? [{ kind: 'resident-id' as const, value: one.residentHash }] : []),
              ...(one.openId ? [{ kind: 'open-id' as const, value: one.openId }] : []),
            ],
          }))
          const groups = (order: typeof batch) => {
            let made = 0
            const decisions = settle(order, new Map(), () => String(made++).padStart(4, '0'))
            const by = Map.groupBy(
              order.map((one, at) => ({ n: one.n, id: decisions[at]!.customerId })),
              (one) => one.id,
            )
            return [...by.values()]
              .map((group) =>
                group
                  .map((one) => one.n)
                  .sort((a, b) => a - b)
                  .join(),
              )
              .sort()
          }
          const shuffled = batch
            .map((one) => ({ one, key: dice.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one)
          expect(groups(shuffled)).toEqual(groups(batch))
        },
      ),
    )
  })
})
