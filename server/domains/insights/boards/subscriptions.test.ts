import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createBoard,
  createSubscription,
  listSubscriptions,
  removeBoard,
  removeSubscription,
} from '../../../../contract/boards.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { putSmallLoop } from '../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { type Ctx, systemActor, systemScope } from '../../../kernel/ctx.ts'
import type { JobRun } from '../../../kernel/jobs/definition.ts'
import type { Message } from '../../../kernel/mail.ts'
import { readIdentity } from '../../admin/identity.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { dueBoardsJob, mailBoardJob } from './jobs.ts'
import { subscribe } from './subscriptions.ts'

let world: World
const sent: Message[] = []
let refusing = false
const mail = {
  ready: true,
  publicUrl: 'https://crm.ringroad.example',
  send: async (message: Message) => {
    if (refusing) throw new Error('451 later')
    sent.push(message)
  },
  close: () => {},
}
const withMail = (ctx: Ctx): Ctx => ({
  ...ctx,
  services: { ...ctx.services, mail, wake: async () => {} },
})
const runAs = (login: string): JobRun => ({
  jobId: 'test',
  actor: systemActor('test'),
  scope: systemScope,
  transact: (work) => world.as(login, (ctx) => work(withMail(ctx))),
  progress: async () => {},
  shouldStop: async () => false,
})
const due = dueBoardsJob(readIdentity)
/** Looks for what is due, and runs the jobs that were queued, each as whom its row says. */
async function hour(): Promise<number> {
  await due.run(runAs('system'), {})
  const rows = await world.sql<{ id: string; input: never; login: string }>(
    `delete from kernel.job j using admin.account a where j.queue = 'insights.mail-board' and a.id = j.created_by
     returning j.id, j.input, a.login`,
  )
  for (const { input, login } of rows) await mailBoardJob.run(runAs(login), input)
  return rows.length
}
/** One tile, shared by head office: every mail asks what its board holds. */
let traffic = ''
const weekly = {
  filters: 'period=2026-11-01..2026-11-22',
  rhythm: 'weekly' as const,
  day: 1,
  hour: 8,
}
const order = (who: string, more: Partial<typeof weekly & { board: string }> = {}) =>
  world.as(who, (ctx) => subscribe(withMail(ctx), { board: traffic, ...weekly, ...more }))
const address = (who: string, email: string | null) =>
  world.sql('update admin.account set email = $2 where login = $1', [who, email])

beforeAll(async () => {
  world = await openWorld()
  await putSmallLoop(world)
  await world.as('system', refreshFacts)
  const body = { title: '人流', tiles: [{ analysis: 'traffic' }], shared: true }
  traffic = (await world.call('meng', createBoard, { body })).body.key
})
beforeEach(async () => {
  sent.length = 0
  refusing = false
  world.clock.set(new Date('2026-11-22T02:00:00Z'))
  await world.sql('delete from insights.subscription')
  for (const who of ['meng', 'pei', 'han']) await address(who, `${who}@ringroad.example`)
})
afterAll(() => world.close())

describe('a subscription is refused', () => {
  it('to who is signed out or may not read insights', async () => {
    expect((await world.call(null, listSubscriptions)).status).toBe(401)
    expect((await world.call('gu', createSubscription, { body: { board: traffic, ...weekly } })).status).toBe(
      403,
    )
  })
  it('while no mail server is set, and the list says so', async () => {
    expect(
      (await world.call('pei', createSubscription, { body: { board: traffic, ...weekly } })).status,
    ).toBe(409)
    expect((await world.call('pei', listSubscriptions)).body).toEqual({
      items: [],
      email: 'pei@ringroad.example',
      mailReady: false,
    })
  })
  it('without an address, for a board that is not theirs, for filters that make no sense, and twice', async () => {
    await expect(order('pei', { board: 'head-office' })).rejects.toThrow('Not found')
    await expect(order('pei', { filters: 'region=moon' })).rejects.toThrow('region')
    await expect(order('pei', { day: 8 })).rejects.toThrow('1 (Monday) to 7')
    await order('pei')
    await expect(order('pei')).rejects.toThrow('already')
    await address('pei', null)
    await expect(order('pei', { board: 'performance' })).rejects.toThrow('e-mail')
  })
  it('to be ended by another', async () => {
    const { id } = await order('pei')
    for (const who of ['meng', 'han'])
      expect((await world.call(who, removeSubscription, { params: { id } })).status).toBe(404)
    expect((await world.call('meng', listSubscriptions)).body.items).toEqual([])
  })
})

