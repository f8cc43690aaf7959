import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listMerges, mergeCustomers, mergeProblems, undoMerge } from '../../../../contract/customer-merge.ts'
import { readCustomer } from '../../../../contract/customers.ts'
import * as review from '../../../../contract/match-review.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { suspects } from '../../../../tests/harness/suspects.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await share(0)
})
afterAll(() => world.close())

const share = (value: number) =>
  world.sql(
    `insert into kernel.setting (id, key, value, updated_at) values ($1, 'customers.second-opinions', $2, now())
     on conflict (key) do update set value = excluded.value`,
    [castId('second-opinions'), JSON.stringify(value)],
  )

let serial = 0
const number = () => `+86137${String(++serial).padStart(8, '0')}`
const at = (day: string) => new Date(`2026-${day}T02:00:00Z`)
type Verdict = review.MatchVerdict

/** 尉迟喆 three times: the workshop, the website, the contact centre; A-B and A-C and B-C were compared. */
const threeTimes = () => {
  const phone = number()
  return suspects(
    world,
    [
      { name: '尉迟喆', phones: [phone], birthOn: '1988-05-12', happenedAt: at('10-03') },
      {
        name: '尉迟哲',
        phones: [number()],
        birthOn: '1988-05-12',
        email: 'zhe88@example.cn',
        source: 'website',
        happenedAt: at('11-14'),
      },
      {
        name: '尉迟晢',
        phones: [number()],
        company: '浙江宏途远大建设工程集团股份有限公司杭州分公司',
        source: 'web-form',
        happenedAt: at('11-20'),
      },
    ],
    [
      [0, 1, [2, 1, 3]],
      [0, 2, [1, 0, 1], 24],
      [1, 2, [2, 0, 3]],
    ],
  )
}
const twice = (names: [string, string] = ['李梦洁', '李梦杰']) =>
  suspects(
    world,
    [
      { name: names[0], phones: [number()] },
      { name: names[1], phones: [number()] },
    ],
    [[0, 1, [2, 1, 0]]],
  )

const groups = async (login = 'meng', query: Record<string, unknown> = {}) =>
  (await world.call(login, review.listMatchGroups, { query: { limit: 200, ...query } as never })).body.items
const waits = async (groupId: string, login = 'meng', query = {}) =>
  (await groups(login, query)).some((group) => group.id === groupId)
const open = (groupId: string, login = 'meng') =>
  world.call(login, review.readMatchGroup, { params: { id: groupId } })

async function say(login: string, groupId: string, verdict: Verdict, ids?: string[], more: object = {}) {
  const { body } = await open(groupId, login)
  const customers = body.sides
    .map(({ customer: { id, version } }) => ({ id, version }))
    .filter(({ id }) => !ids || ids.includes(id))
  world.clock.advance(1000)
  return world.call(login, review.decideMatch, { body: { groupId, verdict, customers, ...more } as never })
}
const takeBack = (login: string, id: string) =>
  world.call(login, review.undoMatchDecision, { params: { id } })
const shown = async (id: string) => (await world.call('meng', readCustomer, { params: { id } })).body
const verdictsOf = (ids: string[]) =>
  world.sql<{ verdict: string }>('select verdict from customers.verdict where a = any($1) and b = any($1)', [
    ids,
  ])

