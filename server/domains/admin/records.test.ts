import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings, writeSettings } from '../../../contract/admin.ts'
import { exportAudit, listAudit } from '../../../contract/audit.ts'
import { listNotifications, readNotifications } from '../../../contract/notifications.ts'
import {
  createView,
  dropViewDefault,
  editProfile,
  editView,
  listViews,
  makeViewDefault,
  removeView,
} from '../../../contract/profile.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { untouched } from '../../../tests/harness/untouched.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { readConfig } from '../../kernel/config.ts'
import { systemActor, systemScope } from '../../kernel/ctx.ts'
import type { JobRun } from '../../kernel/jobs/definition.ts'
import { openMail } from '../../kernel/mail.ts'
import { notify } from './index.ts'
import { mailNotices, pruneRecords } from './jobs.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('the audit', () => {
  it('keeps who changed what, from where, before and after', async () => {
    await world.call('huo', editProfile, { body: { email: 'huo@ringroad.example' } })
    await world.call('huo', editProfile, { body: { email: null } })
    const { body } = await world
      .call('meng', listAudit, {})
      .then(() => world.call('situ', listAudit, { query: { actorId: castId('huo') } }))
    expect(body.items[0]).toMatchObject({
      actor: { name: '霍启明' },
      action: 'update',
      table: 'admin.account',
      rowId: castId('huo'),
      address: '127.0.0.1',
    })
    expect(body.items[0]!.before).toEqual({ email: 'huo@ringroad.example' })
  })
  it('masks personal values for who may not reveal them', async () => {
    await world.sql(`update admin.account set phone = '+8613812348000', name = '霍启明' where id = $1`, [
      castId('huo'),
    ])
    await world.sql(`update admin.account set phone = null where id = $1`, [castId('huo')])
    const filter = { query: { table: 'admin.account', rowId: castId('huo') } } as const
    const masked = JSON.stringify((await world.call('admin', listAudit, filter)).body)
    expect(masked).toContain('138****8000')
    expect(masked).not.toContain('13812348000')
    expect(masked).not.toContain('huo@ringroad.example')
    expect(JSON.stringify((await world.call('situ', listAudit, filter)).body)).toContain('13812348000')
  })
  it('is filtered by action, time, person and number, and paged without a gap', async () => {
    const of = async (query: object) =>
      (await world.call('situ', listAudit, { query: { limit: 200, ...query } as never })).body.items
    expect((await of({ action: ['sign-in'] })).length).toBe(0)
    expect((await of({ q: '启明' })).every((one) => one.actor.name === '霍启明')).toBe(true)
    expect(await of({ from: '2100-01-01T00:00:00Z' })).toEqual([])
    const request = (await of({}))[0]!
    if (request.rowId) expect((await of({ q: request.rowId })).length).toBeGreaterThan(0)
    const whole = (await of({})).map((one) => one.id)
    const paged: string[] = []
    let after: string | undefined
    do {
      const { body } = await world.call('situ', listAudit, { query: { limit: 2, ...(after && { after }) } })
      paged.push(...body.items.map((one) => one.id))
      after = body.next ?? undefined
    } while (after)
    expect(paged).toEqual(whole)
  })
  it('leaves as a file only with a reason, safe to open, and the taking is in it', async () => {
    await world.call('huo', editProfile, { body: { language: 'en' } })
    expect((await world.call('situ', exportAudit, { query: {} as never })).status).toBe(422)
    await world.sql(
      `insert into kernel.audit (table_name, action, actor_name) values ('admin.account', 'update', '=HYPERLINK("x")')`,
    )
    const file = await world.call('situ', exportAudit, { query: { reason: '季度检查' } })
    expect(file.headers['content-type']).toContain('text/csv')
    expect(file.text).toContain(`"'=HYPERLINK(""x"")"`)
    const [line] = (await world.call('situ', listAudit, { query: { action: ['export'] } as never })).body
      .items
    expect(line).toMatchObject({ actor: { name: '司徒雅' }, reason: '季度检查' })
  })
  it('is closed to a brand, a region and a dealer, by permission and by row security', async () => {
    for (const login of ['shi', 'huo', 'pei']) {
      expect((await world.call(login, listAudit)).status).toBe(403)
      await expect(
        world.as(login, (ctx) => ctx.db.selectFrom('kernel.audit').selectAll().execute()),
      ).rejects.toThrow('permission denied')
    }
  })
})

