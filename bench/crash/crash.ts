import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyInstallation, loadCast, tokenOf } from '../../tests/harness/cast.ts'
import { type Started, startRingroad } from '../../tests/system/process.ts'
import { dice } from '../people.ts'
import { importOf, recount, recountImports, type Shortfall, type Upload } from './recount.ts'
import { type Sender, sender } from './sender.ts'

type Options = { rounds: number; seed: number }

/** Runs the rounds; true when no acknowledged write was lost or doubled in any of them. */
export async function crash({ rounds, seed }: Options): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'ringroad-crash-'))
  chmodSync(folder, 0o711)
  const data = join(folder, 'data')
  const roll = dice(seed)
  const totals = { server: 0, postgres: 0, acknowledged: 0 }
  const faults: Shortfall[] = []
  const uploads: Upload[] = []
  let running: Started | undefined = await startRingroad(data)
  try {
    await people(data)
    const leads = sender(roll)
    for (let round = 1; round <= rounds && faults.length === 0; round++) {
      running ??= await startRingroad(data)
      uploads.push(await importOf(running.address, folder, round))
      const victim = roll() < 0.5 ? 'server' : 'postgres'
      await pullThePlug(running, data, victim, leads, 100 + roll() * 1_400)
      totals[victim]++
      if (victim === 'server') running = undefined
      running ??= await startRingroad(data)
      await untilReady(running.address)
      await leads.sendAgain(running.address)
      faults.push(...(await recount(ownerUrl(data), leads)))
      totals.acknowledged = leads.acknowledged.size
      if (round % 10 === 0 || faults.length)
        console.log(`round ${round}: ${totals.acknowledged} leads acknowledged, ${faults.length} faults`)
    }
    running ??= await startRingroad(data)
    faults.push(...(await recountImports(ownerUrl(data), uploads)))
    console.log(
      `${totals.server} times the server, ${totals.postgres} times PostgreSQL killed; ${totals.acknowledged} acknowledged leads, ${uploads.length} imports; ${faults.length} faults.`,
    )
    for (const fault of faults) console.error(fault)
    return faults.length === 0
  } finally {
    await running?.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function pullThePlug(
  running: Started,
  data: string,
  victim: 'server' | 'postgres',
  leads: Sender,
  afterMs: number,
) {
  const sending = leads.send(running.address, 8)
  await new Promise((done) => setTimeout(done, afterMs))
  if (victim === 'server') await running.kill('SIGKILL')
  else process.kill(postmaster(data), 'SIGKILL')
  // With PostgreSQL gone the server must answer again by itself; the senders go on a moment to see it.
  if (victim === 'postgres') await new Promise((done) => setTimeout(done, 1_500))
  sending.stop()
  await sending.done
}

/** PostgreSQL recovers by its log before anybody may ask it. */
async function untilReady(address: string) {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await fetch(`${address}/api/ready`).catch(() => null)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error('not ready a minute after the kill')
}

const postmaster = (data: string) =>
  Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

export function ownerUrl(data: string): string {
  const { owner } = JSON.parse(readFileSync(join(data, 'postgres.json'), 'utf8')) as { owner: string }
  const port = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]
  return `postgres://postgres:${owner}@127.0.0.1:${port}/ringroad`
}

/** The cast instead of the first administrator, so that somebody may send leads. */
export async function people(data: string): Promise<void> {
  await emptyInstallation(ownerUrl(data))
  await loadCast(ownerUrl(data))
}

export const cookie = `ringroad=${tokenOf('meng')}`