describe('the queue', () => {
  it('shows groups by their strongest pair, page by page, each once', async () => {
    for (const [day, rarity] of [[1, 5], [2, 3], [3, 7]] as const) // biome-ignore format: three weights
      await suspects(
        world,
        [
          { name: `周测${day}`, phones: [number()] },
          { name: `周策${day}`, phones: [number()] },
        ],
        [[0, 1, [1, 0, 0], rarity]],
      )
    const all = await groups()
    expect(all.map((group) => group.weight)).toEqual(all.map((group) => group.weight).sort((a, b) => b - a))
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const { body } = await world.call('meng', review.listMatchGroups, { query: { limit: 2, after } })
      seen.push(...body.items.map((group) => group.id))
      if (!body.next) break
      after = body.next
    }
    expect(seen).toEqual(all.map((group) => group.id))
    const counted = await world.call('meng', review.countMatchGroups)
    expect(counted.body).toEqual({ open: all.length, more: false })
  })
  it('narrows by weight, reason, dealer, brand and source', async () => {
    const { groupId } = await suspects(
      world,
      [
        { name: '车晓', phones: [number()], dealer: 'D0004' },
        { name: '车小', phones: [number()], source: 'tele-sales' },
      ],
      [[0, 1, [2, 1, 3], 0, 'verified']],
    )
    for (const query of [
      { held: 'verified' },
      { dealer: castId('D0004') },
      { brand: castId('HL') },
      { source: 'tele-sales' },
      { weightFrom: 6.5, weightTo: 6.7 },
    ])
      expect([query, await waits(groupId, 'meng', query)]).toEqual([query, true])
    for (const query of [
      { held: 'grown' },
      { dealer: castId('D0002') },
      { brand: castId('XC') },
      { source: 'adf' },
      { weightFrom: 7 },
      { weightTo: 6 },
    ])
      expect([query, await waits(groupId, 'meng', query)]).toEqual([query, false])
  })
  it('shows the people side by side, masked, and the weight of each comparison', async () => {
    const { groupId, ids } = await threeTimes()
    const { body } = await open(groupId)
    expect(body).toMatchObject({ people: 3, thresholds: { reviewAt: -2, linkAt: 12 }, survivorId: ids[0] })
    const [a, b, c] = ids.map((id) => body.sides.find((side) => side.customer.id === id)!)
    expect(a!.customer.fields.phone.value).toMatch(/^137\*{4}\d{4}$/)
    expect(JSON.stringify(body)).not.toContain('zhe88@example.cn')
    expect(b!.latest).toMatchObject({ source: 'website', kind: 'service', dealer: '杭州之江环路店' })
    // Equal sounds, different characters; only C names a company.
    expect([body.alike.pinyin, body.alike.name].map((one) => new Set(Object.values(one!)).size)).toEqual([
      1, 3,
    ])
    expect(body.winners).toMatchObject({
      email: b!.customer.id,
      company: c!.customer.id,
      birthOn: expect.anything(),
    })
    const pair = body.pairs.find(
      (one) => [one.a, one.b].includes(ids[1]!) && [one.a, one.b].includes(ids[0]!),
    )!
    expect(pair.weight).toBeCloseTo(6.586, 3)
    expect(pair.steps.map((step) => step.level)).toEqual(['same-pinyin', 'same', 'different'])
    expect(pair.prior + pair.steps.reduce((sum, step) => sum + step.bits, 0)).toBeCloseTo(pair.weight, 4)
    expect(pair.chance).toBeCloseTo(1 / (1 + 2 ** -6.586), 3)
  })
  it('is not for dealers or people without the permission, and not there for a brand that deals with neither', async () => {
    const { groupId } = await twice()
    expect((await world.call('pei', review.listMatchGroups)).status).toBe(403)
    expect((await open(groupId, 'shi')).status).toBe(404)
    expect(await groups('shi')).toEqual([])
  })
  it('lets an analyst look and not decide', async () => {
    const { groupId } = await twice()
    expect((await open(groupId, 'xie')).status).toBe(200)
    expect((await say('xie', groupId, 'same')).status).toBe(403)
  })
})

