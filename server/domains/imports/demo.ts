import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImportKind, ImportOptions } from '../../../contract/imports.ts'
import { systemActor, systemScope } from '../../kernel/ctx.ts'
import { inLanes } from './engine/lanes.ts'
import { type Engine, importFile } from './import-file.ts'

export type DemoProgress = { file: string; rows: number; files: number; of: number }
type Step = { file: string; kind: ImportKind; source: string; options?: Partial<ImportOptions> }

const backwards = (text: string) => [...text].reverse().join('')

/** Every file of the twin in the order a new installation would take them: what leads name comes before the leads. */
async function stepsIn(folder: string): Promise<Step[]> {
  const inside = async (name: string) =>
    existsSync(join(folder, name)) ? (await readdir(join(folder, name))).sort() : []
  // Neighbours share customers and would wait for one another: by their last digit first, they come far apart.
  const files = (await inside('customers')).sort((a, b) => (backwards(a) < backwards(b) ? -1 : 1))
  const customers = files.map((file) => ({
    file: `customers/${file}`,
    kind: 'customers' as const,
    source: 'dms',
    options: { dealerCode: file.replace(/\.csv$/, '') },
  }))
  const adf = (await inside('adf')).map((file) => ({
    file: `adf/${file}`,
    kind: 'leads' as const,
    source: 'adf',
  }))
  // Nobody has two orders waiting, as long as a chapter's deliveries come before the next one's orders.
  const chapters = (await inside('history')).flatMap((file) => file.match(/^orders-(\d+)\.csv$/)?.[1] ?? [])
  const books: Step[] = [
    ...chapters.flatMap((chapter): Step[] => [
      { file: `history/orders-${chapter}.csv`, kind: 'orders', source: 'orders' },
      { file: `history/deliveries-${chapter}.csv`, kind: 'deliveries', source: 'deliveries' },
    ]),
    { file: 'history/repair-orders.csv', kind: 'repair-orders', source: 'dms' },
  ]
  const steps: Step[] = [
    { file: 'network.csv', kind: 'network', source: 'network' },
    { file: 'catalogue.csv', kind: 'catalogue', source: 'catalogue' },
    { file: 'campaigns.csv', kind: 'campaigns', source: 'campaigns' },
    { file: 'media-spend.csv', kind: 'spend', source: 'media' },
    { file: 'staff.csv', kind: 'staff', source: 'staff' },
    ...customers,
    ...books,
    { file: 'leads.csv', kind: 'leads', source: 'lead-table' },
    // Before the days since: who bought then and asks again now begins a lead of their own.
    { file: 'orders.csv', kind: 'orders', source: 'orders' },
    { file: 'deliveries.csv', kind: 'deliveries', source: 'deliveries' },
    { file: 'repair-orders.csv', kind: 'repair-orders', source: 'dms' },
    { file: 'daily-counts.csv', kind: 'daily-counts', source: 'daily-counts' },
    { file: 'leads-recent.jsonl', kind: 'leads', source: 'website' },
    ...adf,
    { file: 'call-log.csv', kind: 'calls', source: 'call-log' },
    { file: 'market-sizes.csv', kind: 'market-sizes', source: 'market' },
    { file: 'plans.csv', kind: 'plans', source: 'plans' },
    // The sign-ins first: by them the carts are somebody's.
    { file: 'shop-events.jsonl', kind: 'web-events', source: 'shop' },
    { file: 'web-carts.csv', kind: 'web-carts', source: 'shop' },
  ]
  return steps.filter((step) => existsSync(join(folder, step.file)))
}

const lanes = 3
function stagesOf(steps: Step[]): Step[][] {
  const stages: Step[][] = []
  for (const step of steps) {
    const last = stages.at(-1)
    if (step.kind === 'customers' && last?.at(0)?.kind === 'customers') last.push(step)
    else stages.push([step])
  }
  return stages
}

/**
 * The demonstration network: the twin, imported through the same door as anyone's files. A value that cannot be
 * read costs itself, not its row, as a patient importer would choose.
 */
export async function loadDemo(
  engine: Engine,
  folder: string,
  onProgress: (progress: DemoProgress) => void = () => {},
): Promise<{ rows: number; seconds: number }> {
  const started = performance.now()
  const who = { actor: systemActor('demonstration'), scope: systemScope }
  const steps = await stepsIn(folder)
  let rows = 0
  let files = 0
  const load = async ({ file, kind, source, options }: Step) => {
    let before = 0
    const onRows = (done: number) => {
      rows += done - before
      before = done
      onProgress({ file, rows, files, of: steps.length })
    }
    await importFile(engine, who, {
      path: join(folder, file),
      kind,
      source,
      options: { ...options, unreadable: 'value' },
      onProgress: onRows,
    })
    files++
    return true
  }
  // The dealers' files are many and small, and none waits for another; everything else stands on what came before.
  for (const stage of stagesOf(steps)) await inLanes(stage, lanes, load)
  onProgress({ file: '', rows, files: steps.length, of: steps.length })
  return { rows, seconds: Math.round((performance.now() - started) / 100) / 10 }
}
