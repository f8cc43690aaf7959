import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTies } from '../../../../contract/customer-ties.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { identifyPeople } from '../../customers/index.ts'
import { fileOf } from '../engine/fixtures.ts'
import { checkDraft, draftFile, driverFor, importFile, undoFile } from '../import-file.ts'

let world: World
const ids: Record<string, string> = {}
beforeAll(async () => {
  world = await openWorld()
  await arrive('闵损', '+8613912380001')
  await arrive('闵夫人', '+8613912380002')
  await arrive('闵子', '+8613912380003', { externalId: 'M-3' })
  await arrive('仲由', '+8613912380004', { dealer: 'D0004' })
  await arrive('冉求', '+8613912380005')
  await arrive('冉雍', '+8613912380005')
  await arrive('鲁季物流有限公司', '+8657188880000', { creditCode: '91350100M000100Y43' })
})
afterAll(() => world.close())

type Given = { externalId?: string; creditCode?: string; dealer?: string }
async function arrive(name: string, phone: string, { externalId, creditCode, dealer = 'D0001' }: Given = {}) {
  const [made] = await world.as('system', (ctx) =>
    identifyPeople(ctx, [
      {
        recordId: newId(),
        source: 'crm',
        externalId: externalId ?? null,
        kind: 'customer-file',
        happenedAt: ctx.now,
        raw: { name, phone },
        brandId: castId('HL'),
        dealerId: castId(dealer),
        reachNodes: [castId('HL'), castId(dealer)],
        person: { kind: creditCode ? 'organisation' : 'person', name, phones: [phone], creditCode },
      },
    ]),
  )
  ids[name] = made!.customerId
}
const who = async (login: string) =>
  login === 'system'
    ? { actor: systemActor('test'), scope: systemScope }
    : world.as(login, async ({ actor, scope }) => ({ actor, scope }))
const file = (name: string, lines: string) => ({
  path: fileOf(name, lines),
  kind: 'ties' as const,
  source: 'crm',
})
const load = async (name: string, lines: string, login = 'system') =>
  importFile(world.runtime, await who(login), file(name, lines))
const shown = async (name: string) => {
  const { body } = await world.call('meng', readTies, { params: { id: ids[name]! } })
  return {
    ties: body.ties.map((one) => `${one.other.name} ${one.word.zh} ${one.fromOn ?? ''}`.trim()).sort(),
    household: body.households.flatMap(({ members }) =>
      members.map((one) => `${one.name}${one.isHead ? '*' : ''}`),
    ),
  }
}
const head = '电话,关系,对方电话,对方客户编号,对方信用代码,起始日期,结束日期,备注\n'
const mistakes = (counts: { problems: { field: string; message: { zh: string } }[] }) =>
  counts.problems.map(({ field, message }) => `${field}: ${message.zh}`)

describe('a file of ties', () => {
  it('refuses who is nobody, who is several, unknown kinds, ends that do not fit and oneself, with the remedy', async () => {
    const { counts } = await load(
      'ties-wrong.csv',
      `${head}13912399999,配偶,13912380002,,,,,
13912380001,配偶,,X-404,,,,
13912380005,配偶,13912380001,,,,,
13912380001,房客,13912380002,,,,,
13912380001,配偶,,,91350100M000100Y43,,,
13912380001,配偶,13912380001,,,,,
13912380001,配偶,,,,,,
13912380001,配偶,13912380002,,,2020-05-01,2019-05-01,
13912380001,家庭,,,91350100M000100Y43,,,
`,
    )
    expect(counts).toMatchObject({ create: 0, invalid: 9 })
    const said = mistakes(counts)
    expect(said.some((one) => one.startsWith('phone: 没有这位客户：请先导入客户'))).toBe(true)
    expect(said.some((one) => one.startsWith('otherExternalId: 没有这位客户'))).toBe(true)
    expect(said.some((one) => one.startsWith('phone: 有几位客户都是它'))).toBe(true)
    expect(said.some((one) => one.startsWith('kind: 没有这种关系'))).toBe(true)
    expect(said.some((one) => one.startsWith('kind: 这种关系不适合'))).toBe(true)
    expect(said.some((one) => one.startsWith('kind: 不能与自己'))).toBe(true)
    expect(said.some((one) => one.startsWith('otherPhone: 没有说对方是谁'))).toBe(true)
    expect(said.some((one) => one.startsWith('untilOn: '))).toBe(true)
    expect(said.some((one) => one.startsWith('kind: 家庭成员只能是个人'))).toBe(true)
    expect((await shown('闵损')).ties).toEqual([])
  })

  it('of a dealer says nothing of a customer whom the dealer does not reach: nobody by that number', async () => {
    const { counts } = await load('ties-dealer.csv', `${head}13912380001,朋友,13912380004,,,,,\n`, 'gu')
    expect(counts).toMatchObject({ create: 0, invalid: 1 })
    expect(mistakes(counts)[0]).toContain('otherPhone: 没有这位客户')
  })

  it('brings relationships both ways, a household, a company’s people; is known again, and taken back', async () => {
    const text = `${head}13912380001,配偶,13912380002,,,1999-05-01,,
13912380002,Spouse,13912380001,,,,,
13912380001,父亲,,M-3,,,,
13912380001,员工,,,91350100M000100Y43,2015-03-01,,采购部
13912380002,任职单位,,,91350100M000100Y43,,,
13912380002,家庭,13912380001,,,,,
13912380003,家庭成员,13912380001,,,,,
`
    const system = await who('system')
    const draft = await draftFile(driverFor(world.runtime, system), file('ties-dry.csv', text))
    const dry = await checkDraft(world.runtime, system, draft)
    const run = await load('ties.csv', text)
    expect(run.counts).toMatchObject({ create: 5, unchanged: 1, invalid: 1 })
    expect(dry).toMatchObject({ create: 5, unchanged: 1, invalid: 1 })
    expect(mistakes(run.counts)[0]).toContain('kind: 这种关系不适合')
    expect(await shown('闵损')).toEqual({
      ties: ['闵夫人 配偶 1999-05-01', '闵子 子女', '鲁季物流有限公司 任职单位 2015-03-01'].sort(),
      household: expect.arrayContaining(['闵损*', '闵夫人', '闵子']),
    })
    expect((await shown('闵子')).ties).toEqual(['闵损 父母'])
    expect((await shown('鲁季物流有限公司')).ties).toEqual(['闵损 员工 2015-03-01'])

    world.clock.advance(60_000)
    const again = await load('ties-again.csv', text)
    expect(again.counts).toMatchObject({ create: 0, update: 0, unchanged: 6 })
    const later = await load(
      'ties-later.csv',
      `${head}13912380001,员工,,,91350100M000100Y43,2015-03-01,2024-06-30,\n`,
    )
    expect(later.counts).toMatchObject({ create: 0, update: 1 })

    await undoFile(world.runtime, await who('system'), later.id)
    await undoFile(world.runtime, await who('system'), run.id)
    // What another file has changed since stays, as everywhere, and everything else goes.
    expect(await shown('闵损')).toEqual({ ties: ['鲁季物流有限公司 任职单位 2015-03-01'], household: [] })
    expect((await shown('闵子')).ties).toEqual([])
  })
})
