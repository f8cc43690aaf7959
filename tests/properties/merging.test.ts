import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mergePeople, unmergePeople } from '../../server/domains/customers/index.ts'
import { everything, putPerson, putTies } from '../harness/people.ts'
import { openWorld, type World } from '../harness/world.ts'

/** MERGES=500 for a night; SEED brings back the histories of a failure. */
const runs = Number(process.env.MERGES ?? 25)
const seed = process.env.SEED ? Number(process.env.SEED) : undefined

let world: World
const people: string[] = []
let before: Record<string, unknown[]>
beforeAll(async () => {
  world = await openWorld()
  for (let one = 1; one <= 9; one++) people.push(await putPerson(world, one))
  await putTies(world, [1, 2, 3, 4, 5, 6, 7, 8, 9])
  before = await everything(world)
}, 120_000)
afterAll(() => world.close())

type InForce = { id: string; survivorId: string; absorbedId: string }
const step = fc.record({ undo: fc.boolean(), picks: fc.array(fc.nat(100), { minLength: 4, maxLength: 4 }) })
const history = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
  endings: fc.array(fc.nat(100), { minLength: 30, maxLength: 30 }),
})

/** Merges among whoever is not absorbed, now and then an undo in between; any merge whose survivor still stands may go. */
async function play(steps: { undo: boolean; picks: number[] }[], endings: number[]): Promise<number> {
  let inForce: InForce[] = []
  let merged = 0
  const undo = async (pick: number) => {
    const free = inForce.filter((one) => !inForce.some((other) => other.absorbedId === one.survivorId))
    const one = free[pick % free.length]!
    await world.as('meng', (ctx) => unmergePeople(ctx, one.id, '不是同一人'))
    inForce = inForce.filter((other) => other !== one)
  }
  for (const { undo: back, picks } of steps) {
    if (back && inForce.length > 0) {
      await undo(picks[0]!)
      continue
    }
    const standing = people.filter((id) => !inForce.some((one) => one.absorbedId === id))
    const size = 2 + (picks[1]! % 2)
    const ids = [...new Set(picks.slice(1).map((pick) => standing[pick % standing.length]!))].slice(0, size)
    if (ids.length < 2) continue
    const survivorId = ids[picks[0]! % ids.length]
    const done = await world.as('meng', (ctx) => mergePeople(ctx, { ids, survivorId, reason: '同一人' }))
    merged += done.merges.length
    for (const merge of done.merges) inForce.push({ ...merge, survivorId: done.survivorId })
    await nothingHangsFrom(inForce.map((one) => one.absorbedId))
  }
  for (const ending of endings) if (inForce.length > 0) await undo(ending)
  expect(inForce).toEqual([])
  return merged
}

async function nothingHangsFrom(absorbed: string[]): Promise<void> {
  const tables = await world.sql<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and a.attname = 'customer_id' and c.relnamespace::regnamespace::text <> 'kernel'`)
  const ends = ['from_id', 'to_id'].map(
    (end) => `(select count(*) from customers.tie where ${end} = any($1))`,
  )
  const counts = tables.map(({ name }) => `(select count(*) from ${name} where customer_id = any($1))`)
  const [left] = await world.sql<{ n: number }>(`select (${[...counts, ...ends].join(' + ')})::int as n`, [
    absorbed,
  ])
  expect(left!.n).toBe(0)
}

describe('merging and un-merging', () => {
  it('is the identity on every table, in chains and in any legal order', async () => {
    let merged = 0
    await fc.assert(
      fc.asyncProperty(history, async ({ steps, endings }) => {
        merged += await play(steps, endings)
        expect(await everything(world)).toEqual(before)
      }),
      { numRuns: runs, seed },
    )
    expect(merged).toBeGreaterThan(runs)
  }, 600_000)
})
