import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { startRingroad } from '../tests/system/process.ts'
import { ownerUrl, people } from './crash/crash.ts'
import { benchImport } from './import.ts'
import { benchInsights } from './insights/all.ts'
import { benchBoards } from './insights/boards.ts'
import { benchIntake } from './intake.ts'
import { benchMatch } from './matching/customers.ts'
import { benchRead, benchSearch } from './reading.ts'
import { benchScroll } from './scroll.ts'

export const sections = ['import', 'search', 'read', 'intake', 'match', 'scroll', 'boards', 'insights']
export type Figure = { what: string; value: number | string; unit: string; beside?: string }
export type Bench = { address: string; ownerUrl: string; folder: string; customers: number; seconds: number }

const parts: Record<string, (bench: Bench) => Promise<Figure[]>> = {
  import: benchImport,
  search: benchSearch,
  read: benchRead,
  intake: benchIntake,
  match: benchMatch,
  scroll: benchScroll,
  boards: benchBoards,
  insights: benchInsights,
}

/** Runs the sections in order on one durable installation: the customers the import brings are what search and read ask. */
export async function bench({
  only,
  customers,
  seconds,
}: {
  only: string[]
  customers: number
  seconds: number
}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ringroad-bench-'))
  chmodSync(folder, 0o711)
  const data = join(folder, 'data')
  const running = await startRingroad(data, [], { LOG_LEVEL: 'silent' })
  try {
    await people(data)
    const at = { address: running.address, ownerUrl: ownerUrl(data), folder, customers, seconds }
    console.log(
      `${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`,
    )
    const wanted = sections.filter(
      (name) =>
        only.includes(name) ||
        (name === 'import' && ['search', 'read', 'match'].some((one) => only.includes(one))),
    )
    for (const name of wanted) {
      console.log(`## ${name}`)
      for (const { what, value, unit, beside } of await parts[name]!(at))
        console.log(`| ${what} | ${value} ${unit} | ${beside ?? ''} |`)
      console.log('')
    }
  } finally {
    await running.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}
