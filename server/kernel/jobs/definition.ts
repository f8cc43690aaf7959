import type { Words } from '../../../contract/endpoint.ts'
import type { Actor, Ctx, Scope } from '../ctx.ts'

/** What a running job can do: transactions of its own, progress, and noticing that it should stop. */
export type JobRun = {
  jobId: string
  actor: Actor
  scope: Scope
  /** One transaction as whoever asked for the job. Long work uses many short ones. */
  transact<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  progress(done: number, total?: number): Promise<void>
  /** True once somebody asked to cancel, or the process is stopping: finish the step and return. */
  shouldStop(): Promise<boolean>
}

/** Work that outlives a request. It may be killed and run again at any moment, so it must be repeatable. */
export type JobDefinition<Input = unknown> = {
  queue: string
  title: (input: Input) => Words
  run: (job: JobRun, input: Input) => Promise<Record<string, unknown> | void>
  /** Runs by itself, as the system, on this schedule (UTC). */
  cron?: string
  retries?: number
  /** Never while a job of these queues runs, its own among them if it is named: it waits for the sweep. */
  notBeside?: readonly string[]
}

export const defineJob = <I>(definition: JobDefinition<I>): JobDefinition<I> => definition
