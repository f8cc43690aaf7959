import type { Analytics } from './analytics.ts'
import type { Db } from './db/database.ts'
import type { Emit } from './events.ts'
import type { Mail } from './mail.ts'
import type { Ports } from './ports.ts'
import type { Secrets } from './secrets.ts'

/** How wide a user sees. Each kind is one PostgreSQL role with its own row policies. */
export type ScopeKind = 'carmaker' | 'brand' | 'region' | 'dealer' | 'system'

/**
 * Which rows a transaction may see. `nodes` are the nodes it sees through: brands for a brand,
 * dealers for a region, one dealer for a dealer, nothing for carmaker and system (they see all).
 */
export type Scope = { kind: ScopeKind; nodes: string[]; brands: string[] }

export type Actor = {
  id: string
  name: string
  kind: 'user' | 'key' | 'system'
  /** The node the user belongs to; the dealer itself for dealer users. */
  nodeId: string | null
  permissions: ReadonlySet<string>
  language: 'zh-CN' | 'en'
}

/** What every action receives: one transaction, one actor, one scope, one instant. */
export type Ctx = {
  db: Db
  actor: Actor
  scope: Scope
  now: Date
  requestId: string
  emit: Emit
  /** Upwards, to whoever `app.ts` wired to the port; null where nobody answers. */
  ports: Pick<Ports, 'ask'>
  /** Runs once the transaction has committed; a failure there is logged and made good by a sweep. */
  afterCommit(work: () => Promise<void>): void
  services: Services
}

/** What an action may use besides its transaction. */
export type Services = {
  secrets: Secrets
  analytics: Analytics
  mail: Mail
  wake(queue: string, jobId: string): Promise<void>
}

export const systemScope: Scope = { kind: 'system', nodes: [], brands: [] }

export const systemActor = (name: string): Actor => ({
  id: '00000000-0000-7000-8000-000000000000',
  name,
  kind: 'system',
  nodeId: null,
  permissions: new Set(),
  language: 'zh-CN',
})

/** The one dealer a dealer user works for; null for everybody else. */
export const dealerOf = (ctx: Pick<Ctx, 'scope'>): string | null =>
  ctx.scope.kind === 'dealer' ? (ctx.scope.nodes[0] ?? null) : null

/** What marketing spent and cars brought stays with head office and the brand. */
export const seesMoney = ({ kind }: Pick<Scope, 'kind'>): boolean =>
  ['carmaker', 'brand', 'system'].includes(kind)