describe('a decision', () => {
  it('merges a group with the evidence, and taken back leaves no trace', async () => {
    const { groupId, ids } = await threeTimes()
    const before = await Promise.all(ids.map(shown))
    const done = await say('meng', groupId, 'same')
    expect(done.status, done.text).toBe(201)
    expect(await waits(groupId)).toBe(false)
    const merges = await world.sql<{ evidence: { pairs: object[]; modelNumber: number } }>(
      'select evidence from customers.merge where survivor_id = $1',
      [ids[0]],
    )
    expect(merges.map(({ evidence }) => [evidence.modelNumber, evidence.pairs.length])).toEqual([[900, 3], [900, 3]]) // biome-ignore format: two rows
    const listed = await world.call('meng', listMerges, { query: { customer: ids[0] } })
    expect(listed.body.items[0]!.evidence).toMatchObject({ modelNumber: 900 })
    expect(listed.text).not.toContain('shown')
    expect((await shown(ids[1]!)).id).toBe(ids[0])
    expect((await shown(ids[0]!)).fields.company.value).toContain('宏途远大')
    const back = await takeBack('yue', done.body.id)
    expect(back.status, back.text).toBe(200)
    expect(await waits(groupId)).toBe(true)
    const after = await Promise.all(ids.map(shown))
    const plain = (one: object) => ({ ...one, version: 0, updatedAt: '' })
    expect(after.map(plain)).toEqual(before.map(plain))
    expect(await verdictsOf(ids)).toEqual([])
    expect((await open(groupId)).body.pairs).toHaveLength(3)
    expect((await takeBack('meng', done.body.id)).problem.title).toBe(review.matchProblems.undone.en)
  })
  it('merges two of three; the third stays to be decided, against the one who stays', async () => {
    const { groupId, ids } = await threeTimes()
    const done = await say('meng', groupId, 'same', [ids[0]!, ids[2]!])
    expect(done.status, done.text).toBe(201)
    const { body } = await open(groupId)
    expect(body.sides.map((side) => side.customer.id).sort()).toEqual([ids[0], ids[1]].sort())
    expect(body.pairs).toHaveLength(1)
    await takeBack('meng', done.body.id)
    expect((await open(groupId)).body.pairs).toHaveLength(3)
  })
  it('carries a comparison of the absorbed over to the one who stays, and back', async () => {
    const { groupId, ids } = await suspects(
      world,
      [1, 2, 3].map((nth) => ({ name: `谷雨${nth}`, phones: [number()] })),
      [
        [0, 1, [1, 1, 0], 10],
        [1, 2, [2, 1, 0]],
      ],
    )
    const done = await say('meng', groupId, 'same', [ids[0]!, ids[1]!])
    const between = (await open(groupId)).body.pairs.map(({ a, b }) => [a, b].sort())
    expect(between).toEqual([[ids[0], ids[2]].sort()])
    await takeBack('meng', done.body.id)
    const again = (await open(groupId)).body.pairs.map(({ a, b }) => [a, b].sort())
    expect(again.sort()).toEqual([[ids[0], ids[1]].sort(), [ids[1], ids[2]].sort()].sort())
  })
  it('takes the values somebody picked', async () => {
    const { groupId, ids } = await threeTimes()
    await say('meng', groupId, 'same', undefined, { picks: { name: ids[1], birthOn: ids[0] } })
    expect((await shown(ids[0]!)).fields.name.value).toBe('尉迟哲')
  })
  it('refuses to merge two who were never compared', async () => {
    const { groupId, ids } = await suspects(
      world,
      [1, 2, 3].map((nth) => ({ name: `夏至${nth}`, phones: [number()] })),
      [
        [0, 1, [1, 1, 0], 10],
        [1, 2, [2, 1, 0]],
      ],
    )
    // They are people of one group, with a pair each, and none between them.
    expect((await say('meng', groupId, 'same', [ids[0]!, ids[2]!])).problem.title).toBe(
      review.matchProblems.decided.en,
    )
  })
  it('is about people of the group only', async () => {
    const [one, other] = [await twice(['田一', '田乙']), await twice(['方一', '方乙'])]
    const { body } = await open(one.groupId)
    const customers = body.sides.map(({ customer: { id, version } }) => ({ id, version }))
    const stranger = { id: other.ids[0]!, version: 1 }
    const answer = await world.call('meng', review.decideMatch, {
      body: { groupId: one.groupId, verdict: 'different', customers: [...customers, stranger] },
    })
    expect(answer.problem.title).toBe(review.matchProblems.decided.en)
    expect(await verdictsOf([...one.ids, ...other.ids])).toEqual([])
  })
  it('needs a reason where ID numbers differ', async () => {
    const { groupId } = await suspects(
      world,
      [
        { name: '赵刚', phones: [number()], residentId: '440524188001010014' },
        { name: '赵钢', phones: [number()], residentId: '33010819900307001X' },
      ],
      [[0, 1, [2, 0, 1], 20]],
    )
    expect((await say('meng', groupId, 'same')).problem.title).toBe(mergeProblems.idNumbers.en)
    expect((await say('meng', groupId, 'same', undefined, { reason: '本人出示了换发的证件' })).status).toBe(
      201,
    )
  })
  it('keeps people apart for good, until it is taken back', async () => {
    const { groupId, ids } = await twice(['王伟', '王玮'])
    const done = await say('meng', groupId, 'different', undefined, { reason: '父子同号' })
    expect(await waits(groupId)).toBe(false)
    expect(await verdictsOf(ids)).toEqual([{ verdict: 'different' }])
    await takeBack('meng', done.body.id)
    expect(await verdictsOf(ids)).toEqual([])
    expect(await waits(groupId)).toBe(true)
  })
  it('unsure puts a group aside for who said it and leaves it to the others', async () => {
    const { groupId } = await twice(['何静', '何静怡'])
    const done = await say('meng', groupId, 'unsure')
    expect([
      await waits(groupId),
      await waits(groupId, 'yue'),
      await waits(groupId, 'meng', { aside: 'true' }),
    ]).toEqual([false, true, true])
    await takeBack('meng', done.body.id)
    expect(await waits(groupId)).toBe(true)
  })
  it('is refused when somebody was faster, or somebody has changed the customer meanwhile', async () => {
    const { groupId, ids } = await twice(['刘洋', '刘阳'])
    const { body } = await open(groupId)
    const customers = body.sides.map(({ customer: { id, version } }) => ({ id, version }))
    const send = () =>
      world.call('yue', review.decideMatch, { body: { groupId, verdict: 'same', customers } })
    await world.sql('update customers.customer set version = version + 1 where id = $1', [ids[0]])
    expect((await send()).problem.title).toBe(mergeProblems.changed.en)
    await say('meng', groupId, 'different')
    expect((await send()).problem.title).toBe(review.matchProblems.decided.en)
  })
  it('follows a merge and its undoing elsewhere', async () => {
    const { groupId, ids } = await twice(['吕方', '吕芳'])
    const customers = (await open(groupId)).body.sides.map(({ customer: { id, version } }) => ({
      id,
      version,
    }))
    world.clock.advance(1000)
    const merged = await world.call('meng', mergeCustomers, { body: { customers } })
    expect(merged.status, merged.text).toBe(201)
    expect(await waits(groupId)).toBe(false)
    const { id } = merged.body.merges[0]!
    await world.call('meng', undoMerge, { params: { id }, body: { reason: '不是同一人' } })
    const [pair] = await world.sql<{ state: string }>(
      'select state from customers.match_pair where a = any($1)',
      [ids],
    )
    expect(pair!.state).toBe('different')
  })
  it('works within a brand, whose reviewer finds and takes back their own', async () => {
    const { groupId, ids } = await suspects(
      world,
      [1, 2].map((nth) => ({ name: `星程${nth}`, phones: [number()] })),
      [[0, 1, [2, 1, 0]]],
    )
    for (const id of ids)
      await world.sql(
        'insert into customers.reach (node_id, customer_id, seen_at) values ($1, $2, now()) on conflict do nothing',
        [castId('XC'), id],
      )
    expect(await waits(groupId, 'shi')).toBe(true)
    const done = await say('shi', groupId, 'same')
    expect(done.status, done.text).toBe(201)
    const { body } = await world.call('shi', review.listMatchDecisions)
    expect(body.items).toMatchObject([
      { id: done.body.id, verdict: 'same', people: 2, by: '史星河', undone: false },
    ])
    expect((await takeBack('shi', done.body.id)).status).toBe(200)
    expect(await waits(groupId, 'shi')).toBe(true)
  })
})

