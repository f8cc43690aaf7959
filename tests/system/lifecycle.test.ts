import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyInstallation, loadCast } from '../harness/cast.ts'
import { runNode, runVerb, type Started, startRingroad } from './process.ts'

let folder: string
let running: Started | undefined
const data = () => join(folder, 'data')
const health = async (address: string) =>
  (await fetch(`${address}/api/health`)).json() as Promise<{
    ok: boolean
    engines: Record<string, { version: string }>
  }>
/** The owner's address of the embedded server that runs on the folder now. */
const ownerUrl = () => {
  const { owner } = JSON.parse(readFileSync(join(data(), 'postgres.json'), 'utf8')) as { owner: string }
  const port = readFileSync(join(data(), 'postgres/postmaster.pid'), 'utf8').split('\n')[3]
  return `postgres://postgres:${owner}@127.0.0.1:${port}/ringroad`
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringroad-system-'))
  // Root's PostgreSQL runs as another user; a private folder would move its cluster elsewhere.
  chmodSync(folder, 0o711)
})
afterAll(async () => {
  await running?.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

describe('one command', () => {
  it('starts both engines on an empty folder and prints the first administrator once', async () => {
    running = await startRingroad(data())
    expect(running.said()).toMatch(/First administrator: log-in admin, password \S{12,}/)
    const answer = await health(running.address)
    expect(answer.ok).toBe(true)
    expect(answer.engines.postgres!.version).toMatch(/^18/)
    expect(answer.engines.clickhouse!.version).toMatch(/^\d+\./)
  })
  it('refuses a second start on the same folder, and says what to do', async () => {
    const second = runNode(['bin/start.ts', '--no-demo', '--data', data(), '--port', '0'])
    expect(await second.ended).toBe(2)
    expect(second.said()).toContain('already running')
    expect(second.said()).toContain('RINGROAD_DATA')
  })
  it('refuses wrong settings by the name of the variable', async () => {
    const wrong = runNode(['bin/start.ts', '--no-demo', '--data', join(folder, 'other')], {
      PORT: 'eighty',
      SMTP_URL: 'smtp://mail',
    })
    expect(await wrong.ended).toBe(2)
    expect(wrong.said()).toContain('PORT')
  })
  it('leaves a folder that starts again after kill -9, with the engine it left behind', async () => {
    await running!.kill('SIGKILL')
    running = await startRingroad(data())
    expect(running.said()).not.toContain('First administrator')
    expect((await health(running.address)).ok).toBe(true)
  })
  it('stops cleanly on a signal', async () => {
    expect(await running!.kill('SIGTERM')).toBe(0)
    expect(() => ownerUrl()).toThrow()
    running = undefined
  })
})

// Six processes start one after the other; on a busy machine that takes longer than a test usually may.
describe('backup and restore', { timeout: 180_000 }, () => {
  const other = () => join(folder, 'restored')
  it('brings every row back, checked against the manifest', async () => {
    const fresh = join(folder, 'source')
    const started = await startRingroad(fresh)
    const { owner } = JSON.parse(readFileSync(join(fresh, 'postgres.json'), 'utf8')) as { owner: string }
    const port = readFileSync(join(fresh, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]
    const url = `postgres://postgres:${owner}@127.0.0.1:${port}/ringroad`
    await emptyInstallation(url)
    await loadCast(url)
    await started.kill('SIGTERM')
    const saved = await runVerb(['backup', '--out', join(folder, 'saved'), '--data', fresh])
    expect(saved.said).toMatch(/\d+ tables, [\d,]+ rows/)
    const back = await runVerb(['restore', '--from', join(folder, 'saved'), '--data', other()])
    expect(back.said).toContain('restored')
    const again = await runVerb(['backup', '--out', join(folder, 'again'), '--data', other()])
    expect(again.code).toBe(0)
    const sums = (name: string) =>
      (JSON.parse(readFileSync(join(folder, name, 'manifest.json'), 'utf8')) as { tables: unknown[] }).tables
    expect(sums('again')).toEqual(sums('saved'))
  })
  it('refuses to restore over data, and from a file that was altered', async () => {
    const over = await runVerb(['restore', '--from', join(folder, 'saved'), '--data', other()])
    expect(over.code).toBe(1)
    expect(over.said).toContain('not empty')
    const file = join(folder, 'saved/dealers.node.copy.gz')
    writeFileSync(file, gzipSync(`${gunzipSync(readFileSync(file))}`.replace('环路汽车', '别家汽车')))
    const altered = await runVerb([
      'restore',
      '--from',
      join(folder, 'saved'),
      '--data',
      join(folder, 'third'),
    ])
    expect(altered.code).toBe(1)
    expect(altered.said).toContain('not what the manifest says')
  })
})
