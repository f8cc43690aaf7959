import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { demoPassword } from '../../server/domains/admin/demo.ts'
import { startRingroad } from '../../tests/system/process.ts'
import { milliseconds, percentile, round } from '../measure.ts'
import type { Bench, Figure } from '../run.ts'

/** Browsers open so many connections to one address. */
const atOnce = 6

type Tile = { analysis: string; choices: Record<string, string> }
type Told = { board: string; cold: number; again: number; tiles: [string, number][] }

/**
 * Every built-in board over the demonstration network, as head office opens it: all its tiles asked as a browser asks them, until the last
 * has answered. Cold is the first board after a start of the process; each board gets a process of its own.
 */
export async function benchBoards({ folder }: Bench): Promise<Figure[]> {
  const data = join(folder, 'network')
  const first = await startRingroad(data, ['--demo'], { LOG_LEVEL: 'silent' }, 600)
  const ready = /ready in ([\d.]+) s/.exec(first.said())![1]!
  let boards: string[] = []
  const judged = await milliseconds(async () => {
    boards = await whenJudged(first.address)
  })
  await first.kill('SIGTERM')
  const told: Told[] = []
  for (const board of boards) {
    const running = await startRingroad(data, ['--demo'], { LOG_LEVEL: 'silent' }, 600)
    try {
      const ask = await signedIn(running.address)
      // What a start still has to do is not the board's.
      await wait(5_000)
      const [cold, tiles] = await open(ask, board)
      const [again] = await open(ask, board)
      told.push({ board, cold, again, tiles })
    } finally {
      await running.kill('SIGTERM')
    }
  }
  const load = loadavg().map(round).join(' ')
  const all = told.flatMap(({ tiles }) => tiles.map(([, took]) => took))
  return [
    {
      what: 'first start with the demonstration network, the web built already',
      value: ready,
      unit: 's',
      beside: `customers matched, valued and foretold ${round(judged / 1000)} s later`,
    },
    ...told.map(
      ({ board, cold, again, tiles }): Figure => ({
        what: `board ${board}, ${tiles.length} tiles, cold`,
        value: round(cold),
        unit: 'ms',
        beside: `again ${round(again)} ms; slowest cold ${slowest(tiles)}; load ${load}`,
      }),
    ),
    {
      what: 'all tiles, cold',
      value: round(percentile(all, 0.95)),
      unit: 'ms p95',
      beside: `p50 ${round(percentile(all, 0.5))}`,
    },
  ]
}

const slowest = (tiles: [string, number][]) =>
  tiles
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([name, took]) => `${name} ${round(took)}`)
    .join(', ')

type Ask = <T>(path: string) => Promise<T>
async function signedIn(address: string, login = 'meng@demo'): Promise<Ask> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-ringroad': '1' },
    body: JSON.stringify({ login, password: demoPassword }),
  })
  if (!answer.ok) throw new Error(`sign in: ${answer.status} ${await answer.text()}`)
  const headers = { cookie: answer.headers.get('set-cookie')!.split(';')[0]!, 'x-ringroad': '1' }
  return async <T>(path: string) => {
    const reply = await fetch(address + path, { headers })
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
    return (await reply.json()) as T
  }
}

/** The first valuation and training run after the first start; the names of the built-in boards once nothing runs any more. */
async function whenJudged(address: string): Promise<string[]> {
  const watch = await signedIn(address, 'admin@demo')
  for (let waited = 0; waited < 300; waited++) {
    const { items } = await watch<{ items: { state: string }[] }>('/api/jobs?of=everybody&limit=50')
    if (items.length > 0 && items.every(({ state }) => ['done', 'failed', 'cancelled'].includes(state))) break
    await wait(2_000)
  }
  const ask = await signedIn(address)
  const { items } = await ask<{ items: { key: string; group: string }[] }>('/api/insights/boards')
  return items.filter(({ group }) => group === 'role' || group === 'seven').map(({ key }) => key)
}

async function open(ask: Ask, key: string): Promise<[number, [string, number][]]> {
  const took: [string, number][] = []
  const all = await milliseconds(async () => {
    const { tiles } = await ask<{ tiles: Tile[] }>(`/api/insights/boards/${key}`)
    const left = [...tiles]
    const connection = async () => {
      for (let tile = left.shift(); tile; tile = left.shift()) {
        const { analysis, choices } = tile
        const query = new URLSearchParams(
          Object.entries(choices).map(([name, value]) => ['with', `${name}:${value}`]),
        )
        took.push([analysis, await milliseconds(() => ask(`/api/insights/analyses/${analysis}?${query}`))])
      }
    }
    await Promise.all(Array.from({ length: atOnce }, connection))
  })
  return [all, took]
}
