import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { fileOf } from '../engine/fixtures.ts'
import { type FileToImport, importFile } from '../import-file.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const load = (name: string, text: string, options: FileToImport['options'] = {}) =>
  importFile(
    world.runtime,
    { actor: systemActor('test'), scope: systemScope },
    {
      path: fileOf(name, text),
      kind: 'customers',
      source: name,
      options: { dealerCode: 'D0001', ...options },
    },
  )

it('a row whose ID number is wrong is refused where unreadable values cost the row; a masked one costs a note', async () => {
  const { counts } = await load(
    'masked.csv',
    '姓名,手机,身份证号\n仲长统,13912370101,330***********1234\n仲长敖,13912370102,3301**********123X\n仲长子,13912370103,330106198805020018\n',
    { unreadable: 'row' },
  )
  expect(counts).toMatchObject({ create: 2, invalid: 1, warnings: 2 })
  const note = counts.problems.find(({ code }) => code === 'id-masked')!
  expect(note).toMatchObject({ field: 'residentId', rows: 2 })
  expect(note.message.zh).toContain('线索')
  const kept = await world.sql<{ value: string; hash: unknown }>(
    `select i.value, c.resident_id_hash as hash from customers.identifier i join customers.customer c on c.id = i.customer_id
     where i.kind = 'resident-shown' order by i.value collate "C"`,
  )
  expect(kept).toEqual([
    { value: '330***********1234', hash: null },
    { value: '3301**********123X', hash: null },
  ])
})

it('nobody is recognised by a masked number: with nothing else a row says of nobody', async () => {
  const { counts } = await load('masked-only.csv', '姓名,手机,身份证号\n仲长统,,330***********1234\n')
  expect(counts).toMatchObject({ create: 0, update: 0, invalid: 1 })
})
