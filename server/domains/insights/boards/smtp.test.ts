import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBoard, listSubscriptions } from '../../../../contract/boards.ts'
import { putSmallLoop } from '../../../../tests/harness/loop.ts'
import { openPostOffice, type PostOffice } from '../../../../tests/harness/post-office.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { readConfig } from '../../../kernel/config.ts'
import { type Ctx, systemActor, systemScope } from '../../../kernel/ctx.ts'
import type { JobRun } from '../../../kernel/jobs/definition.ts'
import { type Mail, openMail } from '../../../kernel/mail.ts'
import { openTable } from '../../../kernel/tables/index.ts'
import { readIdentity } from '../../admin/identity.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { dueBoardsJob, mailBoardJob } from './jobs.ts'
import { subscribe } from './subscriptions.ts'

/** A board's subscription over real SMTP: what is said on the wire, and what becomes of it when it goes wrong. */
const folder = mkdtempSync(join(tmpdir(), 'ringroad-smtp-'))
let world: World
let office: PostOffice
let mail: Mail
let board = ''
const opened: PostOffice[] = []
const mailTo = (url: string) =>
  openMail({
    ...readConfig({}),
    smtpUrl: url,
    smtpFrom: 'crm@ringroad.example',
    publicUrl: 'https://crm.ringroad.example',
  })
const other = async (options: Parameters<typeof openPostOffice>[0]) => {
  const one = await openPostOffice(options)
  opened.push(one)
  return one
}
beforeAll(async () => {
  world = await openWorld()
  await putSmallLoop(world)
  await world.as('system', refreshFacts)
  // A name that tries to start headers of its own, in the title of the board too.
  await world.sql(
    `update admin.account set name = E'裴静\r\nBcc: thief@example.com', language = 'en' where login = 'pei'`,
  )
  const body = { title: '人流', tiles: [{ analysis: 'traffic' }, { analysis: 'funnel' }], shared: true }
  board = (await world.call('meng', createBoard, { body })).body.key
  await world.sql(`update insights.board set title = E'人流\r\nBcc: thief@example.com'`)
  office = await openPostOffice()
  mail = mailTo(`smtp://127.0.0.1:${office.port}`)
})
beforeEach(async () => {
  office.letters.length = 0
  office.refusing = {}
  world.clock.set(new Date('2026-11-22T02:00:00Z'))
  await world.sql('delete from insights.subscription')
  await world.sql(
    `update admin.account set email = login || '@ringroad.example' where login in ('meng', 'pei')`,
  )
  await world.sql(`delete from kernel.audit where reason = 'subscription'`).catch(() => {})
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})
afterAll(async () => {
  mail?.close()
  await office?.close()
  await world?.close()
  rmSync(folder, { recursive: true, force: true })
})

const withMail =
  (by: Mail) =>
  (ctx: Ctx): Ctx => ({ ...ctx, services: { ...ctx.services, mail: by, wake: async () => {} } })
const runAs = (login: string, by = mail): JobRun => ({
  jobId: 'test',
  actor: systemActor('test'),
  scope: systemScope,
  transact: (work) => world.as(login, (ctx) => work(withMail(by)(ctx))),
  progress: async () => {},
  shouldStop: async () => false,
})
const order = (who: string) =>
  world.as(who, (ctx) =>
    subscribe(withMail(mail)(ctx), {
      board,
      filters: 'period=2026-11-01..2026-11-22',
      rhythm: 'weekly',
      day: 1,
      hour: 8,
    }),
  )
