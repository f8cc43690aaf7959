import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, inject, it } from 'vitest'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { draftFile, driverFor } from '../import-file.ts'
import { dumpAll, gist } from './dump.ts'
import { customerFile, draws } from './fixtures.ts'

// One at a time: the embedded ClickHouse opens one folder per process.
let open: World | undefined
const folder = mkdtempSync(join(tmpdir(), 'ringroad-kill-'))
afterAll(async () => {
  await open?.close()
  rmSync(folder, { recursive: true, force: true })
})
const system = { actor: systemActor('test'), scope: systemScope }
const worker = fileURLToPath(new URL('./kill-worker.ts', import.meta.url))

async function ready(path: string): Promise<{ world: World; id: string; url: string }> {
  await open?.close()
  open = undefined
  const world = await openWorld()
  open = world
  const id = await draftFile(driverFor(world.runtime, system), {
    path,
    kind: 'customers',
    source: 'kill',
    options: { dealerCode: 'D0001' },
  })
  await world.sql(
    `update imports.import set state = 'running', started_at = '2026-11-22T02:00:00Z' where id = $1`,
    [id],
  )
  const [{ name }] = (await world.sql<{ name: string }>('select current_database() as name')) as [
    { name: string },
  ]
  return { world, id, url: inject('appUrl').replace(/\/ringroad$/, `/${name}`) }
}

/** A process of its own does `what`; with `afterMs` it is killed the hard way. */
function work(url: string, id: string, what: 'run' | 'undo', afterMs?: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [worker, url, id, what, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    // The clock starts when it has opened the file: starting Node is not what we want to interrupt.
    if (afterMs !== undefined)
      child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
    child.once('exit', (code, signal) =>
      code === 0 || signal === 'SIGKILL' ? resolve() : reject(new Error(`worker ended with ${code}`)),
    )
  })
}

async function finishedAfterKills(
  url: string,
  id: string,
  what: 'run' | 'undo',
  world: World,
  seed: number,
): Promise<number> {
  const draw = draws(seed)
  for (let kills = 0; ; kills++) {
    const [row] = await world.sql<{ state: string }>('select state from imports.import where id = $1', [id])
    if (row!.state === (what === 'run' ? 'done' : 'undone')) return kills
    await work(url, id, what, kills < 3 ? draw(400) : undefined)
  }
}

it('comes to the same after being killed at random moments as without, and so does its undo', {
  timeout: 300_000,
}, async () => {
  const path = customerFile(900, 21, 'kill.csv')
  const calm = await ready(path)
  await work(calm.url, calm.id, 'run')
  const expected = await gist(calm.world.sql)
  // Three times each: a start of Node takes seconds here, and `npm run crash` kills a hundred times.
  const { world, id, url } = await ready(path)
  const before = await dumpAll(world.sql)
  let kills = await finishedAfterKills(url, id, 'run', world, 1)
  expect(await gist(world.sql)).toBe(expected)
  await world.sql(`update imports.import set state = 'undoing' where id = $1`, [id])
  kills += await finishedAfterKills(url, id, 'undo', world, 11)
  expect(await dumpAll(world.sql)).toEqual(before)
  expect(kills).toBeGreaterThan(2)
})
