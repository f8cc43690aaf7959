import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { inject } from 'vitest'
import type { Endpoint, Reply, Sent } from '../../contract/endpoint.ts'
import { createApp } from '../../server/app.ts'
import { forgetIdentities, readIdentity } from '../../server/domains/admin/identity.ts'
import { type MovableClock, movableClock } from '../../server/kernel/clock.ts'
import { type Config, readConfig } from '../../server/kernel/config.ts'
import { type Actor, type Ctx, type Scope, systemActor, systemScope } from '../../server/kernel/ctx.ts'
import { openRuntime, type Runtime } from '../../server/runtime.ts'
import { castId, castStart, tokenOf } from './cast.ts'

export type Answer<E> = {
  status: number
  body: Reply<E>
  problem: { code: string; title: string; errors?: { field: string; message: string }[] }
  headers: Record<string, unknown>
  text: string
}
type Asked<E> = Partial<Sent<E>> & { headers?: Record<string, string> }

/** A whole Ringroad over a fresh copy of the cast's database, with a clock that only moves when told to. */
export type World = {
  runtime: Runtime
  app: FastifyInstance
  clock: MovableClock
  /** Its own, gone when it closes. */
  folder: string
  /** Calls an endpoint as a cast member (`gu`), or as nobody (`null`). */
  call<E extends Endpoint>(login: string | null, endpoint: E, sent?: Asked<E>): Promise<Answer<E>>
  /** One transaction as a cast member, or as the system. */
  as<T>(login: string | 'system', work: (ctx: Ctx) => Promise<T>): Promise<T>
  /** Straight to the database as its owner, past row security: for recounts and tampering. */
  sql<T = Record<string, unknown>>(text: string, values?: unknown[]): Promise<T[]>
  close(): Promise<void>
}

/** `settings` in place of the usual ones: a ClickHouse or a mail server of the test's own. */
export async function openWorld(
  start: Date = castStart,
  settings: Pick<Partial<Config>, 'clickhouseUrl' | 'smtpUrl' | 'smtpFrom' | 'publicUrl'> = {},
): Promise<World> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const ownerUrl = inject('ownerUrl')
  const admin = new pg.Client({ connectionString: ownerUrl.replace(/\/ringroad$/, '/postgres') })
  await admin.connect()
  await admin.query(`create database ${name} template ringroad`)
  const at = (url: string) => url.replace(/\/ringroad$/, `/${name}`)
  const dataDir = mkdtempSync(join(tmpdir(), 'ringroad-world-'))
  const clock = movableClock(start)
  const errors: Error[] = []
  const config = { ...readConfig({}), ...settings, dataDir, databasePool: 6, logLevel: 'silent' as const }
  const runtime = openRuntime({
    config,
    databaseUrl: at(inject('appUrl')),
    clock,
    onError: (error) => errors.push(error),
  })
  const app = await createApp({ ...runtime, config })
  await app.ready()
  const owner = new pg.Pool({ connectionString: at(ownerUrl), max: 2 })
  owner.on('error', () => {})
  return {
    runtime,
    app,
    clock,
    folder: dataDir,
    call: (login, endpoint, sent = {}) => callEndpoint(app, login, endpoint, sent as never),
    as: (login, work) => runAs(runtime, login, work),
    async sql(text, values) {
      const { rows } = await owner.query(text, values)
      // Another process hears of it by notification, a moment later; a test asks at once.
      forgetIdentities()
      return rows
    },
    async close() {
      await app.close()
      await runtime.close()
      await owner.end()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function callEndpoint<E extends Endpoint>(
  app: FastifyInstance,
  login: string | null,
  endpoint: E,
  sent: {
    params?: Record<string, string>
    query?: Record<string, unknown>
    body?: unknown
    headers?: Record<string, string>
  },
): Promise<Answer<E>> {
  const url = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(sent.params?.[name] ?? ''),
  )
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(sent.query ?? {}))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) query.append(key, String(one))
  const response = await app.inject({
    method: endpoint.method,
    url: query.size ? `${url}?${query}` : url,
    headers: { 'x-ringroad': '1', 'accept-language': 'en', ...sent.headers },
    ...(login && { cookies: { ringroad: tokenOf(login) } }),
    ...(sent.body !== undefined && { payload: sent.body as object }),
  })
  const isJson = String(response.headers['content-type']).includes('json')
  const body = isJson ? response.json() : undefined
  // The contract is held here, for every reply of every test: the server does not pay for it when serving.
  if (response.statusCode < 300 && endpoint.reply) endpoint.reply.parse(body)
  return { status: response.statusCode, body, problem: body, headers: response.headers, text: response.body }
}

async function runAs<T>(runtime: Runtime, login: string, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const system = {
    actor: systemActor('test'),
    scope: systemScope,
    now: runtime.clock.now(),
    requestId: 'test',
  }
  if (login === 'system') return runtime.transact(system, work)
  const who = (await runtime.transact(system, (ctx) => readIdentity(ctx, castId(login)))) as {
    actor: Actor
    scope: Scope
  }
  return runtime.transact({ ...system, ...who }, work)
}
