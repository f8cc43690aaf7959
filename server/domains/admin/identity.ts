import type { FastifyRequest } from 'fastify'
import { type Clock, minute, second } from '../../kernel/clock.ts'
import { type Ctx, systemActor, systemScope } from '../../kernel/ctx.ts'
import type { Ear } from '../../kernel/db/ear.ts'
import { prepared } from '../../kernel/db/prepared.ts'
import type { Transact } from '../../kernel/db/transaction.ts'
import type { Authenticate, Identity } from '../../kernel/http/route.ts'
import { sha256 } from '../../kernel/secrets.ts'
import { withImplied } from './permissions.ts'
import { isLive, type Place, scopeOf, sessionPolicy } from './rules.ts'

export const cookieName = 'ringroad'
export const keyPrefix = 'rr_'
/** The part of a key that is stored as it is, to find it by and to recognise it on the screen. */
export const prefixOf = (key: string): string => key.slice(0, 11)

/** How long a process that hears of changes remembers a session or key, and one that does not. */
const rememberMs = { hearing: minute, deaf: 2 * second }
const rememberMost = 10_000

// Counts up whenever somebody's access may have changed: in this process at once, in another one as soon as it hears.
let accessChanges = 0
export const forgetIdentities = (): void => {
  accessChanges++
}

type Found = { identity: Identity; until: Date }
type Remembered = { identity: Identity | null; at: number; until: number; seen: number }

/** Finds who calls: `Authorization: Bearer` wins over the session cookie. */
export function authenticator(transact: Transact, clock: Clock, ear?: Ear): Authenticate {
  const remembered = new Map<string, Remembered>()
  ear?.hear('ringroad_access', forgetIdentities)
  return async (request) => {
    const token = tokenOf(request)
    if (!token) return null
    const now = clock.now()
    const at = now.getTime()
    const seen = accessChanges
    const known = remembered.get(token.value)
    const most = ear?.listening ? rememberMs.hearing : rememberMs.deaf
    if (known?.seen === seen && at >= known.at && at < Math.min(known.at + most, known.until))
      return known.identity
    const caller = { actor: systemActor('sign-in'), scope: systemScope, now, requestId: request.id }
    const found = await transact(caller, (ctx) =>
      token.kind === 'key' ? byKey(ctx, token.value) : bySession(ctx, token.value),
    )
    if (remembered.size > rememberMost) remembered.clear()
    const until = found ? found.until.getTime() : at + rememberMs.deaf
    const identity = found?.identity ?? null
    remembered.set(token.value, { identity, at, until, seen })
    return identity
  }
}

function tokenOf(request: FastifyRequest): { kind: 'key' | 'session'; value: string } | null {
  const bearer = /^Bearer (\S{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
  if (bearer) return { kind: 'key', value: bearer }
  const cookie = request.cookies[cookieName]
  return cookie ? { kind: 'session', value: cookie } : null
}

type SessionRow = {
  id: string
  accountId: string
  createdAt: Date
  seenAt: Date
  expiresAt: Date
  revokedAt: Date | null
  /** The token before the last rotation, still good for requests that were under way. */
  previous: boolean
  rotatedAt: Date
}
const sessionByHash = prepared<SessionRow, [hash: Buffer, graceFrom: Date]>(
  `select id, account_id, created_at, seen_at, expires_at, revoked_at, token_hash <> $1 as previous, rotated_at
  from admin.session where token_hash = $1 or (previous_hash = $1 and rotated_at > $2)`,
)

async function bySession(ctx: Ctx, token: string): Promise<Found | null> {
  const grace = new Date(ctx.now.getTime() - sessionPolicy.graceMs)
  const [session] = await sessionByHash(ctx, sha256(token), grace)
  if (!session || !isLive(session, ctx.now)) return null
  if (ctx.now.getTime() - session.seenAt.getTime() > minute)
    await ctx.db.updateTable('admin.session').set({ seenAt: ctx.now }).where('id', '=', session.id).execute()
  const who = await readIdentity(ctx, session.accountId)
  const until = session.previous
    ? new Date(session.rotatedAt.getTime() + sessionPolicy.graceMs)
    : session.expiresAt
  return who && { identity: { ...who, via: 'session', sessionId: session.id }, until }
}

type KeyRow = {
  id: string
  name: string
  accountId: string
  secretHash: Buffer
  scopes: string[]
  expiresAt: Date
  usedAt: Date | null
}
const keyByPrefix = prepared<KeyRow, [prefix: string, now: Date]>(
  `select id, name, account_id, secret_hash, scopes, expires_at, used_at
  from admin.api_key where prefix = $1 and revoked_at is null and expires_at > $2`,
)

async function byKey(ctx: Ctx, token: string): Promise<Found | null> {
  const [key] = await keyByPrefix(ctx, prefixOf(token), ctx.now)
  if (!key?.secretHash.equals(sha256(token))) return null
  if (!key.usedAt || ctx.now.getTime() - key.usedAt.getTime() > minute)
    await ctx.db.updateTable('admin.apiKey').set({ usedAt: ctx.now }).where('id', '=', key.id).execute()
  const who = await readIdentity(ctx, key.accountId)
  if (!who) return null
  const permissions = withImplied(key.scopes.filter((scope) => who.actor.permissions.has(scope)))
  const actor = { ...who.actor, kind: 'key' as const, name: `${who.actor.name} (${key.name})`, permissions }
  return { identity: { ...who, actor, via: 'key' }, until: key.expiresAt }
}

type Person = Place & {
  id: string
  name: string
  language: 'zh-CN' | 'en'
  permissions: string[]
  mustChange: boolean
  mustEnrol: boolean
}
export type Who = Omit<Identity, 'via'> & { mustChange: boolean; mustEnrol: boolean }

const personOf = prepared<Person, [accountId: string]>(
  `select a.id, a.name, a.language, a.node_id, n.kind, n.brand_id, a.dealer_id,
    (select coalesce(array_agg(distinct p), '{}') from admin.account_role ar join admin.role r on r.id = ar.role_id, unnest(r.permissions) p
      where ar.account_id = a.id) as permissions,
    case when n.kind in ('region', 'area') then
      (select coalesce(array_agg(d.id), '{}') from dealers.node d where d.kind = 'dealer' and d.path @> array[n.id]) else '{}' end as dealers_below,
    (select coalesce(array_agg(u.brand_id), '{}') from dealers.authorisation u where u.dealer_id = a.dealer_id) as authorised_brands,
    (select coalesce(array_agg(b.id), '{}') from dealers.node b where b.kind = 'brand') as all_brands,
    coalesce(c.must_change, false) as must_change,
    c.code_confirmed_at is null and c.account_id is not null and not a.demo and exists (
      select from admin.account_role ar join admin.role r on r.id = ar.role_id where ar.account_id = a.id and r.needs_code) as must_enrol
  from admin.account a join dealers.node n on n.id = a.node_id left join admin.credential c on c.account_id = a.id
  where a.id = $1 and a.active`,
)

/** The account, the union of its roles' permissions, and the scope of its place in the network. */
export async function readIdentity(ctx: Ctx, accountId: string): Promise<Who | null> {
  const [row] = await personOf(ctx, accountId)
  if (!row) return null
  const { mustChange, mustEnrol } = row
  const unfinished = mustChange || mustEnrol
  const permissions = unfinished ? new Set<string>() : withImplied(row.permissions)
  const actor = {
    id: row.id,
    name: row.name,
    kind: 'user' as const,
    nodeId: row.nodeId,
    permissions,
    language: row.language,
  }
  return { actor, scope: scopeOf(row), unfinished, mustChange, mustEnrol }
}
