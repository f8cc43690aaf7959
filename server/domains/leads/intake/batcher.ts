import { createHash } from 'node:crypto'
import { leadProblems } from '../../../../contract/lead-problems.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { Caller, Transact } from '../../../kernel/db/transaction.ts'
import { Refused } from '../../../kernel/errors.ts'
import { forgetKeys, rememberReplies, takeKeys } from '../queries/idempotency.ts'
import type { LeadArrival, LeadCaptured } from './arrival.ts'
import { captureLeads } from './capture.ts'

export type Captured = { answer: LeadCaptured; replayed: boolean }
export type CaptureOne = (
  caller: Caller,
  transact: Transact,
  arrival: LeadArrival,
  key?: string,
) => Promise<Captured>

type Waiting = {
  arrival: LeadArrival
  key?: string
  /** Of the request, when it has a key: is the next one with that key the same? */
  hash: string
  done: (captured: Captured) => void
  failed: (error: unknown) => void
}
type Queue = { caller: Caller; transact: Transact; waiting: Waiting[]; running: number }

/** Most requests captured in one transaction, and most that may wait for one caller. */
const mostTogether = 500
const mostWaiting = 5_000
/** Batches of one caller under way at the same time: while one waits for PostgreSQL the next is read and checked. */
const lanes = 2
/** A neighbour in another process can hold what a single capture needs; it is over in milliseconds. */
const attempts = 4

/**
 * Gathers concurrent captures of one caller into one transaction: while a batch runs the next one collects, so an idle
 * system answers at once and a busy one takes hundreds in a dozen statements. Every caller gets its own answer, and
 * what breaks a batch breaks nobody else: it is taken apart and tried one by one.
 */
export function captureBatcher(): CaptureOne {
  const queues = new Map<string, Queue>()
  return (caller, transact, arrival, key) =>
    new Promise((done, failed) => {
      const name = `${caller.actor.id} ${caller.scope.kind} ${caller.scope.nodes.join()}`
      const queue = queues.get(name) ?? { caller, transact, waiting: [], running: 0 }
      queues.set(name, queue)
      if (queue.waiting.length >= mostWaiting) return failed(new Refused(leadProblems.busy))
      queue.caller = caller
      const hash = key === undefined ? '' : hashOf(arrival)
      queue.waiting.push({ arrival, hash, done, failed, ...(key !== undefined && { key }) })
      if (queue.running < lanes) void drain(queue).then(() => queue.running === 0 && queues.delete(name))
    })
}

async function drain(queue: Queue): Promise<void> {
  queue.running += 1
  while (queue.waiting.length > 0) await runBatch(queue, queue.waiting.splice(0, mostTogether))
  queue.running -= 1
}

async function runBatch({ caller, transact }: Queue, batch: Waiting[]): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      const answers = await transact(caller, (ctx) => captureKeyed(ctx, batch))
      for (const [index, one] of batch.entries()) settle(one, answers[index]!)
      return
    } catch (error) {
      if (batch.length > 1) {
        for (const one of batch) await runBatch({ caller, transact, waiting: [], running: 0 }, [one])
        return
      }
      if (attempt >= attempts || !passes(error)) return batch[0]!.failed(error)
    }
}

/** Unique violation, serialisation failure, deadlock: somebody was quicker, and next time we see what they wrote. */
const passes = (error: unknown): boolean =>
  ['23505', '40001', '40P01'].includes((error as { code?: string }).code ?? '')

const settle = (one: Waiting, answer: Captured | Refused): void =>
  answer instanceof Refused ? one.failed(answer) : one.done(answer)

/** The batch with its Idempotency-Keys: what was answered before is answered so again. */
async function captureKeyed(ctx: Ctx, batch: Waiting[]): Promise<(Captured | Refused)[]> {
  const first = new Map<string, number>()
  for (const [index, { key }] of batch.entries())
    if (key !== undefined && !first.has(key)) first.set(key, index)
  const keyed = [...first].map(([key, index]) => ({ key, hash: batch[index]!.hash }))
  const earlier = await takeKeys(ctx, keyed)
  const isFresh = ({ key }: Waiting, index: number) =>
    key === undefined || (first.get(key) === index && !earlier.has(key))
  const fresh = batch.filter(isFresh)
  const captured =
    fresh.length > 0
      ? await captureLeads(
          ctx,
          fresh.map((one) => one.arrival),
        )
      : []
  const answerOf = new Map(fresh.map((one, at) => [one, captured[at]!]))
  const stored = keyed
    .filter(({ key }) => !earlier.has(key))
    .map(({ key }) => ({ key, reply: answerOf.get(batch[first.get(key)!]!)! }))
  // A refused request may be mended and sent again under the same key.
  await forgetKeys(
    ctx,
    stored.filter(({ reply }) => reply.code === 'refused').map(({ key }) => key),
  )
  await rememberReplies(
    ctx,
    stored.filter(({ reply }) => reply.code !== 'refused'),
  )
  return batch.map((one) => {
    const own = answerOf.get(one)
    if (own) return { answer: own, replayed: false }
    const before = earlier.get(one.key!)
    const lead = batch[first.get(one.key!)!]!
    if ((before?.hash ?? lead.hash) !== one.hash) return new Refused(commonProblems.keyReused)
    return { answer: before?.reply ?? answerOf.get(lead)!, replayed: true }
  })
}

const hashOf = (arrival: LeadArrival): string =>
  createHash('sha256')
    .update(`POST /api/leads\n${JSON.stringify(arrival.raw)}`)
    .digest('base64url')