describe('notifications', () => {
  it('reach whom they name, across scopes, and are read once or all', async () => {
    await world.as('meng', (ctx) =>
      notify(ctx, [
        { userIds: [castId('gu'), castId('gu'), castId('pei')], kind: 'leads.remind', link: '/leads/1' },
        { userIds: [castId('gu')], kind: 'leads.breach', data: { number: 'L-1' } },
      ]),
    )
    const { body } = await world.call('gu', listNotifications)
    expect(body.items.map((one) => one.kind).sort()).toEqual(['leads.breach', 'leads.remind'])
    expect(body.unread).toBe(2)
    expect(
      (await world.call('gu', readNotifications, { body: { ids: [body.items[0]!.id] } })).body.unread,
    ).toBe(1)
    expect(
      (await world.call('pei', readNotifications, { body: { ids: [body.items[1]!.id] } })).body.unread,
    ).toBe(1)
    expect((await world.call('gu', readNotifications, { body: {} })).body.unread).toBe(0)
    expect((await world.call('gu', listNotifications, { query: { unread: 'true' } })).body.items).toEqual([])
  })
  it('go by e-mail when a server is set, once each, and wait while it is away', async () => {
    const mails: string[] = []
    const smtp = await fakeSmtp(mails)
    const mail = openMail({
      ...readConfig({}),
      smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
      smtpFrom: 'crm@ringroad.example',
      publicUrl: 'https://crm.ringroad.example',
    })
    await world.sql(
      `update admin.account set email = login || '@ringroad.example', language = 'zh-CN' where login in ('gu', 'pei')`,
    )
    const job = await world.as('meng', async (ctx) => {
      const queue: string[] = []
      const services = { ...ctx.services, mail, wake: async (name: string) => void queue.push(name) }
      await notify({ ...ctx, services }, [
        { userIds: [castId('gu'), castId('pei'), castId('lv')], kind: 'leads.breach', link: '/leads/7' },
      ])
      return ctx.db
        .selectFrom('kernel.job')
        .select(['input', 'createdBy'])
        .where('queue', '=', 'admin.mail')
        .executeTakeFirstOrThrow()
    })
    const run = jobRun(mail)
    smtp.refuse = true
    await expect(mailNotices.run(run, job.input as never)).rejects.toThrow()
    smtp.refuse = false
    await mailNotices.run(run, job.input as never)
    await mailNotices.run(run, job.input as never)
    expect(mails.map((text) => /^To: (.*)$/m.exec(text)![1]!).sort()).toEqual([
      'gu@ringroad.example',
      'pei@ringroad.example',
    ])
    expect(mails[0]!.replaceAll('=\r\n', '')).toContain('https://crm.ringroad.example/leads/7')
    mail.close()
    smtp.server.close()
  })
})