/** What the hour queues, run; `killed` ends each run when the mail is out and before that is noted. */
async function hour(by = mail, killed = false): Promise<unknown[]> {
  await dueBoardsJob(readIdentity).run(runAs('system', by), {})
  const rows = await world.sql<{ input: never; login: string }>(
    `delete from kernel.job j using admin.account a where j.queue = 'insights.mail-board' and a.id = j.created_by returning j.input, a.login`,
  )
  return Promise.all(rows.map(({ input, login }) => mailBoardJob.run(dying(runAs(login, by), killed), input)))
}
const dying = (run: JobRun, killed: boolean): JobRun => ({
  ...run,
  transact: (work) => {
    if (killed && office.letters.length > 0) throw new Error('killed')
    return run.transact(work)
  },
})
const monday = () => world.clock.set(new Date('2026-11-23T00:02:00Z'))
const at = (instant: string) => world.clock.set(new Date(instant))

async function rowsOf(body: Buffer, sheet: number): Promise<string[][]> {
  const path = join(folder, 'board.xlsx')
  writeFileSync(path, body)
  const sheets = (await openTable(path)).sheets
  const table = await openTable(path, { sheet: sheets[sheet]! })
  const rows = [table.header.map(String)]
  for await (const batch of table.rows) for (const { cells } of batch) rows.push(cells.map(String))
  return rows
}

describe('a subscription over SMTP', () => {
  it('has a subject in the reader’s language, a way out, and no header from a name', async () => {
    await order('pei')
    monday()
    await hour()
    const [letter] = office.letters
    expect([letter!.from, letter!.to]).toEqual(['crm@ringroad.example', ['pei@ringroad.example']])
    expect(letter!.head.get('subject')).toBe('人流 Bcc: thief@example.com · 2026-11-23')
    expect(letter!.head.get('list-unsubscribe')).toBe('<https://crm.ringroad.example/insights/boards>')
    expect(letter!.head.get('auto-submitted')).toBe('auto-generated')
    expect(letter!.head.get('message-id')).toMatch(/^<board\..+@crm\.ringroad\.example>$/)
    expect([...letter!.head.keys()].filter((name) => ['bcc', 'cc'].includes(name))).toEqual([])
  })
  it('has a text, an HTML part, and a workbook with the rows its reader may see', async () => {
    for (const who of ['meng', 'pei']) await order(who)
    monday()
    await hour()
    const of = (who: string) => office.letters.find(({ to }) => to[0]!.startsWith(who))!
    for (const { parts } of [of('meng'), of('pei')])
      expect(parts.map(({ type }) => type)).toEqual([
        'text/plain',
        'text/html',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      ])
    const [text, html, workbook] = of('pei').parts
    expect(text!.body.toString()).toContain('2026-11-02 | 50 | 13 | 2')
    expect(html!.body.toString()).toContain('<table')
    expect(workbook!.name).toMatch(/2026-11-23\.xlsx$/)
    const here = await rowsOf(workbook!.body, 0)
    expect(here[1]!.slice(0, 4)).toEqual(['2026-11-02', '50', '13', '2'])
    const everywhere = await rowsOf(of('meng').parts[2]!.body, 0)
    expect(everywhere[1]!.slice(0, 4)).toEqual(['2026-11-02', '100', '22', '3'])
    // The funnel of a dealer's own six leads of November, beside head office's.
    expect(await rowsOf(workbook!.body, 1)).not.toEqual(await rowsOf(of('meng').parts[2]!.body, 1))
    expect(
      await world.sql(
        `select distinct actor_name, after ->> 'format' as format from kernel.audit where reason = 'subscription' and actor_id = (select id from admin.account where login = 'meng')`,
      ),
    ).toEqual([{ actor_name: expect.any(String), format: 'xlsx' }])
  })
  it('that is put off (greylisting, a full disk) comes the next hour, once', async () => {
    await order('pei')
    monday()
    for (const [refusing, hourOf] of [
      [{ to: 451 }, '2026-11-23T01:02:00Z'],
      [{ letter: 452 }, '2026-11-23T02:02:00Z'],
    ] as const) {
      office.refusing = refusing
      await expect(hour()).rejects.toMatchObject({ outcome: 'later' })
      at(hourOf)
    }
    office.refusing = {}
    expect(await hour()).toEqual([{ sent: true }])
    at('2026-11-23T03:02:00Z')
    expect(await hour()).toEqual([])
    expect(office.letters).toHaveLength(1)
  })
  it('to an address that is refused for good is not tried every hour, but the next week', async () => {
    await order('pei')
    monday()
    office.refusing = { to: 550 }
    await expect(hour()).rejects.toMatchObject({ outcome: 'never' })
    office.refusing = {}
    at('2026-11-23T01:02:00Z')
    expect(await hour()).toEqual([])
    expect((await world.call('pei', listSubscriptions)).body.items[0]?.sentAt).toBeNull()
    at('2026-11-30T00:02:00Z')
    expect(await hour()).toEqual([{ sent: true }])
  })
})

