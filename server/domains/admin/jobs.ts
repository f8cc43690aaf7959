import { day } from '../../kernel/clock.ts'
import { defineJob, type JobDefinition } from '../../kernel/jobs/definition.ts'
import { takeLostJobs } from '../../kernel/jobs/sweep.ts'
import { readSettings } from './actions/settings.ts'
import { mailOf } from './mails.ts'
import { prune } from './queries/jobs.ts'
import { markMailed, unmailed } from './queries/notifications.ts'

/** One mail per notification. Each is marked before the next is sent: a second run sends at most one of them twice. */
export const mailNotices = defineJob<{ ids: string[] }>({
  queue: 'admin.mail',
  title: () => ({ zh: '发送通知邮件', en: 'Send notification e-mails' }),
  retries: 8,
  run: async (job, { ids }) => {
    const { rows, mail } = await job.transact(async (ctx) => ({
      rows: await unmailed(ctx, ids),
      mail: ctx.services.mail,
    }))
    for (const [index, row] of rows.entries()) {
      if (await job.shouldStop()) break
      await mail.send(mailOf({ ...row, email: row.email! }, mail.publicUrl))
      await job.transact((ctx) => markMailed(ctx, row.id))
      await job.progress(index + 1, rows.length)
    }
    return { mails: rows.length }
  },
})

export const recoverJobs = defineJob<Record<string, never>>({
  queue: 'admin.recover-jobs',
  title: () => ({ zh: '找回丢失的任务', en: 'Recover lost jobs' }),
  cron: '* * * * *',
  run: async (job) => {
    const { lost, wake } = await job.transact(async (ctx) => ({
      lost: await takeLostJobs(ctx),
      wake: ctx.services.wake,
    }))
    for (const one of lost) await wake(one.queue, one.id)
  },
})

export const pruneRecords = defineJob<Record<string, never>>({
  queue: 'admin.prune',
  title: () => ({ zh: '清理过期记录', en: 'Prune expired records' }),
  cron: '17 * * * *',
  run: async (job) => {
    const pruned = await job.transact(async (ctx) => {
      const { retention } = (await readSettings(ctx)).values
      const ago = (days: number) => new Date(ctx.now.getTime() - days * day)
      return prune(ctx, {
        idempotency: ago(1),
        sessions: ago(retention.sessionDays),
        notifications: ago(retention.notificationDays),
        jobs: ago(retention.jobDays),
      })
    })
    if (pruned > 0) return { pruned }
  },
})

export const adminJobs: JobDefinition[] = [
  mailNotices as JobDefinition,
  recoverJobs as JobDefinition,
  pruneRecords as JobDefinition,
]
