import { type Ctx, type Scope, systemScope } from '../ctx.ts'
import { type Db, sendAhead } from './database.ts'

/** Transactions that are in the system scope right now: a subscriber inside must not narrow it again when it is done. */
const wide = new WeakSet<Db>()

const take = (ctx: Ctx, { kind }: Scope) =>
  sendAhead(ctx.db, `set local role to scope_${kind}; set local app.scope to ${kind}`)

/**
 * Runs a part of a transaction in the system scope, under the same actor: for writes that end outside the caller's
 * own scope (a recall takes the lead away from the one who reads it). Load and decide in the caller's scope first.
 */
export async function asSystem<T>(ctx: Ctx, work: (wide: Ctx) => Promise<T>): Promise<T> {
  if (ctx.scope.kind === 'system') return work(ctx)
  const widened = { ...ctx, scope: systemScope }
  if (wide.has(ctx.db)) return work(widened)
  take(ctx, systemScope)
  wide.add(ctx.db)
  try {
    return await work(widened)
  } finally {
    // Also after a refusal: it may be caught and the transaction go on.
    take(ctx, ctx.scope)
    wide.delete(ctx.db)
  }
}
