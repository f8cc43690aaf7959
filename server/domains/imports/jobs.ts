import type { ImportState } from '../../../contract/imports.ts'
import { day } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { Refused } from '../../kernel/errors.ts'
import { defineJob, type JobDefinition, type JobRun } from '../../kernel/jobs/definition.ts'
import { TableError } from '../../kernel/tables/index.ts'
import { checkRows } from './engine/check.ts'
import { runRows } from './engine/run.ts'
import { undoRows } from './engine/undo.ts'
import { refusalOf } from './files/source.ts'
import { discard } from './files/upload.ts'
import { forgetFile, jobOf, lockImport, outlived, updateImport } from './queries/imports.ts'
import { stoppedState } from './rules.ts'

type Input = { importId: string; name: string }

/** What broke is said on the import; a file that cannot be read is nobody's to retry. */
async function settled(
  job: JobRun,
  id: string,
  failed: ImportState,
  work: () => Promise<unknown>,
): Promise<Record<string, unknown>> {
  try {
    await job.transact((ctx) => takeUp(ctx, id, job.jobId, failed))
    await work()
    await job.transact((ctx) => leaveIfCancelled(ctx, id, job.jobId))
    return { importId: id }
  } catch (error) {
    const refused = error instanceof TableError ? refusalOf(error) : error instanceof Refused ? error : null
    const message = refused
      ? refused.words[job.actor.language === 'en' ? 'en' : 'zh']
      : (error as Error).message.slice(0, 500)
    await job.transact(async (ctx) => {
      const row = await lockImport(ctx, id)
      if (row && ['checking', 'running', 'undoing'].includes(row.state))
        await updateImport(ctx, id, { state: failed, error: message })
    })
    if (refused) return { importId: id, error: message }
    throw error
  }
}

/** Cancelled on the jobs screen, not here: the import says so, too. When the process stops, it stays under way. */
async function leaveIfCancelled(ctx: Ctx, id: string, jobId: string): Promise<void> {
  const job = await jobOf(ctx, jobId)
  if (!job?.cancelAsked) return
  const row = await lockImport(ctx, id)
  const state = row?.jobId === jobId ? stoppedState[row.state] : undefined
  if (state) await updateImport(ctx, id, { state, finishedAt: ctx.now })
}

/** The queue tries again what broke in the middle (the database was restarted): then it is under way once more. */
async function takeUp(ctx: Ctx, id: string, jobId: string, failed: ImportState): Promise<void> {
  const row = await lockImport(ctx, id)
  if (row?.jobId === jobId && row.error !== null && row.state === failed)
    await updateImport(ctx, id, {
      state: failed === 'draft' ? 'checking' : failed === 'failed' ? 'running' : 'undoing',
      error: null,
    })
}

export const checkJob = defineJob<Input>({
  queue: 'imports.check',
  title: ({ name }) => ({ zh: `试运行 ${name}`, en: `Dry run of ${name}` }),
  run: (job, { importId }) => settled(job, importId, 'draft', () => checkRows(job, importId)),
})

export const runJob = defineJob<Input>({
  queue: 'imports.run',
  title: ({ name }) => ({ zh: `导入 ${name}`, en: `Import of ${name}` }),
  run: (job, { importId }) => settled(job, importId, 'failed', () => runRows(job, importId)),
})

export const undoJob = defineJob<Input>({
  queue: 'imports.undo',
  title: ({ name }) => ({ zh: `撤销导入 ${name}`, en: `Undo of ${name}` }),
  run: (job, { importId }) => settled(job, importId, 'undoing', () => undoRows(job, importId)),
})

/** Files, original rows and before-images are personal data: they go when nothing needs them any more. */
export const tidyJob = defineJob<unknown>({
  queue: 'imports.tidy',
  title: () => ({ zh: '清理到期的导入文件', en: 'Remove outlived import files' }),
  cron: '40 19 * * *',
  run: async (job) => {
    const old = await job.transact((ctx) => outlived(ctx, new Date(ctx.now.getTime() - day)))
    for (const { id, filePath } of old) {
      await job.transact((ctx) => forgetFile(ctx, id))
      await discard(filePath)
    }
    return old.length > 0 ? { removed: old.length } : undefined
  },
})

export const importJobs: JobDefinition[] = [checkJob, runJob, undoJob, tidyJob] as JobDefinition[]
