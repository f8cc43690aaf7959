import { hash, verify } from '@node-rs/argon2'
import { commonProblems } from '../../../contract/problem.ts'
import type { Session } from '../../../contract/session.ts'
import { sessionProblems } from '../../../contract/session.ts'
import { recordAudit } from '../../kernel/audit.ts'
import { hour, minute } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { found, Refused } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { randomToken, sha256 } from '../../kernel/secrets.ts'
import { acceptCode } from './codes.ts'
import { readIdentity } from './identity.ts'
import * as queries from './queries/sessions.ts'
import { afterFailure, sessionPolicy } from './rules.ts'

// OWASP's floor for argon2id: 19 MiB, 2 passes, 1 lane; about 25 ms here.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
export const hashPassword = (password: string): Promise<string> => hash(password, cost)
export const isPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password)
// Compared when the account is unknown, so that an unknown log-in takes as long as a wrong password.
const nobody = hash(randomToken(), cost)

type Attempt = { login: string; password: string; code?: string; address?: string; agent?: string }
export type SignIn = { ok: true; token: string; session: Session } | { ok: false; refused: Refused }

/**
 * Signs in. A wrong attempt is answered, not thrown: its count must be committed.
 * Refusals: wrong, locked, codeNeeded, codeWrong.
 */
export async function signIn(ctx: Ctx, attempt: Attempt, demo: boolean): Promise<SignIn> {
  const account = await queries.accountForSignIn(ctx, attempt.login.trim().toLowerCase())
  if (account?.lockedUntil && account.lockedUntil > ctx.now)
    return no(
      new Refused(sessionProblems.locked, {
        minutes: Math.ceil((account.lockedUntil.getTime() - ctx.now.getTime()) / minute),
      }),
    )
  const right = await isPassword(account?.passwordHash ?? (await nobody), attempt.password)
  if (!account || !right || (account.demo && !demo))
    return fail(ctx, account, attempt, new Refused(sessionProblems.wrong))
  if (account.codeSecret && account.codeConfirmedAt) {
    if (!attempt.code) return no(new Refused(sessionProblems.codeNeeded))
    if (!(await acceptCode(ctx, account, attempt.code)))
      return fail(ctx, account, attempt, new Refused(sessionProblems.codeWrong))
  }
  await queries.clearFailures(ctx, account.id)
  const token = randomToken()
  const expiresAt = new Date(ctx.now.getTime() + sessionPolicy.absoluteMs)
  await queries.createSession(ctx, {
    id: newId(),
    accountId: account.id,
    tokenHash: sha256(token),
    expiresAt,
    address: attempt.address,
    agent: attempt.agent,
  })
  await recordAudit(ctx, { table: 'admin.account', rowId: account.id, action: 'sign-in', actor: account })
  return { ok: true, token, session: await describeSession(ctx, account.id, expiresAt, demo) }
}

const no = (refused: Refused): SignIn => ({ ok: false, refused })

async function fail(
  ctx: Ctx,
  account: { id: string; name: string; failures: number } | undefined,
  attempt: Attempt,
  refused: Refused,
) {
  if (account) {
    await queries.saveFailure(ctx, account.id, afterFailure(account.failures, ctx.now))
    await recordAudit(ctx, {
      table: 'admin.account',
      rowId: account.id,
      action: 'refused',
      actor: account,
      reason: attempt.address,
    })
  }
  return no(refused)
}

/** Who is signed in, for the shell. */
export async function describeSession(
  ctx: Ctx,
  accountId: string,
  expiresAt: Date,
  demo: boolean,
): Promise<Session> {
  const identity = found(await readIdentity(ctx, accountId), commonProblems.signedOut)
  const account = await queries.accountForShell(ctx, accountId)
  const brands = await queries.brandNames(ctx, identity.scope.brands)
  return {
    user: {
      id: account.id,
      name: account.name,
      login: account.login,
      language: identity.actor.language,
      roleIds: account.roles.map((role) => role.id),
    },
    roles: account.roles.map((role) => ({ key: role.key, zh: role.zh, en: role.en })),
    home: (account.roles[0]?.home ?? 'dealer') as Session['home'],
    node: { id: account.nodeId, name: account.nodeName, kind: account.nodeKind },
    scope: identity.scope.kind as Session['scope'],
    brands,
    permissions: [...identity.actor.permissions].sort(),
    demo,
    mustChange: identity.mustChange,
    mustEnrol: identity.mustEnrol,
    density: account.density as Session['density'],
    expiresAt: expiresAt.toISOString(),
  }
}

/** How long a browser keeps the cookie. */
export const cookieSeconds = (12 * hour) / 1000
