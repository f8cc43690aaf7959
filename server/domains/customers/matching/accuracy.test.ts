import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Analytics, openAnalytics } from '../../../kernel/analytics.ts'
import { clusterAccuracy, pairAccuracy } from './accuracy.ts'
import { type FilesAsked, matchFiles } from './match-files.ts'

/**
 * Against known truth. The floors are the best F1 that Splink's own notebooks print for the same files (FEBRL 3 .9954,
 * FEBRL 4 .9998, fake_1000 .8617); what we reach is in bench/results.md.
 */
let analytics: Analytics
const folder = mkdtempSync(join(tmpdir(), 'ringroad-accuracy-'))
beforeAll(() => {
  analytics = openAnalytics(folder)
})
afterAll(async () => {
  await analytics.close()
  rmSync(folder, { recursive: true, force: true })
})

const people = (name: string) => new URL(`../../../../data/people/${name}`, import.meta.url).pathname
const febrl = { truth: 'rec_id', pattern: '^rec-([0-9]+)', ignore: ['rec_id'], at: 3 }

async function accuracyOf(files: string[], asked: FilesAsked) {
  const run = { analytics, database: 'matching' }
  const { model } = await matchFiles(run, files, asked)
  return { pairs: await pairAccuracy(run, model, []), clusters: await clusterAccuracy(run, model) }
}

describe('who is who, in files nobody described', () => {
  it('finds FEBRL 3’s two thousand people in five thousand records', async () => {
    const { pairs, clusters } = await accuracyOf([people('febrl3.csv')], febrl)
    expect(pairs.truePairs).toBe(6_538)
    expect(pairs.best.f1).toBeGreaterThanOrEqual(0.9954)
    expect(clusters.f1).toBeGreaterThanOrEqual(0.9954)
  })

  it('links FEBRL 4’s two files one to one', async () => {
    const { pairs } = await accuracyOf([people('febrl4a.csv'), people('febrl4b.csv')], febrl)
    expect(pairs.truePairs).toBe(5_000)
    expect(pairs.best.f1).toBeGreaterThanOrEqual(0.9998)
  })

  it('finds more of fake_1000 than blocking on a few columns can', async () => {
    const asked = { truth: 'cluster', ignore: ['unique_id', 'cluster'], at: 3 }
    const { pairs, clusters } = await accuracyOf([people('fake_1000.csv')], asked)
    expect(pairs.truePairs).toBe(2_031)
    expect(pairs.best.f1).toBeGreaterThanOrEqual(0.93)
    expect(clusters.f1).toBeGreaterThanOrEqual(0.93)
  })

  it('says what is wrong with a file that tells nothing of people', async () => {
    const file = join(folder, 'nothing.csv')
    writeFileSync(file, 'id,x\n1,\n2,\n')
    await expect(
      matchFiles({ analytics, database: 'matching' }, [file], { ignore: [], at: 3 }),
    ).rejects.toThrow(/Fewer than two columns/)
    await expect(
      matchFiles({ analytics, database: 'matching' }, [people('fake_1000.csv')], {
        ignore: ['nobody'],
        at: 3,
      }),
    ).rejects.toThrow('There is no column nobody')
  })
})
