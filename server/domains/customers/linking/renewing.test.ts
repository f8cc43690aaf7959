import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dice } from '../../../../bench/people.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { identifyPeople } from '../actions/identify.ts'
import type { PersonArrival } from '../arrivals.ts'
import { cluster, type Run } from '../matching/run.ts'
import { mergePeople } from '../merging/merge.ts'
import { unmergePeople } from '../merging/unmerge.ts'
import { arrivalOf, jobOf, peopleOfTwin } from './fixtures.ts'
import { keep, readKept } from './kept.ts'
import { database, type Matched, matchEverybody } from './nightly.ts'

type Roll = () => number

/** What a run after a run ends with is held against a whole run with the same weights and shares. */
let world: World
let arrivals: PersonArrival[]
const folder = mkdtempSync(join(tmpdir(), 'ringroad-renewing-'))

const arrive = async (some: readonly PersonArrival[]) => {
  for (let from = 0; from < some.length; from += 2_000)
    await world.as('system', (ctx) => identifyPeople(ctx, some.slice(from, from + 2_000)))
}
const night = async (): Promise<Matched> => (await matchEverybody(jobOf(world), { retrain: false }))!
const run = (): Run => ({ analytics: world.runtime.analytics, database })

beforeAll(async () => {
  world = await openWorld()
  const rows = await peopleOfTwin(join(folder, 'twin'), { seed: 11, dealers: 14, customers: 2_500 })
  arrivals = rows.map((row) => arrivalOf(world, row))
  // Nobody is linked by the runs, so that two runs look at the same customers.
  await world.sql(
    `insert into customers.match_policy (id, link_at, review_at, automatic, updated_at) values ($1, 12, 0, false, now())`,
    [newId()],
  )
  await arrive(arrivals.slice(0, 3_000))
  expect(await night()).toMatchObject({ because: 'learn' })
}, 180_000)
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Pairs, clusters and questions, by customer: what a run says. */
async function said() {
  const { analytics } = world.runtime
  await cluster(run(), 0)
  const pairs = await analytics.rows<{ pair: string; weight: number }>(`
    select arrayStringConcat(arraySort([toString(x.id), toString(y.id)]), ' ') as pair, round(weight, 3) as weight, code from matching.scored as s
    join matching.raw as x on s.l = x.rid join matching.raw as y on s.r = y.rid order by pair`)
  const clusters = await analytics.rows(`
    select arraySort(groupArray(toString(x.id))) as ids from matching.labels as n join matching.raw as x on n.rid = x.rid group by n.label order by ids`)
  const questions = await world.sql(
    `select a, b, group_id, round(weight::numeric, 2) as weight, held from customers.match_pair where state = 'open' order by a, b`,
  )
  return { pairs, clusters, questions }
}

/** The next run is a whole one, with the shares of the last. */
const breakOff = async () => keep(run(), { ...(await readKept(run()))!, state: 'renewing' })

async function expectAsWhole() {
  const renewed = await said()
  await breakOff()
  expect(await night()).toMatchObject({ because: 'broken' })
  const whole = await said()
  expect(renewed.pairs.length).toBe(whole.pairs.length)
  expect(renewed).toEqual(whole)
  return whole
}

const living = async () =>
  (
    await world.sql<{ id: string }>(`select id from customers.customer where merged_into is null order by id`)
  ).map(({ id }) => id)
const some = (ids: readonly string[], roll: Roll, most: number) =>
  Array.from({ length: most }, () => ids[Math.floor(roll() * ids.length)]!)

