import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportAnalysis, readAnalysis } from '../../contract/analyses.ts'
import { exploreFact, listBoards, readBoard } from '../../contract/boards.ts'
import { listCustomers } from '../../contract/customers.ts'
import { listImports } from '../../contract/imports.ts'
import { readLoop } from '../../contract/insights.ts'
import { captureLead, listLeads } from '../../contract/leads.ts'
import { runRows } from '../../server/domains/imports/engine/run.ts'
import { draftFile, driverFor } from '../../server/domains/imports/import-file.ts'
import { analyses } from '../../server/domains/insights/analyses/all.ts'
import { mailBoardJob } from '../../server/domains/insights/boards/jobs.ts'
import { askQuestion } from '../../server/domains/insights/door.ts'
import { facts } from '../../server/domains/insights/facts/facts.ts'
import { rebuildFacts, refreshFacts } from '../../server/domains/insights/facts/refresh.ts'
import { refreshFactsJob } from '../../server/domains/insights/jobs.ts'
import { questions } from '../../server/domains/insights/questions/all.ts'
import { systemActor, systemScope } from '../../server/kernel/ctx.ts'
import { newId } from '../../server/kernel/ids.ts'
import type { JobRun } from '../../server/kernel/jobs/definition.ts'
import { type Server, startServer } from '../cluster/nodes.ts'
import { castId } from '../harness/cast.ts'
import { putRepairOrder, putSmallLoop } from '../harness/loop.ts'
import { openWorld, type World } from '../harness/world.ts'

/** ClickHouse in a process of its own: killed, its folder deleted, its tables of another version. The house goes on. */
const folder = mkdtempSync(join(tmpdir(), 'ringroad-facts-'))
let clickhouse: Server
let world: World
let before: Told
beforeAll(async () => {
  clickhouse = await startServer(folder)
  world = await openWorld(undefined, { clickhouseUrl: clickhouse.url })
  await putSmallLoop(world)
  const [someone] = await world.sql<{ id: string }>('select id from customers.customer limit 1')
  for (const [at, dealer] of ['D0001', 'D0004', 'D0001'].entries())
    await putRepairOrder(world, {
      dealer,
      customerId: someone!.id,
      on: `2026-1${at % 2}-0${at + 1}`,
      fen: 80_000,
    })
  await world.as('system', refreshFacts)
}, 120_000)
afterAll(async () => {
  await world?.close()
  await clickhouse?.kill()
  rmSync(folder, { recursive: true, force: true })
})

const period = { from: '2026-01-01', to: '2026-11-22' }
type Told = Record<string, string[]>
/** Every question there is, as head office and as a dealer; rows of equal rank may come in any order. */
async function everyAnswer(): Promise<Told> {
  const told: Told = {}
  for (const who of ['meng', 'pei'])
    await world.as(who, async (ctx) => {
      for (const one of questions) {
        const rows = await askQuestion(ctx, one, { ...period, asOf: ctx.now }, one.example)
        told[`${one.name} for ${who}`] = rows.map((row) => JSON.stringify(row)).sort()
      }
    })
  return told
}

const funnel = { params: { name: 'funnel' }, query: period }
const asked = {
  loop: () => world.call('meng', readLoop, { query: period }),
  analysis: () => world.call('meng', readAnalysis, funnel),
  export: () =>
    world.call('meng', exportAnalysis, {
      ...funnel,
      query: { ...period, format: 'csv', reason_for_export: '周会' },
    }),
  exploration: () =>
    world.call('meng', exploreFact, { params: { fact: 'leads' }, query: { ...period, measure: ['leads'] } }),
}
const statuses = async () =>
  Object.fromEntries(
    await Promise.all(Object.entries(asked).map(async ([name, ask]) => [name, (await ask()).status])),
  )
const all = (status: number) => Object.fromEntries(Object.keys(asked).map((name) => [name, status]))
/** What the reader is told in place of numbers. */
const words = async (language: string) =>
  (await world.call('meng', readLoop, { query: period, headers: { 'accept-language': language } })).problem
    .title

const jobAs = (login: string): JobRun => ({
  jobId: newId(),
  actor: systemActor('test'),
  scope: systemScope,
  transact: (work) =>
    world.as(login, (ctx) =>
      work({ ...ctx, services: { ...ctx.services, mail: { ...ctx.services.mail, ready: true } } }),
    ),
  progress: async () => {},
  shouldStop: async () => false,
})

