import { z } from 'zod'
import { endpoint, id, idParams, instant, page, pageQuery, several } from './endpoint.ts'
import type { Refusal } from './problem.ts'

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

export const job = z.object({
  id,
  queue: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }),
  state: z.enum(jobStates),
  done: z.int(),
  total: z.int().nullable(),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.string().nullable(),
  attempts: z.int(),
  cancelAsked: z.boolean(),
  /** Null when the product started it by itself. */
  startedBy: z.object({ id, name: z.string() }).nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
})
export type Job = z.infer<typeof job>

export const listJobs = endpoint({
  method: 'GET',
  path: '/api/jobs',
  summary: { zh: '任务；everybody 需要 admin.jobs', en: 'Jobs; everybody needs admin.jobs' },
  query: z.strictObject({
    of: z.enum(['me', 'everybody']).default('me'),
    state: several(z.enum(jobStates), jobStates.length),
    ...pageQuery,
  }),
  reply: page(job),
})
export const readJob = endpoint({
  method: 'GET',
  path: '/api/jobs/:id',
  summary: { zh: '任务', en: 'One job' },
  params: idParams,
  reply: job,
})
export const cancelJob = endpoint({
  method: 'POST',
  path: '/api/jobs/:id/cancellation',
  summary: { zh: '取消任务', en: 'Cancel a job' },
  params: idParams,
  reply: job,
})
export const retryJob = endpoint({
  method: 'POST',
  path: '/api/jobs/:id/attempt',
  summary: { zh: '重试失败或已取消的任务', en: 'Run a failed or cancelled job again' },
  params: idParams,
  reply: job,
})

export const jobProblems = {
  ended: { status: 409, zh: '任务已结束，不能取消', en: 'The job has ended; there is nothing to cancel' },
  notEnded: {
    status: 409,
    zh: '任务还没有失败或取消，不能重试',
    en: 'Only a failed or cancelled job can run again',
  },
} satisfies Record<string, Refusal>
