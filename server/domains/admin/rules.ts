import { minute } from '../../kernel/clock.ts'
import type { Scope } from '../../kernel/ctx.ts'

/** Sign-in limits. Absolute: however busy the session; idle: since the last request. */
export const sessionPolicy = {
  idleMs: 60 * minute,
  absoluteMs: 12 * 60 * minute,
  rotateAfterMs: 15 * minute,
  /** The previous token stays good this long after a rotation: requests in flight still carry it. */
  graceMs: 1 * minute,
  maxFailures: 5,
  lockMs: 15 * minute,
}

/** NIST 800-63B: length over composition; not the name, not a run of one character, not the best-known ones. */
export function passwordFault(
  password: string,
  about: { login: string; name: string },
): 'short' | 'long' | 'common' | 'personal' | null {
  if (password.length < 10) return 'short'
  if (password.length > 200) return 'long'
  const lower = password.toLowerCase()
  if (new Set(lower).size < 5 || commonPasswords.some((common) => lower.includes(common))) return 'common'
  const parts = [about.login.split('@')[0]!, about.name].filter((part) => part.length > 2)
  if (parts.some((part) => lower.includes(part.toLowerCase()))) return 'personal'
  return null
}
const commonPasswords = [
  'password',
  '12345678',
  'qwertyui',
  '11111111',
  'iloveyou',
  'admin123',
  'letmein1',
  'woaini1314',
  'a123456',
]

export function afterFailure(failures: number, now: Date): { failures: number; lockedUntil: Date | null } {
  const count = failures + 1
  return {
    failures: count,
    lockedUntil: count >= sessionPolicy.maxFailures ? new Date(now.getTime() + sessionPolicy.lockMs) : null,
  }
}

type SessionTimes = { createdAt: Date; seenAt: Date; expiresAt: Date; revokedAt: Date | null }
export const isLive = (session: SessionTimes, now: Date): boolean =>
  session.revokedAt === null &&
  now < session.expiresAt &&
  now.getTime() - session.seenAt.getTime() < sessionPolicy.idleMs

export type Place = {
  nodeId: string
  kind: string
  brandId: string | null
  dealersBelow: string[]
  dealerId: string | null
  authorisedBrands: string[]
  allBrands: string[]
}

/** What someone at this place in the network sees. */
export function scopeOf(place: Place): Scope {
  switch (place.kind) {
    case 'carmaker':
      return { kind: 'carmaker', nodes: [], brands: place.allBrands }
    case 'brand':
      return { kind: 'brand', nodes: [place.nodeId], brands: [place.nodeId] }
    case 'region':
    case 'area':
      return { kind: 'region', nodes: place.dealersBelow, brands: place.brandId ? [place.brandId] : [] }
    default:
      return { kind: 'dealer', nodes: place.dealerId ? [place.dealerId] : [], brands: place.authorisedBrands }
  }
}

type Holder = { id: string; permissions: ReadonlySet<string> }

/** Permissions of `wanted` the actor may not hand out. Who edits roles could give them anyway, so may give any role to others. */
export const beyond = (actor: Holder, wanted: Iterable<string>): string[] =>
  actor.permissions.has('admin.roles') ? [] : [...wanted].filter((one) => !actor.permissions.has(one))

/** Taking over an account that can do more than oneself is taking its permissions. */
export const mayManage = (actor: Holder, target: { permissions: Iterable<string> }): boolean =>
  beyond(actor, target.permissions).length === 0

/** A dealer's own people get dealer roles only. */
export const fitsPlace = (home: string, actor: Holder): boolean =>
  actor.permissions.has('admin.users') || home === 'dealer'

type Change = { roleIds?: string[] | undefined; nodeId?: string | undefined; active?: boolean | undefined }
/** What nobody may change about themselves: rights, place, being active. */
export const changesOwnRights = (actorId: string, targetId: string, change: Change): boolean =>
  actorId === targetId &&
  (change.roleIds !== undefined || change.nodeId !== undefined || change.active !== undefined)

/** A role one holds may lose permissions by one's own hand, never gain any one does not hold. */
export const widensOwn = (actor: Holder, held: boolean, permissions: string[]): boolean =>
  held && permissions.some((one) => !actor.permissions.has(one))
