import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Clock } from '../../kernel/clock.ts'
import { type Ctx, systemActor, systemScope } from '../../kernel/ctx.ts'
import type { Transact } from '../../kernel/db/transaction.ts'
import type { Authenticate, Identity } from '../../kernel/http/route.ts'
import { sha256 } from '../../kernel/secrets.ts'
import { withImplied } from './permissions.ts'
import { isLive, type Place, scopeOf, sessionPolicy } from './rules.ts'

export const cookieName = 'ringroad'
export const keyPrefix = 'rr_'
/** The part of a key that is stored as it is, to find it by and to recognise it on the screen. */
export const prefixOf = (key: string): string => key.slice(0, 11)

/** How long a process may act on what it last read of a session or key: revocation is felt within this. */
const rememberMs = 2_000
const rememberMost = 10_000

// Counts up whenever somebody's access changed in this process, which then forgets at once; other processes within `rememberMs`.
let accessChanges = 0
export const forgetIdentities = (): void => {
  accessChanges++
}

/** Finds who calls: `Authorization: Bearer` wins over the session cookie. */
export function authenticator(transact: Transact, clock: Clock): Authenticate {
  const remembered = new Map<string, { identity: Identity | null; until: number; seen: number }>()
  return async (request) => {
    const token = tokenOf(request)
    if (!token) return null
    const known = remembered.get(token.value)
    const now = clock.now()
    const seen = accessChanges
    if (
      known &&
      known.seen === seen &&
      known.until > now.getTime() &&
      known.until - now.getTime() <= rememberMs
    )
      return known.identity
    const caller = { actor: systemActor('sign-in'), scope: systemScope, now, requestId: request.id }
    const identity = await transact(caller, (ctx) =>
      token.kind === 'key' ? byKey(ctx, token.value) : bySession(ctx, token.value),
    )
    if (remembered.size > rememberMost) remembered.clear()
    remembered.set(token.value, { identity, until: now.getTime() + rememberMs, seen })
    return identity
  }
}

function tokenOf(request: FastifyRequest): { kind: 'key' | 'session'; value: string } | null {
  const bearer = /^Bearer (\S{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
  if (bearer) return { kind: 'key', value: bearer }
  const cookie = request.cookies[cookieName]
  return cookie ? { kind: 'session', value: cookie } : null
}

async function bySession(ctx: Ctx, token: string): Promise<Identity | null> {
  const hash = sha256(token)
  const grace = new Date(ctx.now.getTime() - sessionPolicy.graceMs)
  const session = await ctx.db
    .selectFrom('admin.session')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('tokenHash', '=', hash),
        eb.and([eb('previousHash', '=', hash), eb('rotatedAt', '>', grace)]),
      ]),
    )
    .executeTakeFirst()
  if (!session || !isLive(session, ctx.now)) return null
  if (ctx.now.getTime() - session.seenAt.getTime() > 60_000)
    await ctx.db.updateTable('admin.session').set({ seenAt: ctx.now }).where('id', '=', session.id).execute()
  const who = await readIdentity(ctx, session.accountId)
  return who && { ...who, via: 'session', sessionId: session.id }
}

async function byKey(ctx: Ctx, token: string): Promise<Identity | null> {
  const key = await ctx.db
    .selectFrom('admin.apiKey')
    .selectAll()
    .where('prefix', '=', prefixOf(token))
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', ctx.now)
    .executeTakeFirst()
  if (!key?.secretHash.equals(sha256(token))) return null
  if (!key.usedAt || ctx.now.getTime() - key.usedAt.getTime() > 60_000)
    await ctx.db.updateTable('admin.apiKey').set({ usedAt: ctx.now }).where('id', '=', key.id).execute()
  const who = await readIdentity(ctx, key.accountId)
  if (!who) return null
  const permissions = withImplied(key.scopes.filter((scope) => who.actor.permissions.has(scope)))
  return {
    ...who,
    actor: { ...who.actor, kind: 'key', name: `${who.actor.name} (${key.name})`, permissions },
    via: 'key',
  }
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

/** The account, the union of its roles' permissions, and the scope of its place in the network. */
export async function readIdentity(ctx: Ctx, accountId: string): Promise<Who | null> {
  const { rows } = await sql<Person>`
    select a.id, a.name, a.language, a.node_id, n.kind, n.brand_id, a.dealer_id,
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
    where a.id = ${accountId} and a.active`.execute(ctx.db)
  const row = rows[0]
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
