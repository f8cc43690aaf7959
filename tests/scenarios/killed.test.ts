import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { dice } from '../../bench/people.ts'
import { jobOf, peopleOfTwin } from '../../server/domains/customers/linking/fixtures.ts'
import { matchEverybody } from '../../server/domains/customers/linking/nightly.ts'
import { unmatch } from '../../server/domains/customers/linking/undo.ts'
import { runRows } from '../../server/domains/imports/engine/run.ts'
import { draftFile, driverFor } from '../../server/domains/imports/import-file.ts'
import { kinds } from '../../server/domains/imports/kinds/index.ts'
import { type Ctx, systemActor, systemScope } from '../../server/kernel/ctx.ts'
import { newId } from '../../server/kernel/ids.ts'
import type { JobRun } from '../../server/kernel/jobs/definition.ts'
import { openWorld, type World } from '../harness/world.ts'

/** From a file to source records, customers, links and questions, with everything killed at random and taken up again. */
const folder = mkdtempSync(join(tmpdir(), 'ringroad-killed-'))
const usually = kinds.customers.batchRows
kinds.customers.batchRows = 200
let open: World | undefined
afterAll(async () => {
  kinds.customers.batchRows = usually
  await open?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Ends what is going on at some step soon: before it, or when it was done and nobody heard of it. */
type Plug = { around<T>(work: () => Promise<T>): Promise<T> }
const noPlug: Plug = { around: (work) => work() }
function plugged(seed: number, most: number): Plug & { kills: number } {
  const roll = dice(seed)
  const soon = () => 1 + Math.floor(roll() * most)
  let left = soon()
  const plug = {
    kills: 0,
    async around<T>(work: () => Promise<T>): Promise<T> {
      if (--left > 0) return work()
      left = soon()
      plug.kills++
      if (roll() < 0.5) await work()
      throw new Error('killed')
    },
  }
  return plug
}

/** Until it ends by itself. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await work()
    } catch (error) {
      if ((error as Error).message !== 'killed') throw error
    }
}

async function taken(world: World, path: string, plug: Plug): Promise<void> {
  const who = { actor: systemActor('test'), scope: systemScope }
  const driver = driverFor(world.runtime, who)
  const id = await draftFile(driver, {
    path,
    kind: 'customers',
    source: 'kill',
    options: { unreadable: 'value' },
  })
  await world.sql(`update imports.import set state = 'running', started_at = now() where id = $1`, [id])
  await again(() => runRows({ ...driver, transact: (work) => plug.around(() => driver.transact(work)) }, id))
}

const matched = async (world: World, plug: Plug) => {
  const { analytics } = world.runtime
  const killable = {
    ...analytics,
    command: (...of: Parameters<typeof analytics.command>) => plug.around(() => analytics.command(...of)),
    insert: (...of: Parameters<typeof analytics.insert>) => plug.around(() => analytics.insert(...of)),
  }
  const withPlug = (ctx: Ctx): Ctx => ({ ...ctx, services: { ...ctx.services, analytics: killable } })
  const job: JobRun = jobOf(world, {
    transact: (work) => plug.around(() => world.as('system', (ctx) => work(withPlug(ctx)))),
  })
  const result = await again(() => matchEverybody(job, { retrain: false, mergesAtOnce: 3 }))
  const [run] = await world.sql<{ steps: { step: string }[]; linked: number }>(
    'select steps, linked from customers.match_run where id = $1',
    [job.jobId],
  )
  return { ...result!, jobId: job.jobId, steps: run!.steps.map(({ step }) => step) }
}

/** Customers as the rows they are made of, and what people are asked, by rows too: ids are drawn anew each time. */
async function left(world: World) {
  const people = await world.sql<{ id: string; rows: string[] }>(
    `select k.customer_id as id, array_agg(s.raw::text order by s.raw::text) as rows
    from customers.link k join customers.source_record s on s.id = k.record_id where s.import_id is not null group by 1`,
  )
  const rowsOf = new Map(people.map(({ id, rows }) => [id, rows.join()]))
  const asked = await world.sql<{ a: string; b: string; weight: number; held: string }>(
    `select a, b, round(weight::numeric, 2) as weight, held from customers.match_pair where state = 'open'`,
  )
  return {
    people: [...rowsOf.values()].sort(),
    asked: asked
      .map(({ a, b, weight, held }) => [...[rowsOf.get(a), rowsOf.get(b)].sort(), weight, held].join('|'))
      .sort(),
  }
}

const policy = (world: World, automatic: boolean) =>
  world.sql(
    `insert into customers.match_policy (id, link_at, review_at, automatic, updated_at) values ($1, 9, 0, $2, now())
    on conflict (brand_id) do update set automatic = excluded.automatic`,
    [newId(), automatic],
  )
/** As if no run had been, but for the weights: everybody is compared again. */
async function takenBack(world: World, jobId: string): Promise<void> {
  await unmatch(jobOf(world), jobId)
  await world.sql('delete from customers.verdict')
  await world.sql('delete from customers.match_pair')
  await world.runtime.analytics.command('drop table matching.run')
}

it('an import and the matching after it end as they would have, killed at random moments', {
  timeout: 400_000,
}, async () => {
  await peopleOfTwin(join(folder, 'twin'), { seed: 3, dealers: 14, customers: 3_000 })
  open = await openWorld()
  const world = open
  await policy(world, true)
  const importing = plugged(1, 14)
  await taken(world, join(folder, 'twin', 'people.csv'), importing)
  expect(importing.kills).toBeGreaterThan(0)
  const first = await matched(world, noPlug)
  const { linked } = first
  expect(linked).toBeGreaterThan(20)
  const expected = await left(world)

  let last = first.jobId
  for (const seed of [1, 2]) {
    await takenBack(world, last)
    const plug = plugged(seed, 70)
    const run = await matched(world, plug)
    last = run.jobId
    expect(plug.kills).toBeGreaterThan(0)
    expect(run.linked).toBe(linked)
    // Also what was done before it was killed for the last time.
    expect(run.steps).toEqual(expect.arrayContaining(['read', 'records', 'scored', 'likely']))
    expect(await left(world)).toEqual(expected)
  }
})
