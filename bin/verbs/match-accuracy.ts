import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Accuracy,
  clusterAccuracy,
  type Measured,
  matchFiles,
  pairAccuracy,
} from '../../server/domains/customers/index.ts'
import type { Analytics } from '../../server/kernel/analytics.ts'
import { writeTwin } from '../../twin/index.ts'
import { writePeopleTable } from '../../twin/people-table.ts'

/** Files with known truth, and what Splink's own notebooks publish for them (best F1 over thresholds). */
type Known = {
  name: string
  files: string[]
  id: string
  truth: string
  pattern?: string
  published?: number
}

const here = (name: string) => new URL(`../../data/people/${name}`, import.meta.url).pathname
const febrl = (name: string, files: string[], published?: number): Known => ({
  name,
  files: files.map(here),
  id: 'rec_id',
  truth: 'rec_id',
  pattern: '^rec-([0-9]+)',
  ...(published && { published }),
})
const known: Known[] = [
  febrl('FEBRL 1', ['febrl1.csv']),
  febrl('FEBRL 3', ['febrl3.csv'], 0.9954),
  febrl('FEBRL 4', ['febrl4a.csv', 'febrl4b.csv'], 0.9998),
  { name: 'fake_1000', files: [here('fake_1000.csv')], id: 'unique_id', truth: 'cluster', published: 0.8617 },
]
const people = { id: 'record', truth: 'person' }

export async function printAccuracy(analytics: Analytics, at: number, customers: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ringroad-accuracy-'))
  try {
    const all = [...known]
    for (const noise of ['ordinary', 'heavy'] as const) {
      const out = join(folder, noise)
      const files = [join(folder, `${noise}.csv`)]
      await writeTwin({ seed: 7, dealers: 396, customers, months: 12, until: '2026-11-22', noise, out })
      await writePeopleTable(out, files[0]!)
      all.push({ name: `twin, ${noise}`, files, ...people })
    }
    console.log(
      `${''.padEnd(16)}  true pairs  looked at  |  pairs, best: P       R      F1  (Splink's F1)  |  clusters at ${at}: P       R      F1`,
    )
    for (const one of all) {
      const run = { analytics, database: 'matching' }
      const { model } = await matchFiles(run, one.files, {
        truth: one.truth,
        ...(one.pattern && { pattern: one.pattern }),
        ignore: [one.id, one.truth],
        at,
      })
      say(one, await pairAccuracy(run, model, []), await clusterAccuracy(run, model))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const share = (value: number) => value.toFixed(4).padStart(7)
function say({ name, published }: Known, { truePairs, lookedAt, best }: Accuracy, clusters: Measured) {
  const peer = published ? `(${published.toFixed(4)})` : ''
  console.log(
    `${name.padEnd(16)}  ${truePairs.toLocaleString('en').padStart(10)}    ${share(lookedAt / truePairs)}  |        ${[best.precision, best.recall, best.f1].map(share).join('')}  ${peer.padStart(13)}  |            ${[clusters.precision, clusters.recall, clusters.f1].map(share).join('')}`,
  )
}