describe('one mail for each time it is due', () => {
  it('when the job is killed between sending and noting it', async () => {
    await order('pei')
    monday()
    await expect(hour(mail, true)).rejects.toThrow('killed')
    at('2026-11-23T01:02:00Z')
    expect(await hour()).toEqual([])
    expect(office.letters).toHaveLength(1)
  })
  it('and when the server took it and went before it could say so: rather none than two', async () => {
    await order('pei')
    monday()
    office.refusing = { hangUp: true }
    await expect(hour()).rejects.toMatchObject({ outcome: 'unknown' })
    office.refusing = {}
    at('2026-11-23T01:02:00Z')
    expect(await hour()).toEqual([])
    expect(office.letters).toHaveLength(1)
  })
  it('but nothing is lost when nobody answers at all', async () => {
    await order('pei')
    monday()
    await expect(hour(mailTo('smtp://127.0.0.1:9'))).rejects.toMatchObject({ outcome: 'later' })
    at('2026-11-23T01:02:00Z')
    expect(await hour()).toEqual([{ sent: true }])
  })
})

describe('a mail server that asks who we are', () => {
  const known = (secure: boolean) => ({
    authOptional: false,
    disabledCommands: secure ? [] : ['STARTTLS'],
    allowInsecureAuth: !secure,
    onAuth: ((auth, _session, done) =>
      auth.username === 'crm' && auth.password === 'geheim'
        ? done(null, { user: 'crm' })
        : done(new Error('who?'))) as NonNullable<Parameters<typeof openPostOffice>[0]>['onAuth'],
  })
  it('is told under TLS, and not when its certificate is nobody’s', async () => {
    const guarded = await other(known(true))
    const url = (password: string, trusting: boolean) =>
      `smtp://crm:${password}@127.0.0.1:${guarded.port}${trusting ? '?tls.rejectUnauthorized=false' : ''}`
    await order('pei')
    monday()
    await expect(hour(mailTo(url('geheim', false)))).rejects.toMatchObject({ outcome: 'later' })
    at('2026-11-23T01:02:00Z')
    await expect(hour(mailTo(url('wrong', true)))).rejects.toThrow(/login|auth/i)
    at('2026-11-23T02:02:00Z')
    await hour(mailTo(url('geheim', true)))
    expect(guarded.letters.map(({ secure }) => secure)).toEqual([true])
  })
  it('without TLS never hears the password, unless the address says so', async () => {
    const open = await other(known(false))
    const url = `smtp://crm:geheim@127.0.0.1:${open.port}`
    await order('pei')
    monday()
    await expect(hour(mailTo(url))).rejects.toMatchObject({ outcome: 'later' })
    expect(open.letters).toEqual([])
    at('2026-11-23T01:02:00Z')
    await hour(mailTo(`${url}?ignoreTLS=true`))
    expect(open.letters.map(({ secure }) => secure)).toEqual([false])
  })
  it('may speak TLS from the first word', async () => {
    const sealed = await other({ secure: true })
    await order('pei')
    monday()
    await hour(mailTo(`smtps://127.0.0.1:${sealed.port}?tls.rejectUnauthorized=false`))
    expect(sealed.letters.map(({ secure }) => secure)).toEqual([true])
  })
})