describe('a second opinion', () => {
  it('is asked for without a sign of the first, changes nothing, and counts in the agreement', async () => {
    await world.sql('update customers.match_decision set undone_at = now() where undone_at is null')
    const merged = await threeTimes()
    const apart = await twice(['诸葛明', '诸葛铭'])
    const first = await open(merged.groupId)
    await say('meng', merged.groupId, 'same')
    await say('meng', apart.groupId, 'different')
    await share(1)
    const asked = (await groups('yue')).filter(({ id }) => [...merged.pairIds, ...apart.pairIds].includes(id))
    expect(asked.map((group) => group.people)).toEqual([2, 2, 2, 2])
    expect((await groups('meng')).filter((group) => asked.some((one) => one.id === group.id))).toEqual([])
    const ofMerged = asked.filter((group) => group.names[0]!.startsWith('尉迟'))
    const { body } = await open(ofMerged[0]!.id, 'yue')
    const wanted = first.body.sides.filter((side) =>
      body.sides.some((one) => one.customer.id === side.customer.id),
    )
    expect(new Set(body.sides)).toEqual(new Set(wanted))
    expect(body.pairs).toEqual(first.body.pairs.filter((pair) => pair.id === ofMerged[0]!.id))
    const said = await say('yue', ofMerged[0]!.id, 'different')
    expect(said.status, said.text).toBe(201)
    await say('yue', ofMerged[1]!.id, 'same')
    await say('yue', ofMerged[2]!.id, 'same')
    const ofApart = asked.find((group) => group.names[0]!.startsWith('诸葛'))!
    await say('yue', ofApart.id, 'different')
    expect((await shown(merged.ids[1]!)).id).toBe(merged.ids[0])
    const { body: agreement } = await world.call('xie', review.readMatchAgreement)
    expect(agreement).toMatchObject({
      pairs: 4,
      reviewers: 2,
      table: { bothSame: 2, firstSame: 1, secondSame: 0, bothDifferent: 1 },
      agreed: { value: 0.75 },
    })
    // By hand: agreed .75, by chance .75 × .5 + .25 × .5 = .5.
    expect(agreement.kappa!.value).toBeCloseTo(0.5, 12)
    expect((await takeBack('yue', said.body.id)).body.groupId).toBe(ofMerged[0]!.id)
    expect((await shown(merged.ids[1]!)).id).toBe(merged.ids[0])
  })
})
