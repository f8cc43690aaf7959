import { expect, it } from 'vitest'
import { openWorld } from '../../../tests/harness/world.ts'
import { column } from './columns.ts'

it('PostgreSQL reads every column as it was written', async () => {
  const world = await openWorld()
  const columns = [
    ['王伟', null, '诸葛明轩', ''],
    ['a "quoted" name', 'back\\slash', 'two\nlines', 'null'],
    ['NULL', '{}', "it's", 'a,b'],
    [undefined, null, undefined, '\t'],
  ]
  for (const values of columns) {
    const [row] = await world.sql<{ read: unknown[] }>('select $1::text[] as read', [column(values)])
    expect(row!.read).toEqual(values.map((value) => value ?? null))
  }
  expect(column([null, undefined])).toBeNull()
  expect(column([])).toBeNull()
  await world.close()
})
