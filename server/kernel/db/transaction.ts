import pg from 'pg'
import { second } from '../clock.ts'
import type { Actor, Ctx, Scope, Services } from '../ctx.ts'
import type { EventBus } from '../events.ts'
import { isId } from '../ids.ts'
import { overConnection } from './database.ts'

export type Caller = {
  actor: Actor
  scope: Scope
  now: Date
  requestId: string
  address?: string
  /** Only looks: PostgreSQL refuses a write, and the answer does not wait for the commit. */
  readOnly?: boolean
}

/** Runs `work` in one transaction as the caller: one scope role, one actor, committed or gone. */
export type Transact = <T>(caller: Caller, work: (ctx: Ctx) => Promise<T>) => Promise<T>

export function transactor(
  pool: pg.Pool,
  bus: EventBus,
  services: Services,
  onError: (error: Error) => void,
): Transact {
  return async (caller, work) => {
    const client = await pool.connect()
    let broken: Error | undefined
    const afterCommit: (() => Promise<void>)[] = []
    // Travels with the first statement, which fails with it: before it has its role, the log-in may read nothing.
    const begun = client.query(freshPlans(client) + beginAs(caller))
    begun.catch(() => {})
    try {
      const ctx: Ctx = {
        db: overConnection(client),
        actor: caller.actor,
        scope: caller.scope,
        now: caller.now,
        requestId: caller.requestId,
        emit: (...events) => bus.emit(ctx, events),
        ports: bus,
        afterCommit: (later) => void afterCommit.push(later),
        services,
      }
      const result = await work(ctx)
      const committed = client.query('commit').then(({ command }) => {
        // PostgreSQL answers so when a statement had failed and its failure was passed over.
        if (command === 'ROLLBACK') throw new Error('the transaction had failed before its commit')
        for (const later of afterCommit) later().catch(onError)
      })
      if (caller.readOnly) committed.catch(onError)
      else await committed
      return result
    } catch (error) {
      await client.query('rollback').catch((lost: Error) => {
        broken = lost
      })
      throw error
    } finally {
      client.release(broken)
    }
  }
}

const plannedAt = new WeakMap<pg.ClientBase, number>()

/**
 * A plan is kept as it was made, for tables that may have been almost empty then: what reads a table of three rows from
 * end to end goes on so through an import of a million. Planning anew is a millisecond per statement.
 */
function freshPlans(client: pg.ClientBase): string {
  const now = performance.now()
  if (now - (plannedAt.get(client) ?? 0) < 10 * second) return ''
  plannedAt.set(client, now)
  return 'discard plans; '
}

/** Begin, role and settings in one round trip. Everything here ends with the transaction. */
function beginAs({ actor, scope, requestId, address = '', readOnly }: Caller): string {
  const settings = {
    role: `scope_${scope.kind}`,
    'app.scope': scope.kind,
    'app.actor': actor.id,
    'app.actor_name': actor.name,
    'app.nodes': uuidArray(scope.nodes),
    'app.brands': uuidArray(scope.brands),
    'app.request': requestId,
    'app.address': address,
  }
  // `set local`, not set_config: nothing to plan and no row to send back, 36 instead of 66 µs.
  const sets = Object.entries(settings).map(
    ([name, value]) => `; set local ${name} to ${pg.escapeLiteral(value)}`,
  )
  return `begin${readOnly ? ' read only' : ''}${sets.join('')}`
}

function uuidArray(ids: string[]): string {
  if (!ids.every(isId)) throw new Error('a scope holds something that is not a uuid')
  return ids.length ? `{${ids.join(',')}}` : ''
}