describe('ClickHouse killed', () => {
  it('in the middle of a question: whoever asked is told, nobody gets a 500', async () => {
    const long = world.runtime.analytics
      .rows('select sleepEachRow(3) from numbers(5) settings max_block_size = 1')
      .catch((error: { refusal?: { status: number } }) => error.refusal?.status)
    const many = Array.from({ length: 4 }, statuses)
    await new Promise((done) => setTimeout(done, 150))
    await clickhouse.kill()
    expect(await long).toBe(503)
    for (const some of await Promise.all(many))
      for (const status of Object.values(some)) expect([200, 503]).toContain(status)
  })
  it('boards, analyses, exports and exploration say so, in the language of who reads', async () => {
    expect(await statuses()).toEqual(all(503))
    expect([await words('zh-CN'), await words('en')]).toEqual([
      'ClickHouse 暂时不可用',
      'ClickHouse is unavailable for now',
    ])
  })
  it('the list of boards and what stands on one are still there', async () => {
    expect((await world.call('meng', listBoards)).status).toBe(200)
    expect((await world.call('meng', readBoard, { params: { key: 'head-office' } })).status).toBe(200)
  })
  it('a board that is due by e-mail waits for it', async () => {
    const id = newId()
    await world.sql(
      `insert into insights.subscription (id, owner_id, board, filters, rhythm, day, hour, created_at, queued_for) values ($1, $2, 'dealer', '', 'daily', 1, 8, $3, $3)`,
      [id, castId('pei'), world.clock.now()],
    )
    await world.sql(`update admin.account set email = 'pei@ringroad.example' where login = 'pei'`)
    const due = world.clock.now().toISOString()
    await expect(mailBoardJob.run(jobAs('pei'), { id, due, at: due })).rejects.toThrow('ClickHouse')
    expect(
      await world.sql('select queued_for, sent_for, sent_at from insights.subscription where id = $1', [id]),
    ).toEqual([{ queued_for: null, sent_for: null, sent_at: null }])
    await world.sql('delete from insights.subscription')
  })
  it('customers, leads and imports go on', async () => {
    expect((await world.call('meng', listCustomers, {})).status).toBe(200)
    expect((await world.call('meng', listLeads, {})).status).toBe(200)
    expect((await world.call('meng', listImports, {})).status).toBe(200)
    const captured = await world.call('meng', captureLead, {
      body: {
        source: 'website',
        brand: '环路',
        series: '越岭',
        horizon: 'month',
        person: { name: '诸葛明远', phone: '13955556666', division: '330108' },
        consents: [{ purpose: 'sales', recipient: 'dealer', granted: true, evidence: 'form' }],
      },
    })
    expect(captured.body.code).toBe('created')
    const path = join(folder, 'people.csv')
    writeFileSync(path, '姓名,手机\n叶知秋,13811112222\n')
    const driver = driverFor(world.runtime, { actor: systemActor('test'), scope: systemScope })
    const id = await draftFile(driver, { path, kind: 'customers', source: 'crm', options: {} })
    await world.sql(`update imports.import set state = 'running', started_at = now() where id = $1`, [id])
    await runRows(driver, id)
    expect(await world.sql(`select name from customers.customer where name = '叶知秋'`)).toHaveLength(1)
  })
  it('the jobs of every minute wait without failing', async () => {
    await refreshFactsJob.run(jobAs('system'), {})
  })
  it('and everything answers once it is back, with what came in meanwhile', async () => {
    await clickhouse.start()
    expect(await statuses()).toEqual(all(200))
    await refreshFactsJob.run(jobAs('system'), {})
    expect((await asked.loop()).body.steps.find(({ key }) => key === 'leads')?.value).toBe(12)
    before = await everyAnswer()
  }, 120_000)
})

describe('the folder of ClickHouse deleted', () => {
  it('under the running server: never a 500', async () => {
    rmSync(clickhouse.data, { recursive: true, force: true })
    for (const status of Object.values(await statuses())) expect([200, 503]).toContain(status)
  })
  it('and started again: boards say that there are no facts yet', async () => {
    await clickhouse.kill()
    rmSync(clickhouse.data, { recursive: true, force: true })
    await clickhouse.start()
    const { body } = await asked.loop()
    expect([body.empty, body.freshness.missing.length]).toEqual(['no-facts', facts.length])
    expect((await asked.analysis()).body.empty?.en).toMatch(/^No facts yet/)
  })
  it('one command brings the same numbers back, for every question', async () => {
    await world.as('system', rebuildFacts)
    expect(await everyAnswer()).toEqual(before)
  }, 120_000)
})

describe('tables of another version', () => {
  const change = (...commands: string[]) =>
    commands.reduce(
      (last, command) => last.then(() => world.runtime.analytics.command(command)),
      Promise.resolve(),
    )
  it('fewer columns, a fact that is not there, a newer one: noticed, said, and filled again', async () => {
    await change(
      // By hand, and by a version before this one.
      'alter table insights.lead drop column medium',
      "alter table insights.delivery modify comment 'of yesterday'",
      'drop table insights.repair_order',
      "alter table insights.spend add column newer String, modify comment 'of tomorrow'",
      'create table insights.tomorrow (id UUID) engine = MergeTree order by id',
      "insert into insights.refresh (fact, at) values ('tomorrow', '2020-01-01')",
    )
    // Who first asks for what is not there finds out, for all tables at once.
    expect((await asked.analysis()).status).toBe(200)
    for (const one of analyses) {
      const answer = await world.call('meng', readAnalysis, { params: { name: one.name }, query: period })
      expect([one.name, answer.status]).toEqual([one.name, 200])
      // Until it is filled again, an empty table is not taken for the truth.
      expect(answer.body.notes[0]).toEqual({
        zh: '正在重新载入：投放花费、线索、交车、维修工单；载入完成前数字不全',
        en: 'Being loaded again: spend, leads, deliveries, repair orders; until then numbers are incomplete',
      })
    }
    await world.as('system', refreshFacts)
    expect(await everyAnswer()).toEqual(before)
    const { freshness } = (await asked.loop()).body
    expect([freshness.missing, freshness.behindSeconds]).toEqual([[], 0])
  }, 120_000)
  it('nobody knows what was refreshed: everything is loaded again', async () => {
    await change('drop table insights.refresh')
    expect((await asked.loop()).body.freshness.missing).toHaveLength(facts.length)
    await world.as('system', refreshFacts)
    const { body } = await asked.loop()
    expect([body.freshness.missing, body.steps.find(({ key }) => key === 'leads')?.value]).toEqual([[], 12])
  })
})
