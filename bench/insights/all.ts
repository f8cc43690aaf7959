import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figure } from '../run.ts'

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
const parts = [
  { what: 'attribution', size: ['--paths=10000000'] },
  { what: 'basket', size: ['--lines=500000', '--support=0.01'], also: ['0.01'] },
] as const

type Told = { seconds: Record<string, number>; peakMiB: number; purchases?: number }
const run = (program: string, args: readonly string[]) =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 26 })
const told = (program: string, args: readonly string[]): Told => JSON.parse(run(program, args))

/** Hands its columns to the peer itself, and prints both. */
function withPeer(
  file: string,
  customers: number,
  python: string | undefined,
): { ours: Told; peer: Told | undefined } {
  // Ten million customers are twenty columns of 80 MB.
  const args = [
    '--max-old-space-size=6000',
    here(file),
    `--customers=${customers}`,
    ...(python ? [`--python=${python}`] : []),
  ]
  const [ours, peer] = run(process.execPath, args)
    .trim()
    .split(/\n(?=\{)/)
    .map((text) => JSON.parse(text) as { ours: Told; peer: Told })
  return { ours: ours!.ours, peer: peer?.peer }
}

function figures(what: string, ours: Told, peer: Told | undefined): Figure[] {
  const beside = peer ? `; peer ${JSON.stringify(peer.seconds)} s, ${peer.peakMiB} MiB` : ''
  return Object.entries(ours.seconds).map(([step, value], at) => ({
    what: `${what}: ${step}`,
    value,
    unit: 's',
    ...(at === 0 && { beside: `${ours.peakMiB} MiB${beside}` }),
  }))
}

/**
 * The models of insights, each in a process of its own. `BENCH_PYTHON` names a Python that has the peers (the first lines
 * of each .py say how to get them): then they run on the same file, one after the other.
 */
export async function benchInsights(): Promise<Figure[]> {
  const python = process.env.BENCH_PYTHON
  const folder = mkdtempSync(join(tmpdir(), 'ringroad-models-'))
  try {
    const bought = withPeer('purchases.ts', 1_000_000, python)
    const worth = withPeer('value.ts', 10_000_000, python)
    return [
      ...figures('purchases, 1000000 customers', bought.ours, bought.peer),
      ...figures(
        `RFM, ABC and CLV, 10000000 customers, ${worth.ours.purchases} purchases`,
        worth.ours,
        worth.peer,
      ),
      ...parts.flatMap((part) => {
        const file = join(folder, `${part.what}.csv`)
        const out = python ? [`--out=${file}`] : []
        const ours = told(process.execPath, [here(`${part.what}.ts`), ...part.size, ...out])
        const also = 'also' in part ? part.also : []
        const peer = python ? told(python, [here(`${part.what}.py`), file, ...also]) : undefined
        return figures(`${part.what}, ${part.size[0].slice(2)}`, ours, peer)
      }),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
