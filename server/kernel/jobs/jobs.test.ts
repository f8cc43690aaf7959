import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { cancelJob, listJobs, readJob, retryJob } from '../../../contract/jobs.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { systemClock } from '../clock.ts'
import { Refused } from '../errors.ts'
import { defineJob, type JobDefinition } from './definition.ts'
import { slowJob } from './fixtures/slow.ts'
import { enqueue, type JobRunner, jobRunner } from './jobs.ts'
import { recoverJobs } from './sweep.ts'

let world: World
let runner: JobRunner
const errors: Error[] = []
const children: ChildProcess[] = []
const said: string[] = []
let runs = 0
let broken = true

const quick = defineJob<{ n: number }>({
  queue: 'test.quick',
  title: ({ n }) => ({ zh: `数到 ${n}`, en: `Count to ${n}` }),
  run: async (job, { n }) => {
    for (let done = 1; done <= n; done++) await job.progress(done, n)
    return { counted: n, as: job.actor.name }
  },
})
const patient = defineJob<object>({
  queue: 'test.patient',
  title: () => ({ zh: '等', en: 'Wait' }),
  run: async (job) => {
    while (!(await job.shouldStop())) await new Promise((done) => setTimeout(done, 50))
  },
})
const failing = defineJob<object>({
  queue: 'test.failing',
  title: () => ({ zh: '坏', en: 'Break' }),
  retries: 0,
  run: async () => {
    runs++
    if (broken) throw new Error('the file is gone')
    return { runs }
  },
})
const refusing = defineJob<object>({
  queue: 'test.refusing',
  title: () => ({ zh: '拒', en: 'Refuse' }),
  run: async () => {
    throw new Refused({ status: 422, zh: '不行', en: 'Never' })
  },
})
const steady = defineJob<object>({
  queue: 'test.steady',
  title: () => ({ zh: '匀', en: 'Steady' }),
  run: async (job) => {
    for (let step = 1; step <= 30; step++) {
      await job.progress(step, 30)
      await new Promise((done) => setTimeout(done, 45))
    }
  },
})
const shy = defineJob<object>({
  queue: 'test.shy',
  title: () => ({ zh: '避', en: 'Wait for it' }),
  notBeside: ['test.patient', 'test.shy'],
  run: async () => ({ ran: true }),
})
const definitions = [shy, quick, steady, patient, failing, refusing, slowJob] as JobDefinition[]

beforeAll(async () => {
  world = await openWorld()
  // The real clock: pg-boss knows no other. The slow job runs only in the child process.
  const parts = {
    transact: world.runtime.transact,
    clock: systemClock,
    onError: (error: Error) => errors.push(error),
  }
  runner = jobRunner(
    world.runtime.databaseUrl,
    definitions.filter((one) => one.queue !== slowJob.queue),
    parts,
  )
  await runner.start()
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await runner.stop()
  await world.close()
})

const ask = <I>(definition: JobDefinition<I>, input: I, now = new Date()) =>
  world.as('meng', async (ctx) => {
    // The world's own runner does not know these queues; ours does.
    const services = { ...ctx.services, wake: (queue: string, id: string) => runner.wake(queue, id) }
    return enqueue({ ...ctx, services, now }, definition, input)
  })
