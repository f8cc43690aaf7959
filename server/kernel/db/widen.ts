import { sql } from 'kysely'
import { type Ctx, systemScope } from '../ctx.ts'

/**
 * Runs a part of a transaction in the system scope, under the same actor: for writes that end outside the caller's
 * own scope (a recall takes the lead away from the one who reads it). Load and decide in the caller's scope first.
 */
export async function asSystem<T>(ctx: Ctx, work: (wide: Ctx) => Promise<T>): Promise<T> {
  if (ctx.scope.kind === 'system') return work(ctx)
  await sql`select set_config('role', 'scope_system', true), set_config('app.scope', 'system', true)`.execute(
    ctx.db,
  )
  const result = await work({ ...ctx, scope: systemScope })
  // Not in a finally: after a failure the transaction is over, and the role ends with it.
  await sql`select set_config('role', ${`scope_${ctx.scope.kind}`}, true), set_config('app.scope', ${ctx.scope.kind}, true)`.execute(
    ctx.db,
  )
  return result
}
