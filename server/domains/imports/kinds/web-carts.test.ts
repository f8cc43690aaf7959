import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { dumpAll } from '../engine/dump.ts'
import { fileOf } from '../engine/fixtures.ts'
import { checkDraft, draftFile, driverFor, type FileToImport, importFile, undoFile } from '../import-file.ts'
import { guessKind } from '../mapping/propose.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const system = { actor: systemActor('test'), scope: systemScope }
const whoIs = async (login: string) =>
  login === 'system' ? system : world.as(login, async ({ actor, scope }) => ({ actor, scope }))
const header =
  'cart_id,visitor_id,sku,product_name,category,qty,price,added_at,removed_at,ordered_at,cart_status'
const rows = [
  'c1,v1,AC-01,全天候脚垫,精品,2,600.00,2026-11-10 10:00,,,',
  'c1,v1,AC-02,车顶行李架,精品,1,"1,800",2026-11-10 10:05,2026-11-10 11:00,,',
  'c2,v1,SV-10,五年保养套餐,服务,1,4999,2026-11-11 09:00,,2026-11-11 09:30,',
  'c1,v2,AC-01,全天候脚垫,精品,1,600,2026-11-12 10:00,,,已清空',
  'c3,v2,AC-01,全天候脚垫,整车,1,600,2026-11-12 10:00,,,',
  'c4,v2,AC-01,全天候脚垫,精品,0,600,2099-11-12 10:00,,,',
]
const file = (lines = rows, name = 'carts.csv'): FileToImport => ({
  path: fileOf(name, `${header}\n${lines.join('\n')}\n`),
  kind: 'web-carts',
  source: 'web-carts',
})
const run = async (login: string, given: FileToImport) => importFile(world.runtime, await whoIs(login), given)
const summary = ({ create, update, unchanged, invalid }: Record<string, unknown>) => [
  create,
  update,
  unchanged,
  invalid,
]
const carts = () =>
  world.sql(`select v.key || ' ' || c.key as cart, c.state, array_agg(l.code order by l.code) filter (where l.removed_at is null) as there
    from customers.cart c join customers.visitor v on v.id = c.visitor_id join customers.cart_line l on l.cart_id = c.id group by 1, 2 order by 1`)

describe('web carts', () => {
  it('are refused to a dealer, and are known by their columns', async () => {
    await expect(run('pei', file())).rejects.toThrow()
    expect(guessKind(header.split(','), [rows[0]!.split(',')], world.clock.now())).toBe('web-carts')
    const chinese = '购物车编号,访客编号,商品名称,单价,加入时间'
    expect(
      guessKind(chinese.split(','), [['c1', 'v1', '脚垫', '600', '2026-11-10']], world.clock.now()),
    ).toBe('web-carts')
  })
  it('are kept cart by cart, as the trial said; imported again nothing changes, and taken back nothing is left', async () => {
    const id = await draftFile(driverFor(world.runtime, system), file())
    const before = await dumpAll(world.sql)
    const checked = await checkDraft(world.runtime, system, id)
    expect(await dumpAll(world.sql)).toEqual(before)
    const done = await run('system', file())
    expect(summary(done.counts)).toEqual([4, 0, 0, 2])
    expect(summary(checked)).toEqual(summary(done.counts))
    expect(done.counts.problems.map(({ field, code }) => [field, code]).sort()).toEqual([
      ['addedAt', 'in-the-future'],
      ['kind', 'unknown-word'],
      ['quantity', 'out-of-range'],
    ])
    expect(await carts()).toEqual([
      { cart: 'web-carts v1 c1', state: 'open', there: ['AC-01'] },
      { cart: 'web-carts v1 c2', state: 'ordered', there: ['SV-10'] },
      { cart: 'web-carts v2 c1', state: 'emptied', there: null },
    ])
    expect(summary((await run('system', file())).counts)).toEqual([0, 0, 4, 2])
    await undoFile(world.runtime, system, done.id)
    expect(await dumpAll(world.sql)).toEqual(before)
  })
})
