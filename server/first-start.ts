import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { writeTwin } from '../twin/index.ts'
import { recordDemoConsents } from './demo-consents.ts'
import { keepDemoExperiments } from './demo-experiments.ts'
import { listDemoLogins } from './domains/admin/actions/session.ts'
import { demoPassword } from './domains/admin/demo.ts'
import { ensureAccount, ensureRoles, giveDemoPassword, lendStaff } from './domains/admin/setup.ts'
import { matchJob } from './domains/customers/jobs.ts'
import { loadDemo } from './domains/imports/demo.ts'
import { refreshFacts } from './domains/insights/facts/refresh.ts'
import { trainJob } from './domains/insights/propensity/jobs.ts'
import { valueJob } from './domains/insights/value/jobs.ts'
import { type Ctx, systemActor, systemScope } from './kernel/ctx.ts'
import { newId } from './kernel/ids.ts'
import { enqueue } from './kernel/jobs/jobs.ts'
import { randomToken } from './kernel/secrets.ts'
import type { Runtime } from './runtime.ts'

type Show = (what: string, done: number, total: number) => void
const setup = (runtime: Runtime) => ({
  actor: systemActor('setup'),
  scope: systemScope,
  now: runtime.clock.now(),
  requestId: 'setup',
})

/** What a start does before it listens: roles; on the first start also the demonstration network, or one administrator. */
export async function prepareNetwork(runtime: Runtime, show: Show): Promise<void> {
  if (runtime.config.role === 'jobs') return
  const state = await runtime.transact(setup(runtime), async (ctx) => {
    await ensureRoles(ctx)
    const mark = await ctx.db
      .selectFrom('kernel.setting')
      .select('value')
      .where('key', '=', 'network')
      .executeTakeFirst()
    const accounts = await ctx.db.selectFrom('admin.account').select('id').limit(1).execute()
    return { loaded: mark !== undefined, peopled: accounts.length > 0 }
  })
  if (state.loaded || (!runtime.config.demo && state.peopled)) return
  if (runtime.config.demo) await loadDemonstration(runtime, show)
  else await runtime.transact(setup(runtime), firstAdministrator)
  await runtime.transact(setup(runtime), (ctx) => markLoaded(ctx, runtime.config.demo))
}

async function loadDemonstration(runtime: Runtime, show: Show) {
  const folder = join(runtime.config.dataDir, 'twin')
  const until = runtime.clock.now().toISOString().slice(0, 10)
  await writeTwin({
    seed: 7,
    dealers: 396,
    customers: 6_000,
    months: 12,
    until,
    out: folder,
    onProgress: ({ stage, done }) => show(`simulating the network: ${stage}`, done, 1),
  })
  await loadDemo(runtime, folder, ({ file, rows, files, of }) =>
    show([file, `${rows.toLocaleString('en')} rows`].filter(Boolean).join(', '), files, of),
  )
  show('accounts', 0, 1)
  await runtime.transact(setup(runtime), demoAccounts)
  await runtime.transact(setup(runtime), (ctx) => keepDemoExperiments(ctx, folder))
  await runtime.transact(setup(runtime), (ctx) => recordDemoConsents(ctx, folder))
  show('facts for the boards', 1, 1)
  await runtime.transact(setup(runtime), refreshFacts)
  // In the background once the jobs run: whoever the files name twice, what a reviewer is asked, what customers are
  // worth, and what the house has learned of them.
  await runtime.transact(setup(runtime), async (ctx) => {
    await enqueue(ctx, matchJob, { retrain: true })
    await enqueue(ctx, valueJob, {})
    await enqueue(ctx, trainJob, {})
  })
  rmSync(folder, { recursive: true, force: true })
}

async function markLoaded(ctx: Ctx, demo: boolean) {
  await ctx.db
    .insertInto('kernel.setting')
    .values({
      id: newId(),
      key: 'network',
      value: JSON.stringify({ demo, loadedAt: ctx.now }),
      updatedAt: ctx.now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

/**
 * Someone for every role: head office at the carmaker, a region, and the dealer with the most leads, some of them to do.
 * The dealer's people are its own staff from the file, so that they hold the leads they held there.
 */
async function demoAccounts(ctx: Ctx): Promise<void> {
  const root = await ctx.db
    .selectFrom('dealers.node')
    .select('id')
    .where('kind', '=', 'carmaker')
    .executeTakeFirstOrThrow()
  const dealer = await busiestDealer(ctx)
  const head: [string, string, string, string][] = [
    ['meng', '孟庭筠', 'crm-manager', root.id],
    ['gongsun', '公孙珮', 'marketing', root.id],
    ['wenren', '闻人洛', 'network-manager', root.id],
    ['huo', '霍启明', 'regional-manager', dealer.regionId],
    ['qiu', '邱若彤', 'agent', root.id],
    ['yue', '岳宁', 'supervisor', root.id],
    ['pei', '裴静', 'dealer-principal', dealer.id],
    ['gu', '顾思齐', 'sales-consultant', dealer.id],
    ['ran', '冉小满', 'receptionist', dealer.id],
    ['lv', '吕师傅', 'service-adviser', dealer.id],
    ['xie', '谢知行', 'analyst', root.id],
    ['situ', '司徒雅', 'privacy-officer', root.id],
    ['admin', '管理员', 'administrator', root.id],
  ]
  for (const [name, full, roleKey, nodeId] of head) {
    const login = `${name}@demo`
    if (nodeId === dealer.id) await lendStaff(ctx, { dealerId: nodeId, roleKey, login, name: full })
    await ensureAccount(ctx, { login, name: full, roleKey, nodeId, password: demoPassword, demo: true })
    await giveDemoPassword(ctx, login, demoPassword)
  }
}

async function busiestDealer(ctx: Ctx) {
  const soon = new Date(ctx.now.getTime() - 2 * 86_400_000)
  const open = sql<number>`least(5, count(*) filter (where l.closed_at is null and l.attention_at > ${soon}))`
  return ctx.db
    .selectFrom('leads.lead as l')
    .innerJoin('dealers.dealer as d', 'd.id', 'l.dealerId')
    .select(['d.id', 'd.regionId', open.as('open'), ctx.db.fn.countAll<number>().as('all')])
    .groupBy(['d.id', 'd.regionId'])
    .orderBy('open', 'desc')
    .orderBy('all', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}

/** An empty installation: the carmaker's node and one administrator, whose password is printed once. */
async function firstAdministrator(ctx: Ctx): Promise<void> {
  const id = newId()
  await ctx.db
    .insertInto('dealers.node')
    .values({
      id,
      code: 'HQ',
      kind: 'carmaker',
      name: '总部',
      path: [id],
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .execute()
  const password = randomToken(12)
  await ensureAccount(ctx, { login: 'admin', name: '管理员', roleKey: 'administrator', nodeId: id, password })
  console.log(
    `\n  First administrator: log-in admin, password ${password}\n  It is shown only now; change it after signing in.`,
  )
}

/** For the terminal, after the start. */
export const demoLogins = {
  password: demoPassword,
  lines: async (runtime: Runtime): Promise<string[]> => {
    const { items } = await runtime.transact(setup(runtime), (ctx) => listDemoLogins(ctx, true))
    return items.map((item) => `${item.login.padEnd(14)} ${item.role.zh} ${item.role.en}`)
  },
}
