import { sql } from 'kysely'
import { type Ctx, systemScope } from '../ctx.ts'
import type { Db } from './database.ts'

/** Transactions that are in the system scope right now: a subscriber inside must not narrow it again when it is done. */
const wide = new WeakSet<Db>()

const take = (ctx: Ctx, scope: string) =>
  sql`select set_config('role', ${`scope_${scope}`}, true), set_config('app.scope', ${scope}, true)`.execute(
    ctx.db,
  )

/**
 * Runs a part of a transaction in the system scope, under the same actor: for writes that end outside the caller's
 * own scope (a recall takes the lead away from the one who reads it). Load and decide in the caller's scope first.
 */
export async function asSystem<T>(ctx: Ctx, work: (wide: Ctx) => Promise<T>): Promise<T> {
  if (ctx.scope.kind === 'system') return work(ctx)
  const widened = { ...ctx, scope: systemScope }
  if (wide.has(ctx.db)) return work(widened)
  await take(ctx, 'system')
  wide.add(ctx.db)
  try {
    const result = await work(widened)
    await take(ctx, ctx.scope.kind)
    return result
  } catch (error) {
    // A refusal may be caught and the transaction go on; after a failure of SQL it is over anyway.
    await take(ctx, ctx.scope.kind).catch(() => {})
    throw error
  } finally {
    wide.delete(ctx.db)
  }
}
