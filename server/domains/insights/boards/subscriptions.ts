import {
  type createSubscription as askCreate,
  type listSubscriptions as askList,
  boardLimits,
  type Subscription,
  subscriptionProblems,
} from '../../../../contract/boards.ts'
import type { Call, Reply, Words } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { dayIn } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { listBoards, readBoard } from './boards.ts'
import { queryOf } from './filters.ts'
import * as mailing from './mailing.ts'
import { nextDue } from './rhythm.ts'

/** The first run after it is due sends it: what is next is next of the latest one taken. */
const shown = (ctx: Ctx, row: mailing.SubscriptionRow, title: Words | null): Subscription => {
  const when = mailing.whenOf(row)
  return {
    id: row.id,
    board: row.board,
    title,
    filters: row.filters,
    ...when,
    sentAt: row.sentAt?.toISOString() ?? null,
    nextAt: nextDue(when, ctx.now).toISOString(),
  }
}

export async function listSubscriptions(ctx: Ctx): Promise<Reply<typeof askList>> {
  const titles = new Map((await listBoards(ctx)).items.map(({ key, title }) => [key, title]))
  const rows = await mailing.ownSubscriptions(ctx, boardLimits.subscriptions)
  return {
    items: rows.map((row) => shown(ctx, row, titles.get(row.board) ?? null)),
    email: await mailing.ownEmail(ctx),
    mailReady: ctx.services.mail.ready,
  }
}

/** Refusals: noMail, noEmail, weekday, notFound (the board), filters, tooManyMails, already. */
export async function subscribe(ctx: Ctx, body: Call<typeof askCreate>['body']): Promise<Subscription> {
  if (!ctx.services.mail.ready) throw new Refused(subscriptionProblems.noMail)
  if (!(await mailing.ownEmail(ctx))) throw new Refused(subscriptionProblems.noEmail)
  const { rhythm, hour } = body
  const day = rhythm === 'daily' ? 1 : body.day
  if (rhythm === 'weekly' && day > 7)
    throw new Refused(subscriptionProblems.weekday, {}, [{ field: 'day', ...subscriptionProblems.weekday }])
  const board = await readBoard(ctx, body.board)
  const read = queryOf(body.filters, dayIn(ctx.now, 'Asia/Shanghai'))
  if ('fault' in read) throw new Refused(subscriptionProblems.filters, { field: read.fault })
  const most = boardLimits.subscriptions
  if ((await mailing.ownSubscriptions(ctx, most)).length >= most)
    throw new Refused(subscriptionProblems.tooManyMails, { most })
  const values = { board: board.key, filters: body.filters, rhythm, day, hour }
  const row = found(await mailing.insertSubscription(ctx, values), subscriptionProblems.already)
  return shown(ctx, row, board.title)
}

/** Refusals: notFound, also when it is somebody else's. */
export async function unsubscribe(ctx: Ctx, id: string): Promise<void> {
  found(await mailing.deleteSubscription(ctx, id), commonProblems.notFound)
}
