import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askQuestion, type Window } from '../../server/domains/insights/door.ts'
import { facts } from '../../server/domains/insights/facts/facts.ts'
import { rebuildFacts, refreshFacts } from '../../server/domains/insights/facts/refresh.ts'
import { questions } from '../../server/domains/insights/questions/all.ts'
import { type Analytics, openAnalytics } from '../../server/kernel/analytics.ts'
import type { Ctx } from '../../server/kernel/ctx.ts'
import { putRepairOrder, putSmallLoop } from '../harness/loop.ts'
import { openWorld, type World } from '../harness/world.ts'
import { type Nodes, startNodes } from './nodes.ts'

/** The facts in one process, and spread over two ClickHouse servers: every question hears the same from both. */
const folder = mkdtempSync(join(tmpdir(), 'ringroad-cluster-'))
let world: World
let nodes: Nodes
let analytics: Analytics
beforeAll(async () => {
  nodes = await startNodes(folder)
  world = await openWorld()
  analytics = openAnalytics('', nodes.urls[0], { name: 'ringroad', nodes: [nodes.urls[1]] })
  await putSmallLoop(world)
  const [someone] = await world.sql<{ id: string }>(`select id from customers.customer limit 1`)
  for (const [at, dealer] of ['D0001', 'D0004', 'D0001'].entries())
    await putRepairOrder(world, {
      dealer,
      customerId: someone!.id,
      on: `2026-1${at % 2}-0${at + 1}`,
      fen: 80_000,
    })
  await world.as('system', refreshFacts)
  await spread('system', refreshFacts)
})
afterAll(async () => {
  await analytics?.close()
  await world?.close()
  await nodes?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The same transaction with the cluster behind it. */
const spread = <T>(who: string, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  world.as(who, (ctx) => work({ ...ctx, services: { ...ctx.services, analytics } }))

const window = (): Window => ({ from: '2026-01-01', to: '2026-11-22', asOf: world.clock.now() })
/** Rows of equal rank may come in any order. */
const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort()

describe('facts on two nodes', () => {
  it('lie on both, each row once', async () => {
    const { nodes: both } = await analytics.cluster!()
    const parts = await Promise.all(
      both.map((node) => node.rows<{ n: number }>('select count() as n from insights.lead_local final')),
    )
    const [here] = await world.runtime.analytics.rows<{ n: number }>(
      'select count() as n from insights.lead final',
    )
    const counts = parts.map(([part]) => part!.n)
    expect(Math.min(...counts)).toBeGreaterThan(0)
    expect(counts[0]! + counts[1]!).toBe(here!.n)
  })
  it.each(questions.map((one) => [one.name, one] as const))(
    'answer %s as one process does',
    async (_, one) => {
      for (const who of ['meng', 'pei']) {
        const ask = (ctx: Ctx) => askQuestion(ctx, one, window(), one.example)
        expect(sorted(await spread(who, ask))).toEqual(sorted(await world.as(who, ask)))
      }
    },
  )
  it('are the same after a rebuild', async () => {
    const count = () =>
      Promise.all(
        facts.map(({ name }) =>
          analytics.rows(
            `select count() as n, groupBitXor(cityHash64(id)) as ids from insights.${name} final`,
          ),
        ),
      )
    const before = await count()
    await spread('system', rebuildFacts)
    expect(await count()).toEqual(before)
  })
})
