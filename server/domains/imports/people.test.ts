import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listCustomers } from '../../../contract/customers.ts'
import { readImportPeople } from '../../../contract/imports.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../kernel/ctx.ts'
import { mergePeople, unmergePeople } from '../customers/index.ts'
import { importFile } from './index.ts'

/** Whom a file brought, and the matching that follows it. */
let world: World
const folder = mkdtempSync(join(tmpdir(), 'ringroad-people-'))
beforeAll(async () => {
  world = await openWorld()
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

let count = 0
const take = async (rows: readonly (readonly [name: string, phone: string])[], actor = 'test') => {
  const path = join(folder, `${count++}.csv`)
  const lines = rows.map(([name, phone], at) => `${name},${phone},${count}-${at}`)
  writeFileSync(path, `客户姓名,手机号码,客户编号\n${lines.join('\n')}\n`)
  const who = { actor: systemActor(actor), scope: systemScope }
  return importFile(world.runtime, who, { path, kind: 'customers', source: `s${count}` })
}
const many = (n: number, from: number) =>
  Array.from({ length: n }, (_, at): [string, string] => [
    `张${String.fromCharCode(0x4e00 + at)}`,
    `138${String(from + at).padStart(8, '0')}`,
  ])
const peopleOf = async (id: string) => (await world.call('meng', readImportPeople, { params: { id } })).body

describe('the people of an import', () => {
  it('are counted once each, and follow what merges say of them, there and back', async () => {
    await take([['赵一', '13900001111']])
    world.clock.advance(60_000)
    const { id } = await take([
      ['赵一', '13900001111'],
      ['赵二', '13900002222'],
      ['赵二', '13900002222'],
      ['赵三', '13900003333'],
      ['赵四', '13900004444'],
    ])
    const before = await peopleOf(id)
    expect(before).toEqual({
      records: 5,
      people: 4,
      made: 3,
      fresh: 3,
      turnedKnown: 0,
      turnedOne: 0,
      waiting: 0,
    })
    const named = async (name: string) =>
      (
        await world.sql<{ id: string }>(
          'select id from customers.customer where name = $1 and merged_into is null',
          [name],
        )
      )[0]!.id
    const [one, two, three, four] = [
      await named('赵一'),
      await named('赵二'),
      await named('赵三'),
      await named('赵四'),
    ]
    const known = await world.as('system', (ctx) => mergePeople(ctx, { ids: [one, two] }))
    await world.as('system', (ctx) => mergePeople(ctx, { ids: [three, four] }))
    expect(await peopleOf(id)).toMatchObject({
      records: 5,
      people: 2,
      made: 3,
      fresh: 1,
      turnedKnown: 1,
      turnedOne: 1,
    })
    await world.as('system', (ctx) => unmergePeople(ctx, known.merges[0]!.id, 'test'))
    expect(await peopleOf(id)).toMatchObject({ people: 3, fresh: 2, turnedKnown: 0, turnedOne: 1 })
  })
})

describe('the list of customers', () => {
  it('shows whom an import brought, and to a dealer nobody else’s', async () => {
    await take([['钱一', '13700001111']])
    const { id } = await take([
      ['钱一', '13700001111'],
      ['钱二', '13700002222'],
    ])
    const listed = async (who: string) =>
      (await world.call(who, listCustomers, { query: { import: id } })).body.items.map(({ name }) => name)
    expect((await listed('meng')).sort()).toEqual(['钱一', '钱二'])
    expect(await listed('gu')).toEqual([])
  })
})

describe('the matching after an import', () => {
  const runs = async () =>
    (
      await world.sql<{ state: string }>(
        `select state from kernel.job where queue = 'customers.match' order by created_at`,
      )
    ).map(({ state }) => state)
  beforeEach(() => world.sql(`delete from kernel.job where queue = 'customers.match'`))

  it('is asked for once, however many files come one after the other', async () => {
    await take(many(60, 1_000))
    await take(many(60, 2_000))
    expect(await runs()).toEqual(['queued'])
  })
  it('comes again when one is at work: it may have passed these rows by', async () => {
    await take(many(60, 3_000))
    await world.sql(`update kernel.job set state = 'running' where queue = 'customers.match'`)
    await take(many(60, 4_000))
    await take(many(60, 5_000))
    expect(await runs()).toEqual(['running', 'queued'])
  })
  it('is not asked for after a few rows, nor while the demonstration is loaded', async () => {
    await take(many(20, 6_000))
    await take(many(60, 7_000), 'demonstration')
    expect(await runs()).toEqual([])
  })
})
