import { boardPath, boardsPath, type ServedTile } from '../../../../contract/boards.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import { dayIn, minute } from '../../../kernel/clock.ts'
import type { Ctx, Scope } from '../../../kernel/ctx.ts'
import { Refused } from '../../../kernel/errors.ts'
import { defineJob, type JobDefinition, type JobRun } from '../../../kernel/jobs/definition.ts'
import { enqueue } from '../../../kernel/jobs/jobs.ts'
import { MailError } from '../../../kernel/mail.ts'
import { answer } from '../analyses/answer.ts'
import type { AnalysisQuery } from '../analyses/asking.ts'
import { workbookOf } from './attaching.ts'
import { readBoard } from './boards.ts'
import { queryOf, searchOf } from './filters.ts'
import { boardMail, type MailedTile } from './mail.ts'
import * as mailing from './mailing.ts'
import { isDue, latestDue } from './rhythm.ts'

/** Who an account is today: its permissions and its place, or nobody. */
export type IdentityOf = (
  ctx: Ctx,
  accountId: string,
) => Promise<{ actor: Ctx['actor']; scope: Scope } | null>

const batch = 200
const first = '00000000-0000-0000-0000-000000000000'
const zone = 'Asia/Shanghai'

/**
 * Every hour: what is due becomes one job each, run as the subscriber is now. Taking it and queueing it are one
 * transaction, so that it is queued once however often this runs. Who lost the permission is left alone.
 */
export const dueBoardsJob = (identityOf: IdentityOf): JobDefinition<Record<string, never>> =>
  defineJob({
    queue: 'insights.due-boards',
    title: () => ({ zh: '查找到期的看板邮件', en: 'Look for board mails that are due' }),
    cron: '2 * * * *',
    run: async (job) => {
      let queued = 0
      for (let after: string | undefined = first; after !== undefined; ) {
        const page = await job.transact((ctx) => queueDue(ctx, identityOf, after!))
        queued += page.queued
        after = page.next
      }
      if (queued > 0) return { queued }
    },
  })

async function queueDue(ctx: Ctx, identityOf: IdentityOf, after: string) {
  // Without a mail server nothing is taken: it is all still due once there is one.
  if (!ctx.services.mail.ready) return { queued: 0, next: undefined }
  const rows = await mailing.subscriptionsAfter(ctx, after, batch)
  let queued = 0
  for (const row of rows) {
    const when = mailing.whenOf(row)
    if (!isDue(when, row.queuedFor ?? row.createdAt, ctx.now)) continue
    const who = await identityOf(ctx, row.ownerId)
    if (!who?.actor.permissions.has('insights.read')) continue
    const due = latestDue(when, ctx.now)
    if (!(await mailing.takeDue(ctx, row.id, due))) continue
    await enqueue({ ...ctx, ...who }, mailBoardJob, {
      id: row.id,
      due: due.toISOString(),
      at: ctx.now.toISOString(),
    })
    queued += 1
  }
  return { queued, next: rows.length === batch ? rows.at(-1)!.id : undefined }
}

/** How long who somebody is may be taken for granted. */
const freshMs = 15 * minute

/** One board to one subscriber. Its transactions are the subscriber's own: row security and the door see to the rest. */
export const mailBoardJob = defineJob<{ id: string; due: string; at: string }>({
  queue: 'insights.mail-board',
  title: () => ({ zh: '寄送看板', en: 'Send a board by e-mail' }),
  // The next hour is the second try, with the rights of that hour.
  retries: 0,
  run: async (job, { id, due: dueAt, at }) => {
    const due = new Date(dueAt)
    const taken = await job.transact(async (ctx) => {
      if (ctx.now.getTime() - Date.parse(at) <= freshMs) return mailing.takeSending(ctx, id, due)
      await mailing.queueAgain(ctx, id, due)
    })
    if (!taken) return { sent: false }
    try {
      const made = await makeMail(job, taken)
      if (!made) return { sent: false }
      // The same id should it ever go out twice: whoever reads mail sees it once.
      await made.send({ ...made.message, id: `board.${id}.${due.getTime()}` })
    } catch (error) {
      // An address that is refused for good waits for its next day; what may have arrived is not sent twice.
      if (!(error instanceof MailError) || error.outcome === 'later')
        await job.transact((ctx) => mailing.giveBack(ctx, id, due))
      throw error
    }
    await job.transact((ctx) => mailing.markSent(ctx, id))
    return { sent: true }
  },
})

type Taken = { board: string; filters: string }

/** Null when there is nobody to send it to, or no board any more. */
async function makeMail(job: JobRun, { board: key, filters }: Taken) {
  const found = await job.transact(async (ctx) => {
    const read = queryOf(filters, dayIn(ctx.now, zone))
    const to = await mailing.ownEmail(ctx)
    const board = to && !('fault' in read) && (await readBoard(ctx, key).catch(goneAsNull))
    return board && board.tiles.length > 0
      ? { board, to, query: read.query, now: ctx.now, actor: ctx.actor, mail: ctx.services.mail }
      : null
  })
  if (!found) return null
  const { board, to, query, now, actor, mail } = found
  const tiles: MailedTile[] = []
  for (const tile of board.tiles) tiles.push(await answered(job, tile, query))
  const language = actor.language === 'en' ? 'en' : 'zh'
  const on = dayIn(now, zone)
  const message = boardMail({
    to,
    name: actor.name,
    language,
    title: board.title,
    on,
    tiles,
    link: mail.publicUrl + boardPath(key, searchOf(filters, query)),
    boards: mail.publicUrl + boardsPath,
  })
  const workbook = await workbookOf(tiles, `${board.title[language]} ${on}.xlsx`, language)
  if (!workbook) return { message, send: mail.send }
  await job.transact((ctx) => recordTaken(ctx, key, tiles, query))
  return { message: { ...message, attached: [workbook] }, send: mail.send }
}

/** The rows leave the house as with an export, and stand in the audit as one. */
const recordTaken = (ctx: Ctx, board: string, tiles: readonly MailedTile[], query: AnalysisQuery) =>
  recordAudit(ctx, {
    table: 'insights',
    rowId: null,
    action: 'export',
    reason: 'subscription',
    after: {
      board,
      format: 'xlsx',
      rows: tiles.reduce((sum, { answer }) => sum + (answer?.rows.length ?? 0), 0),
      ...query,
    },
  })

const goneAsNull = (error: unknown) => {
  if (error instanceof Refused && error.refusal.status === 404) return null
  throw error
}

/** A transaction each: a tile that breaks costs its own place in the mail. Without ClickHouse the mail waits. */
async function answered(
  job: JobRun,
  { analysis, choices, entry }: ServedTile,
  query: AnalysisQuery,
): Promise<MailedTile> {
  const chosen = Object.entries(choices).map(([name, value]) => `${name}:${value}`)
  try {
    const found = await job.transact((ctx) => answer(ctx, analysis, { ...query, with: chosen }))
    return { title: entry.title, answer: found }
  } catch (error) {
    const isAway = error instanceof Refused && error.refusal.status === 503
    if (isAway && error.refusal !== commonProblems.tooHeavy) throw error
    return { title: entry.title, answer: null }
  }
}

export const boardJobs = (identityOf: IdentityOf): JobDefinition[] => [
  dueBoardsJob(identityOf) as JobDefinition,
  mailBoardJob as JobDefinition,
]