/** What happens to customers between two nights. */
async function happen(roll: Roll, from: number) {
  await arrive(arrivals.slice(from, from + 120))
  const ids = await living()
  await world.sql(
    `update customers.customer set name = c.name from customers.customer c where customer.id = any($1::uuid[]) and c.id = $2`,
    [some(ids, roll, 6), ids[0]],
  )
  await world.sql(`update customers.customer set address = null where id = any($1::uuid[])`, [
    some(ids, roll, 12),
  ])
  await world.sql(`update customers.customer set deceased = not deceased where id = any($1::uuid[])`, [
    some(ids, roll, 8),
  ])
  await world.sql(`delete from customers.identifier where customer_id = any($1::uuid[]) and kind = 'phone'`, [
    some(ids, roll, 15),
  ])
  await world.sql(
    `insert into customers.identifier select kind, value, $2, now(), now(), 'test' from customers.identifier where customer_id = any($1::uuid[]) on conflict do nothing`,
    [some(ids, roll, 5), ids[1]],
  )
  for (const [at, one] of some(ids, roll, 4).entries()) {
    const other = some(ids, roll, 1)[0]!
    if (one === other) continue
    const merged = await world
      .as('system', (ctx) => mergePeople(ctx, { ids: [one, other], reason: 'test' }))
      .catch(() => null)
    if (merged && at % 2 === 0)
      await world.as('system', (ctx) => unmergePeople(ctx, merged.merges[0]!.id, 'test'))
  }
}

describe('a run after a run', () => {
  it('has nothing to do when nothing happened', async () => {
    const before = await said()
    const idle = { because: 'changes', linked: 0, asked: 0, settled: 0 }
    // Until what other databases of this engine wrote meanwhile has ended, the last comers count as changed once more.
    await expect.poll(night, { timeout: 40_000, interval: 500 }).toMatchObject({ ...idle, pairs: 0 })
    expect(await said()).toEqual(before)
  }, 60_000)

  it('ends with the pairs, clusters and questions of a whole run, whatever happened in between', async () => {
    const roll = dice(5)
    for (let round = 0; round < 3; round++) {
      await happen(roll, 3_000 + round * 120)
      const { pairs } = await night()
      const [row] = await world.sql<{ renewed: Record<string, number>; whole: boolean }>(
        `select renewed, whole from customers.match_run order by id desc limit 1`,
      )
      expect(row!.whole).toBe(false)
      expect(row!.renewed.new).toBeGreaterThan(20)
      expect(row!.renewed.changed).toBeGreaterThan(10)
      expect(row!.renewed.gone).toBeGreaterThan(0)
      expect(pairs).toBeGreaterThan(10)
      await expectAsWhole()
    }
  }, 240_000)

  it('pairs everybody anew whose number became a front desk’s, and again when it is one no longer', async () => {
    // Some died above, and nobody is matched with the dead.
    await world.sql('update customers.customer set deceased = false where deceased')
    const ids = (await living()).slice(200, 305)
    const share = (some: readonly string[]) =>
      world.sql(
        `insert into customers.identifier select 'phone', '+8613977770000', id, now(), now(), 'test' from unnest($1::uuid[]) id`,
        [some],
      )
    const repaired = async () => {
      await night()
      const [row] = await world.sql<{ renewed: { repaired: number; changed: number } }>(
        `select renewed from customers.match_run order by id desc limit 1`,
      )
      const { pairs } = await expectAsWhole()
      // While other databases of this engine write, who changed the night before counts as changed once more.
      return {
        repaired: row!.renewed.repaired,
        anew: row!.renewed.repaired + row!.renewed.changed,
        pairs: pairs.length,
      }
    }
    await share(ids.slice(0, 95))
    const few = await repaired()
    expect(few.repaired).toBe(0)
    await share(ids.slice(95))
    const many = await repaired()
    expect(many.anew).toBeGreaterThanOrEqual(105)
    expect(many.pairs).toBeLessThan(few.pairs)
    await world.sql(
      `delete from customers.identifier where value = '+8613977770000' and customer_id = any($1::uuid[])`,
      [ids.slice(60)],
    )
    expect((await repaired()).anew).toBeGreaterThanOrEqual(105)
  }, 240_000)

  it('compares everybody again after a week, when its tables are lost, and when very many changed', async () => {
    await world.runtime.analytics.command('drop table matching.keys')
    expect(await night()).toMatchObject({ because: 'lost' })
    world.clock.advance(8 * 86_400_000)
    expect(await night()).toMatchObject({ because: 'week' })
    await world.sql('update customers.customer set updated_at = updated_at')
    expect(await night()).toMatchObject({ because: 'many' })
  }, 240_000)
})
