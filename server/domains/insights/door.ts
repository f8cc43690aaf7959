import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import type { Words } from '../../../contract/endpoint.ts'
import type { freshness, LoopQuery } from '../../../contract/insights.ts'
import type { Analytics } from '../../kernel/analytics.ts'
import { type Ctx, type Scope, seesMoney } from '../../kernel/ctx.ts'
import { ensureTables } from './facts/facts.ts'
import { clickTime } from './facts/refresh.ts'

export type Freshness = z.infer<typeof freshness>

/** A question about the loop: its SQL reads the views of views.sql and nothing else. */
export type Question<P extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> = {
  name: string
  title: Words
  definition: Words
  formula: Words
  unit: 'fen' | 'count' | 'rows'
  /** Rows of the mission register it answers. */
  register: string[]
  /** Parameters of its own, bound as `{name:Type}` beside the door's. */
  params: P
  row: R
  sql: string
  /** A choice of its own parameters, for the test that asks every question. */
  example: z.input<P>
}

export const question = <P extends z.ZodType, R extends z.ZodType>(
  given: Omit<Question<P, R>, 'sql'>,
  folder: string,
): Question<P, R> => {
  const text = readFileSync(new URL('./question.sql', folder), 'utf8').trim()
  if (/\binsights\s*\./i.test(text))
    throw new Error(`the question ${given.name} reads past its scope: use the views of views.sql`)
  return { ...given, sql: text }
}

const views = readFileSync(new URL('./views.sql', import.meta.url), 'utf8').trim()
/** A question may go on with CTEs of its own: it then starts with a comma. */
export const sqlOf = (asked: Pick<Question, 'sql'>): string =>
  `${views}${asked.sql.startsWith(',') ? '' : '\n'}${asked.sql}`

/** Which leads, over which days of arrival, as things stood when. */
export type Window = Pick<
  LoopQuery,
  'from' | 'to' | 'brand' | 'medium' | 'region' | 'campaign' | 'series' | 'dealer'
> & {
  asOf: Date
  /** Cost by lead instead of as billed; a filter by dealer or model needs it anyway. */
  carry?: boolean
}

/** The same rows as PostgreSQL's policies (kernel.protect_dealt) would show. Nothing bound means nothing seen. */
function scopeParams(scope: Scope) {
  const wide = scope.kind === 'carmaker' || scope.kind === 'system'
  return {
    every_brand: wide || scope.kind === 'dealer',
    every_dealer: wide || scope.kind === 'brand',
    scope_brands: scope.kind === 'brand' ? scope.nodes : scope.kind === 'region' ? scope.brands : [],
    scope_dealers:
      scope.kind === 'region' ? scope.nodes : scope.kind === 'dealer' ? scope.nodes.slice(0, 1) : [],
    sees_money: seesMoney(scope),
  }
}

const windowParams = ({ from, to, asOf, ...chosen }: Window) => ({
  from,
  to,
  as_of: clickTime(asOf),
  brands: chosen.brand ?? [],
  media: chosen.medium ?? [],
  regions: chosen.region ?? [],
  campaigns: chosen.campaign ?? [],
  series: chosen.series ?? [],
  dealers: chosen.dealer ?? [],
  carry: Boolean(chosen.carry || chosen.dealer?.length || chosen.series?.length),
})

const ready = new WeakMap<Analytics, Promise<void>>()
/** An engine that has never seen a fact answers with empty tables, not with an error. */
async function tablesReady(analytics: Analytics) {
  const making = ready.get(analytics) ?? ensureTables(analytics)
  ready.set(analytics, making)
  await making.catch((error) => {
    ready.delete(analytics)
    throw error
  })
}

/**
 * The one door to ClickHouse, which knows no row security: the scope is bound here and nowhere else.
 * @throws Refused 503 when ClickHouse is away
 */
export async function askQuestion<P extends z.ZodType, R extends z.ZodType>(
  ctx: Ctx,
  asked: Question<P, R>,
  window: Window,
  params: z.input<P>,
): Promise<z.output<R>[]> {
  await tablesReady(ctx.services.analytics)
  const own = asked.params.parse(params) as Record<string, unknown>
  const rows = await ctx.services.analytics.rows(sqlOf(asked), {
    ...own,
    ...windowParams(window),
    ...scopeParams(ctx.scope),
  })
  return rows.map((row) => asked.row.parse(row))
}