/** A mail server as far as one client needs it; `refuse` answers "try later". */
async function fakeSmtp(mails: string[]): Promise<{ server: Server; port: number; refuse: boolean }> {
  const state = { server: null as never as Server, port: 0, refuse: false }
  state.server = createServer((socket) => {
    let text = ''
    let data = false
    socket.write('220 test\r\n')
    socket.on('data', (chunk) => {
      text += chunk.toString()
      for (
        let end = text.indexOf(data ? '\r\n.\r\n' : '\r\n');
        end >= 0;
        end = text.indexOf(data ? '\r\n.\r\n' : '\r\n')
      ) {
        const line = text.slice(0, end)
        text = text.slice(end + (data ? 5 : 2))
        if (data) mails.push(line)
        const answer = data
          ? '250 kept'
          : state.refuse && line.startsWith('MAIL')
            ? '451 later'
            : line.startsWith('DATA')
              ? '354 go on'
              : '250 ok'
        data = !data && line.startsWith('DATA')
        socket.write(`${answer}\r\n`)
      }
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((done) => state.server.listen(0, '127.0.0.1', done))
  state.port = (state.server.address() as { port: number }).port
  return state
}

const jobRun = (mail: ReturnType<typeof openMail>): JobRun => ({
  jobId: 'test',
  actor: systemActor('test'),
  scope: systemScope,
  transact: (work) => world.as('system', (ctx) => work({ ...ctx, services: { ...ctx.services, mail } })),
  progress: async () => {},
  shouldStop: async () => false,
})

describe('saved views', () => {
  const view = { page: 'leads', name: '今天到期', search: 'due=today', shared: true }
  const { page: _, ...body } = view
  const own = { ...view, name: '我的', shared: false }
  const seenBy = async (login: string) =>
    (await world.call(login, listViews, { query: { page: 'leads' } })).body.items
  it('are shared only by who may share', async () => {
    expect((await untouched(world, () => world.call('gu', createView, { body: view }))).status).toBe(403)
    const mine = (await world.call('gu', createView, { body: own })).body
    expect(
      (await untouched(world, () => world.call('gu', editView, { params: { id: mine.id }, body }))).status,
    ).toBe(403)
    expect(await seenBy('gu')).toMatchObject([{ name: '我的', mine: true, shared: false, isDefault: false }])
    expect(await seenBy('pei')).toEqual([])
    expect((await world.call('gu', removeView, { params: { id: mine.id } })).status).toBe(204)
  })
  it('are shared with the own dealer, and changed only by who made them', async () => {
    const made = (await world.call('pei', createView, { body: view })).body
    expect(await seenBy('song')).toMatchObject([{ name: '今天到期', mine: false, shared: true }])
    expect(await seenBy('ge')).toEqual([])
    for (const login of ['song', 'ge', 'meng']) {
      expect(
        (await untouched(world, () => world.call(login, editView, { params: { id: made.id }, body }))).status,
      ).toBe(login === 'meng' ? 404 : 403)
      expect(
        (await untouched(world, () => world.call(login, removeView, { params: { id: made.id } }))).status,
      ).toBe(404)
    }
    expect(
      (await world.call('pei', editView, { params: { id: made.id }, body: { ...body, shared: false } })).body
        .shared,
    ).toBe(false)
    expect(await seenBy('song')).toEqual([])
    expect((await world.call('pei', removeView, { params: { id: made.id } })).status).toBe(204)
  })
  it('of a region are seen by the region', async () => {
    await world.call('huo', createView, { body: view })
    expect(await seenBy('huo')).toHaveLength(1)
    expect(await seenBy('pei')).toEqual([])
  })
  it('open a page when somebody chooses one, for them alone, until it is gone', async () => {
    const shared = (await world.call('pei', createView, { body: view })).body
    const mine = (await world.call('gu', createView, { body: own })).body
    const params = { params: { id: mine.id } }
    expect((await untouched(world, () => world.call('song', makeViewDefault, params))).status).toBe(404)
    await world.call('gu', makeViewDefault, params)
    await world.call('gu', makeViewDefault, { params: { id: shared.id } })
    const defaults = async (login: string) =>
      (await seenBy(login)).filter((one) => one.isDefault).map((one) => one.id)
    expect(await defaults('gu')).toEqual([shared.id])
    expect(await defaults('pei')).toEqual([])
    await world.call('gu', dropViewDefault, { params: { id: shared.id } })
    expect(await defaults('gu')).toEqual([])
    await world.call('gu', makeViewDefault, { params: { id: shared.id } })
    await world.call('pei', editView, { params: { id: shared.id }, body: { ...body, shared: false } })
    expect(await defaults('gu')).toEqual([])
    await world.call('pei', removeView, { params: { id: shared.id } })
    expect(await seenBy('gu')).toMatchObject([{ id: mine.id, isDefault: false }])
  })
})

describe('settings', () => {
  it('have defaults, keep versions, and refuse what does not fit', async () => {
    const before = (await world.call('admin', readSettings)).body
    expect(before.versions).toEqual({ organisation: 0, retention: 0, mail: 0 })
    const change = { values: { organisation: { zh: '新名', en: 'New name' } }, versions: { organisation: 0 } }
    const after = (await world.call('admin', writeSettings, { body: change })).body
    expect(after.values.organisation.zh).toBe('新名')
    expect((await untouched(world, () => world.call('admin', writeSettings, { body: change }))).status).toBe(
      409,
    )
    const wrong = { values: { retention: { ...before.values.retention, jobDays: 0 } }, versions: {} }
    expect(
      (await untouched(world, () => world.call('admin', writeSettings, { body: wrong }))).problem.errors,
    ).toEqual([{ field: 'values.retention.jobDays', message: 'Must be 1 or more' }])
  })
  it('say when old bookkeeping goes', async () => {
    await world.sql(
      `insert into kernel.idempotency (actor_id, key, request, at) values ($1, 'old', '', $2), ($1, 'new', '', $3)`,
      [castId('gu'), new Date(world.clock.now().getTime() - 25 * 3_600_000), world.clock.now()],
    )
    await pruneRecords.run(jobRun(world.runtime && openMail(readConfig({}))), {})
    expect(await world.sql('select key from kernel.idempotency')).toEqual([{ key: 'new' }])
  })
})
