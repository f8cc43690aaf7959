import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImportKind, ImportOptions } from '../../../contract/imports.ts'
import { systemActor, systemScope } from '../../kernel/ctx.ts'
import { type Engine, importFile } from './import-file.ts'

export type DemoProgress = { file: string; rows: number; files: number; of: number }
type Step = { file: string; kind: ImportKind; source: string; options?: Partial<ImportOptions> }

/** Every file of the twin in the order a new installation would take them: what leads name comes before the leads. */
async function stepsIn(folder: string): Promise<Step[]> {
  const inside = async (name: string) =>
    existsSync(join(folder, name)) ? (await readdir(join(folder, name))).sort() : []
  const customers = (await inside('customers')).map((file) => ({
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
  const steps: Step[] = [
    { file: 'network.csv', kind: 'network', source: 'network' },
    { file: 'catalogue.csv', kind: 'catalogue', source: 'catalogue' },
    { file: 'campaigns.csv', kind: 'campaigns', source: 'campaigns' },
    { file: 'media-spend.csv', kind: 'spend', source: 'media' },
    { file: 'staff.csv', kind: 'staff', source: 'staff' },
    ...customers,
    { file: 'leads.csv', kind: 'leads', source: 'lead-table' },
    { file: 'daily-counts.csv', kind: 'daily-counts', source: 'daily-counts' },
    { file: 'leads-recent.jsonl', kind: 'leads', source: 'website' },
    ...adf,
  ]
  return steps.filter((step) => existsSync(join(folder, step.file)))
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
  for (const [at, { file, kind, source, options }] of steps.entries()) {
    const before = rows
    const onRows = (done: number) => onProgress({ file, rows: before + done, files: at, of: steps.length })
    const path = join(folder, file)
    const { counts } = await importFile(engine, who, {
      path,
      kind,
      source,
      options: { ...options, unreadable: 'value' },
      onProgress: onRows,
    })
    rows += counts?.rows ?? 0
  }
  onProgress({ file: '', rows, files: steps.length, of: steps.length })
  return { rows, seconds: Math.round((performance.now() - started) / 100) / 10 }
}