const read = async (id: string) => (await world.call('meng', readJob, { params: { id } })).body
async function until(id: string, state: string, seconds = 20) {
  for (let waited = 0; waited < seconds * 10; waited++) {
    if ((await read(id)).state === state) return read(id)
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(
    `never ${state}: ${JSON.stringify(await read(id))}; ${errors.map(String).join('; ')} ${said.join('').slice(0, 2000)}`,
  )
}

describe('a job, as the log-in that owns nothing', () => {
  it('runs as who asked, with progress and a result', async () => {
    const job = await until(await ask(quick, { n: 3 }), 'done')
    expect(job).toMatchObject({
      done: 3,
      total: 3,
      result: { counted: 3, as: '孟庭筠' },
      title: { en: 'Count to 3' },
      attempts: 1,
    })
    expect(errors).toEqual([])
  })
  it('tells who asked how far it is, at most once a second, and when it ends', async () => {
    const heard: { type: string; subject: string; actor: string }[] = []
    const ear = await world.runtime.pool.connect()
    ear.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '{}')))
    await ear.query('listen ringroad')
    const began = performance.now()
    const id = await ask(steady, {})
    await until(id, 'done')
    for (let waited = 0; waited < 50 && !heard.some((one) => one.type === 'jobs.ended'); waited++)
      await new Promise((done) => setTimeout(done, 50))
    await ear.query('unlisten ringroad')
    ear.release()
    const mine = heard.filter((one) => one.subject.endsWith(id))
    expect(mine.every((one) => one.actor === castId('meng'))).toBe(true)
    expect(mine.at(-1)).toMatchObject({ type: 'jobs.ended', subject: `test/${id}` })
    const steps = mine.slice(0, -1).map(({ type, subject }) => `${type} ${subject}`)
    expect(new Set(steps)).toEqual(new Set([`jobs.progressed jobs/${id}`]))
    // Taken, and then once a second of its thirty steps: about 1.5 s.
    expect(steps.length).toBeGreaterThan(1)
    expect(steps.length).toBeLessThanOrEqual(1 + (performance.now() - began) / 1000)
  })
  it('is seen by who asked and by who may see all, and by nobody else', async () => {
    const id = await ask(quick, { n: 1 })
    await until(id, 'done')
    expect((await world.call('gu', readJob, { params: { id } })).status).toBe(404)
    expect((await world.call('xie', readJob, { params: { id } })).status).toBe(404)
    expect((await world.call('admin', readJob, { params: { id } })).status).toBe(200)
    expect((await world.call('xie', listJobs, { query: { of: 'everybody' } })).status).toBe(403)
    expect(
      (await world.call('meng', listJobs, { query: { state: 'done' } as never })).body.items.map(
        (one) => one.id,
      ),
    ).toContain(id)
  })
  it('is cancelled while it runs, at its next step', async () => {
    const id = await ask(patient, {})
    await until(id, 'running')
    expect((await world.call('meng', cancelJob, { params: { id } })).body.cancelAsked).toBe(true)
    await until(id, 'cancelled')
    expect((await world.call('meng', cancelJob, { params: { id } })).status).toBe(409)
  })
  it('waits while one runs that it must not run beside, and is found by the sweep', async () => {
    const other = await ask(patient, {})
    await until(other, 'running')
    const id = await ask(shy, {}, new Date(Date.now() - 60_000))
    await new Promise((done) => setTimeout(done, 1_200))
    expect((await read(id)).state).toBe('queued')
    await world.call('meng', cancelJob, { params: { id: other } })
    await until(other, 'cancelled')
    const parts = { transact: world.runtime.transact, clock: systemClock }
    await recoverJobs(parts, runner.wake)
    await until(id, 'done')
  })
  it('fails with its reason, and runs again when somebody says so', async () => {
    const id = await ask(failing, {})
    expect((await until(id, 'failed')).error).toBe('the file is gone')
    broken = false
    // The world's runner wakes a queue it does not know; the sweep finds the row anyway.
    expect((await world.call('meng', retryJob, { params: { id } })).body.state).toBe('queued')
    expect((await world.call('meng', retryJob, { params: { id } })).status).toBe(409)
    await runner.wake(failing.queue, id)
    expect((await until(id, 'done')).attempts).toBe(2)
    expect(runs).toBe(2)
  })
  it('that is refused is not tried again', async () => {
    expect(await until(await ask(refusing, {}), 'failed')).toMatchObject({ attempts: 1, error: 'Never' })
  })
  it('delivered twice runs once', async () => {
    const id = await ask(quick, { n: 1 })
    await Promise.all(Array.from({ length: 5 }, () => runner.wake(quick.queue, id)))
    await until(id, 'done')
    await new Promise((done) => setTimeout(done, 1_200))
    expect((await read(id)).attempts).toBe(1)
  })
})

describe('a lost job', () => {
  const parts = () => ({ transact: world.runtime.transact, clock: systemClock })
  it('whose process died before the queue heard of it is sent by the sweep', async () => {
    const id = await world.as('meng', (ctx) =>
      enqueue({ ...ctx, now: new Date(Date.now() - 31_000), afterCommit: () => {} }, quick, { n: 2 }),
    )
    const fresh = await world.as('meng', (ctx) =>
      enqueue({ ...ctx, now: new Date(), afterCommit: () => {} }, quick, { n: 2 }),
    )
    expect(await recoverJobs(parts(), runner.wake)).toBe(1)
    await until(id, 'done')
    expect((await read(fresh)).state).toBe('queued')
  })
  it('survives kill -9 of its worker and goes on in another process', async () => {
    // Old enough for the sweep that every worker starts with: only the child knows this queue.
    const id = await ask(slowJob, { steps: 40 }, new Date(Date.now() - 31_000))
    const victim = worker()
    await until(id, 'running')
    for (;;) {
      if ((await read(id)).done >= 3) break
      await new Promise((done) => setTimeout(done, 50))
    }
    victim.kill('SIGKILL')
    const killed = Date.now()
    const heir = worker()
    const job = await until(id, 'done', 45)
    heir.kill('SIGKILL')
    console.log(`back and done ${((Date.now() - killed) / 1000).toFixed(1)} s after kill -9`)
    expect(job.attempts).toBe(2)
    expect(job.result).toEqual({ steps: 40 })
    // It went on from its progress: nobody counted a step twice.
    const [row] = await world.sql(
      `select count(*) as n, count(distinct data ->> 'step') as steps from kernel.event where type = 'test.step'`,
    )
    expect(row).toEqual({ n: 40, steps: 40 })
  }, 90_000)
})

function worker(): ChildProcess {
  const file = new URL('./fixtures/slow.ts', import.meta.url).pathname
  const env = { ...process.env, TEST_DATABASE: world.runtime.databaseUrl }
  expect(inject('appUrl')).toContain('ringroad_app')
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  child.stderr!.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  children.push(child)
  return child
}
