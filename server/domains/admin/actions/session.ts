import { commonProblems } from '../../../../contract/problem.ts'
import type { Session } from '../../../../contract/session.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { randomToken, sha256 } from '../../../kernel/secrets.ts'
import { demoPassword, demoSees } from '../demo.ts'
import { forgetIdentities } from '../identity.ts'
import * as queries from '../queries/sessions.ts'
import { sessionPolicy } from '../rules.ts'
import { cookieSeconds, describeSession } from '../sessions.ts'

export const cookieOptions = (secure: boolean) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge: cookieSeconds }) as const

/** The session behind a cookie; its token is exchanged for a fresh one every quarter of an hour. */
export async function currentSession(
  ctx: Ctx,
  token: string,
  demo: boolean,
): Promise<{ session: Session; fresh?: string }> {
  const hash = sha256(token)
  const row = found(await queries.sessionByToken(ctx, hash), commonProblems.signedOut)
  const session = await describeSession(ctx, row.accountId, row.expiresAt, demo)
  const old = ctx.now.getTime() - row.rotatedAt.getTime() > sessionPolicy.rotateAfterMs
  if (!old || !row.tokenHash.equals(hash)) return { session }
  const fresh = randomToken()
  await queries.rotateToken(ctx, row.id, hash, sha256(fresh))
  return { session, fresh }
}

export async function signOut(ctx: Ctx, token: string | undefined): Promise<void> {
  if (token) await queries.revokeSessionByToken(ctx, sha256(token))
  ctx.afterCommit(async () => forgetIdentities())
}

/** Demonstration log-ins exist only in demonstration mode; otherwise the address does not. */
export async function listDemoLogins(ctx: Ctx, demo: boolean) {
  if (!demo) throw new Refused(commonProblems.notFound)
  const accounts = await queries.demoAccounts(ctx)
  return {
    password: demoPassword,
    items: accounts.map((account) => ({
      login: account.login,
      name: account.name,
      role: { zh: account.nameZh, en: account.nameEn },
      place: { zh: account.nodeName, en: account.nodeName },
      sees: demoSees[account.key] ?? { zh: '', en: '' },
    })),
  }
}
