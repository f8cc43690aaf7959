import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readQuality } from '../../contract/credibility.ts'
import { loadDemo } from '../../server/domains/imports/demo.ts'
import { writeTwin } from '../../twin/index.ts'
import { judgeEverybody } from '../harness/credibility.ts'
import { openWorld, type World } from '../harness/world.ts'

/** The twin plants consultants who report contacts that never took place; `truth/dealers.csv` names them. */
const folder = mkdtempSync(join(tmpdir(), 'ringroad-planted-'))
let world: World
beforeAll(async () => {
  world = await openWorld()
  await writeTwin({ seed: 7, dealers: 18, customers: 6_000, months: 12, until: '2026-11-22', out: folder })
  await loadDemo(world.runtime, folder)
  await judgeEverybody(world)
}, 240_000)
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

const dealers = async () =>
  new Map(
    (
      await world.sql<{ id: string; code: string }>(
        'select id, code from dealers.node where code is not null',
      )
    ).map(({ id, code }) => [id, code]),
  )

it('the planted consultants are the least credible of the network, all of them and before anybody else', async () => {
  const truth = parse(readFileSync(join(folder, 'truth/dealers.csv')), {
    columns: true,
    bom: true,
  }) as Record<string, string>[]
  const planted = truth.flatMap(({ dealer_code, fabricating_consultant }) =>
    fabricating_consultant ? [`${dealer_code} ${fabricating_consultant}`] : [],
  )
  expect(planted.length).toBeGreaterThan(1)
  const codes = await dealers()
  const { rows } = (await world.call('meng', readQuality, { query: { by: 'consultant' } })).body
  const ranked = rows.map(({ name, dealerId, ...row }) => ({
    who: `${codes.get(dealerId ?? '')} ${name}`,
    ...row,
  }))
  const worst = ranked.slice(0, planted.length)
  expect(worst.map(({ who }) => who).sort()).toEqual(planted.sort())
  // Said to be reached, and no call in the log: that is what gives them away.
  for (const { unheard } of worst) expect(unheard.n / unheard.of).toBeGreaterThan(0.4)
})
