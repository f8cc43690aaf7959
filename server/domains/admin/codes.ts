import { randomInt } from 'node:crypto'
import { generateSecret, generateURI, verifySync } from 'otplib'
import type { Ctx } from '../../kernel/ctx.ts'
import { sha256 } from '../../kernel/secrets.ts'
import * as queries from './queries/credentials.ts'

export const recoveryCodeCount = 10
// Without 0 1 i l o u: a code is copied from paper. Ten of 30 letters are 49 bits, behind the lock after five failures.
const letters = '23456789abcdefghjkmnpqrstvwxyz'

export const newRecoveryCode = (): string => {
  const drawn = Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('')
  return `${drawn.slice(0, 5)}-${drawn.slice(5)}`
}
export const recoveryHash = (code: string): Buffer => sha256(code.toLowerCase().replace(/[^a-z0-9]/g, ''))

/** A fresh seed, and the address an authenticator reads from the QR code. */
export function newSeed(login: string): { secret: string; uri: string } {
  const secret = generateSecret()
  return { secret, uri: generateURI({ issuer: 'Ringroad', label: login, secret }) }
}

/** The time step of a right code, one step of drift allowed; null when it is wrong. */
export function codeStep(secret: string, code: string, now: Date): number | null {
  const epoch = Math.floor(now.getTime() / 1000)
  const token = code.replaceAll(' ', '')
  if (!/^\d{6}$/.test(token)) return null
  const result = verifySync({ secret, token, epoch, epochTolerance: 30 })
  return result.valid ? Math.floor(epoch / 30) + (result.delta ?? 0) : null
}

type Seeded = { id: string; codeSecret: string | null; codeLastStep: number | null }

/** Takes a one-time code or a recovery code; each is good once. */
export async function acceptCode(ctx: Ctx, account: Seeded, code: string): Promise<boolean> {
  if (!account.codeSecret) return false
  const step = codeStep(
    ctx.services.secrets.open(Buffer.from(account.codeSecret, 'base64url')),
    code,
    ctx.now,
  )
  if (step !== null) {
    if (step <= (account.codeLastStep ?? 0)) return false
    await queries.rememberCode(ctx, account.id, step)
    return true
  }
  return queries.spendRecoveryCode(ctx, account.id, recoveryHash(code))
}
