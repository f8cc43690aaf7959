import { commonProblems } from '../../../../contract/problem.ts'
import { type Profile, passwordFaults, profileProblems } from '../../../../contract/profile.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { acceptCode, codeStep, newRecoveryCode, newSeed, recoveryCodeCount, recoveryHash } from '../codes.ts'
import { forgetIdentities } from '../identity.ts'
import { ownProfile, saveOwn } from '../queries/accounts.ts'
import * as credentials from '../queries/credentials.ts'
import { endSessions } from '../queries/sessions.ts'
import { passwordFault } from '../rules.ts'
import { hashPassword, isPassword } from '../sessions.ts'

export async function readProfile(ctx: Ctx): Promise<Profile> {
  const { codeConfirmedAt, ...row } = found(await ownProfile(ctx), commonProblems.notFound)
  return {
    ...row,
    language: row.language as Profile['language'],
    density: row.density as Profile['density'],
    codeEnrolled: codeConfirmedAt !== null,
    codeNeeded: Boolean(row.codeNeeded),
    recoveryCodesLeft: await asSystem(ctx, (wide) => credentials.recoveryCodesLeft(wide, row.id)),
  }
}

type Change = { language?: 'zh-CN' | 'en'; density?: 'compact' | 'comfortable'; email?: string | null }
export async function editProfile(ctx: Ctx, change: Change): Promise<Profile> {
  if (Object.keys(change).length > 0) await saveOwn(ctx, change)
  ctx.afterCommit(async () => forgetIdentities())
  return readProfile(ctx)
}

/** Secrets are read in the system scope, after the caller has shown the password. */
async function proven(ctx: Ctx, password: string) {
  const own = found(
    await asSystem(ctx, (wide) => credentials.secretsOf(wide, ctx.actor.id)),
    commonProblems.notFound,
  )
  if (!(await isPassword(own.passwordHash, password))) throw new Refused(profileProblems.wrongPassword)
  return own
}

/** Every other session ends: whoever knew the old password is out. */
export async function changePassword(
  ctx: Ctx,
  { current, next }: { current: string; next: string },
  sessionId: string | undefined,
): Promise<void> {
  const own = await proven(ctx, current)
  const fault = next === current ? 'same' : passwordFault(next, own)
  if (fault) throw new Refused(commonProblems.invalid, {}, [{ field: 'next', ...passwordFaults[fault] }])
  const hash = await hashPassword(next)
  await asSystem(ctx, (wide) => credentials.savePassword(wide, own.id, hash, false))
  await endSessions(ctx, own.id, { keep: sessionId })
  await said(ctx, 'password changed')
}

export async function startCode(ctx: Ctx, { password }: { password: string }) {
  const own = await proven(ctx, password)
  if (own.codeConfirmedAt) throw new Refused(profileProblems.codeAlready)
  const seed = newSeed(own.login)
  const sealed = ctx.services.secrets.seal(seed.secret).toString('base64url')
  await asSystem(ctx, (wide) => credentials.saveSeed(wide, own.id, sealed))
  return seed
}

/** The first right code proves that the telephone has the seed. */
export async function confirmCode(
  ctx: Ctx,
  { code }: { code: string },
): Promise<{ recoveryCodes: string[] }> {
  const own = found(
    await asSystem(ctx, (wide) => credentials.secretsOf(wide, ctx.actor.id)),
    commonProblems.notFound,
  )
  if (own.codeConfirmedAt) throw new Refused(profileProblems.codeAlready)
  if (!own.codeSecret) throw new Refused(profileProblems.codeNotBegun)
  const step = codeStep(ctx.services.secrets.open(Buffer.from(own.codeSecret, 'base64url')), code, ctx.now)
  if (step === null) throw new Refused(profileProblems.codeWrong)
  await asSystem(ctx, (wide) => credentials.confirmSeed(wide, own.id, step))
  await said(ctx, 'one-time code enrolled')
  return freshRecoveryCodes(ctx)
}

async function freshRecoveryCodes(ctx: Ctx): Promise<{ recoveryCodes: string[] }> {
  const recoveryCodes = Array.from({ length: recoveryCodeCount }, newRecoveryCode)
  await asSystem(ctx, (wide) =>
    credentials.replaceRecoveryCodes(wide, ctx.actor.id, recoveryCodes.map(recoveryHash)),
  )
  return { recoveryCodes }
}

async function provenTwice(ctx: Ctx, { password, code }: { password: string; code: string }) {
  const own = await proven(ctx, password)
  if (!own.codeConfirmedAt || !(await asSystem(ctx, (wide) => acceptCode(wide, own, code))))
    throw new Refused(profileProblems.codeWrong)
}

export async function removeCode(ctx: Ctx, proof: { password: string; code: string }): Promise<void> {
  const profile = await readProfile(ctx)
  if (profile.codeNeeded) throw new Refused(profileProblems.codeNeeded)
  await provenTwice(ctx, proof)
  await asSystem(ctx, (wide) => credentials.removeSeed(wide, ctx.actor.id))
  await said(ctx, 'one-time code removed')
}

export async function renewRecoveryCodes(ctx: Ctx, proof: { password: string; code: string }) {
  await provenTwice(ctx, proof)
  await said(ctx, 'recovery codes renewed')
  return freshRecoveryCodes(ctx)
}

async function said(ctx: Ctx, reason: string) {
  await recordAudit(ctx, { table: 'admin.account', rowId: ctx.actor.id, action: 'update', reason })
  ctx.afterCommit(async () => forgetIdentities())
}
