import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

/** Secrets of one account; only the system scope can read them. Locked: attempts on an account wait for each other. */
export const secretsOf = (ctx: Ctx, accountId: string) =>
  ctx.db
    .selectFrom('admin.credential as c')
    .innerJoin('admin.account as a', 'a.id', 'c.accountId')
    .select([
      'a.id',
      'a.login',
      'a.name',
      'c.passwordHash',
      'c.codeSecret',
      'c.codeConfirmedAt',
      'c.codeLastStep',
    ])
    .where('c.accountId', '=', accountId)
    .forUpdate('c')
    .executeTakeFirst()

export const rememberCode = (ctx: Ctx, accountId: string, step: number) =>
  ctx.db
    .updateTable('admin.credential')
    .set({ codeLastStep: step })
    .where('accountId', '=', accountId)
    .execute()

/** A password of the user's own, or one given to them (`mustChange`). */
export async function savePassword(
  ctx: Ctx,
  accountId: string,
  passwordHash: string,
  mustChange: boolean,
): Promise<void> {
  const changed = { passwordHash, mustChange, changedAt: ctx.now, failures: 0, lockedUntil: null }
  await ctx.db
    .insertInto('admin.credential')
    .values({ accountId, ...changed })
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet(changed))
    .execute()
}

/** Puts a seed beside the account; it counts only once a code of it was seen. */
export const saveSeed = (ctx: Ctx, accountId: string, codeSecret: string) =>
  ctx.db
    .updateTable('admin.credential')
    .set({ codeSecret, codeConfirmedAt: null, codeLastStep: null })
    .where('accountId', '=', accountId)
    .execute()

export const confirmSeed = (ctx: Ctx, accountId: string, step: number) =>
  ctx.db
    .updateTable('admin.credential')
    .set({ codeConfirmedAt: ctx.now, codeLastStep: step })
    .where('accountId', '=', accountId)
    .execute()

export async function removeSeed(ctx: Ctx, accountId: string): Promise<void> {
  await ctx.db
    .updateTable('admin.credential')
    .set({ codeSecret: null, codeConfirmedAt: null, codeLastStep: null })
    .where('accountId', '=', accountId)
    .execute()
  await ctx.db.deleteFrom('admin.recoveryCode').where('accountId', '=', accountId).execute()
}

export async function replaceRecoveryCodes(ctx: Ctx, accountId: string, hashes: Buffer[]): Promise<void> {
  await ctx.db.deleteFrom('admin.recoveryCode').where('accountId', '=', accountId).execute()
  await ctx.db
    .insertInto('admin.recoveryCode')
    .values(hashes.map((codeHash) => ({ id: newId(), accountId, codeHash, createdAt: ctx.now })))
    .execute()
}

export async function spendRecoveryCode(ctx: Ctx, accountId: string, codeHash: Buffer): Promise<boolean> {
  const used = await ctx.db
    .updateTable('admin.recoveryCode')
    .set({ usedAt: ctx.now })
    .where('accountId', '=', accountId)
    .where('codeHash', '=', codeHash)
    .where('usedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}

export async function recoveryCodesLeft(ctx: Ctx, accountId: string): Promise<number> {
  const rows = await ctx.db
    .selectFrom('admin.recoveryCode')
    .select('id')
    .where('accountId', '=', accountId)
    .where('usedAt', 'is', null)
    .execute()
  return rows.length
}