describe('a subscription', () => {
  it('brings the board in its hour, once, however often the job runs', async () => {
    const made = await order('pei')
    expect([made.title?.zh, made.nextAt]).toEqual(['人流', '2026-11-23T00:00:00.000Z'])
    expect(await hour()).toBe(0)
    world.clock.set(new Date('2026-11-23T00:02:00Z'))
    await Promise.all([due.run(runAs('system'), {}), due.run(runAs('system'), {})])
    expect(await hour()).toBe(1)
    const job = { id: made.id, due: '2026-11-23T00:00:00.000Z', at: '2026-11-23T00:02:00Z' }
    await mailBoardJob.run(runAs('pei'), job)
    expect(await hour()).toBe(0)
    expect(sent.map(({ to }) => to)).toEqual(['pei@ringroad.example'])
    const [item] = (await world.call('pei', listSubscriptions)).body.items
    expect([item?.sentAt, item?.nextAt]).toEqual(['2026-11-23T00:02:00.000Z', '2026-11-30T00:00:00.000Z'])
    world.clock.set(new Date('2026-11-30T00:02:00Z'))
    expect(await hour()).toBe(1)
    expect(sent.length).toBe(2)
  })
  it('is figures and small tables in HTML and text, with the way to the board and out', async () => {
    await world.sql(`update admin.account set name = '裴<静>' where login = 'pei'`)
    await order('pei')
    world.clock.set(new Date('2026-11-23T00:02:00Z'))
    await hour()
    const [message] = sent
    expect(message?.subject).toBe('人流 · 2026-11-23')
    expect(message?.text).toContain('== 展厅人流与来电\n')
    expect(message?.text).toContain('周（周一） | 展厅人流 | 来电 | 日报')
    expect(message?.text).toContain('2026-11-02 | 50 | 13 | 2')
    expect(message?.html).toContain('<td')
    expect(message?.html).toContain('裴&lt;静&gt;')
    expect(message?.html).not.toContain('<静>')
    for (const body of [message?.text, message?.html?.replaceAll('&amp;', '&')]) {
      expect(body).toContain(
        `https://crm.ringroad.example/insights/boards/${traffic}?period=2026-11-02..2026-11-23`,
      )
      expect(body).toContain('https://crm.ringroad.example/insights/boards')
    }
  })
  it('shows what its subscriber may see on the day of sending, not what its maker saw', async () => {
    const { key } = (
      await world.call('meng', createBoard, {
        body: { title: '全国人流', tiles: [{ analysis: 'traffic' }], shared: true },
      })
    ).body
    for (const who of ['meng', 'pei', 'han']) await order(who, { board: key, rhythm: 'weekly' })
    // Between the order and the sending she moves to a dealer without reports, and another loses the permission.
    await world.sql(`update admin.account set node_id = $1, dealer_id = $1 where login = 'han'`, [
      castId('D0004'),
    ])
    world.clock.set(new Date('2026-11-23T00:02:00Z'))
    await hour()
    const text = (who: string) => sent.find(({ to }) => to.startsWith(who))?.text
    expect(text('meng')).toContain('2026-11-02 | 100 | 22 | 3')
    expect(text('pei')).toContain('2026-11-02 | 50 | 13 | 2')
    expect(text('han')).toContain('2026-11-02 | 50 | 9 | 1')
    sent.length = 0
    await world.sql(`update admin.account set active = false where login = 'han'`)
    await world.sql(
      `update admin.role set permissions = array_remove(permissions, 'insights.read') where key = 'dealer-principal'`,
    )
    await world.call('meng', removeBoard, { params: { id: key } })
    world.clock.set(new Date('2026-11-30T00:02:00Z'))
    expect(await hour()).toBe(1)
    expect(sent).toEqual([])
    expect((await world.call('meng', listSubscriptions)).body.items).toMatchObject([{ title: null }])
    await world.sql(
      `update admin.role set permissions = permissions || array['insights.read'] where key = 'dealer-principal'`,
    )
    await world.sql(`update admin.account set active = true where login = 'han'`)
  })
  it('that the mail server did not take is tried again the next hour', async () => {
    await order('pei')
    world.clock.set(new Date('2026-11-23T00:02:00Z'))
    refusing = true
    await expect(hour()).rejects.toThrow('451')
    refusing = false
    world.clock.set(new Date('2026-11-23T01:02:00Z'))
    expect(await hour()).toBe(1)
    expect(sent.length).toBe(1)
  })
  it('that lay in the queue for long is queued anew, as who the subscriber is by then', async () => {
    const { id } = await order('pei')
    world.clock.set(new Date('2026-11-23T03:00:00Z'))
    const job = { id, due: '2026-11-23T00:00:00.000Z', at: '2026-11-23T00:02:00Z' }
    await mailBoardJob.run(runAs('pei'), job)
    expect(sent).toEqual([])
    expect(await hour()).toBe(1)
    expect(sent.length).toBe(1)
    world.clock.set(new Date('2026-11-23T05:00:00Z'))
    await mailBoardJob.run(runAs('pei'), job)
    expect(await hour()).toBe(0)
    expect(sent.length).toBe(1)
  })
  it('waits while there is no mail server', async () => {
    await order('pei')
    world.clock.set(new Date('2026-11-23T00:02:00Z'))
    mail.ready = false
    expect(await hour()).toBe(0)
    mail.ready = true
    expect(await hour()).toBe(1)
  })
  it('ends with one call of its own', async () => {
    const { id } = await order('pei')
    expect((await world.call('pei', removeSubscription, { params: { id } })).status).toBe(204)
    world.clock.set(new Date('2026-11-23T00:02:00Z'))
    expect(await hour()).toBe(0)
  })
})
