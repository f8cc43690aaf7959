import type { World } from '../harness/world.ts'

/** What one endpoint needs to be asked rightly, and by whom. `anyone` endpoints skip the refusals. */
export type RouteCase = {
  /** A cast member who may. */
  as: string
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
  headers?: Record<string, string>
  /** Params (and the member who asks) that name a row of somebody else's: must be 404. Left out where a route names no row. */
  outOfScope?: { as: string; params?: Record<string, string>; body?: unknown }
  /** Makes what the success needs; its result is merged over this case. */
  prepare?: (world: World) => Promise<Partial<RouteCase>>
  /** Why there is no success call in this harness (streams, uploads tested elsewhere); names the test file. */
  elsewhere?: string
}
export type RouteCases = Record<string, RouteCase>
