import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import type { Words } from '../../../contract/endpoint.ts'
import type { freshness, LoopQuery } from '../../../contract/insights.ts'
import { type Ctx, type Scope, seesMoney } from '../../kernel/ctx.ts'
import { refuseUnseen } from './audiences/queries.ts'
import { withTables } from './facts/facts.ts'
import { clickTime } from './facts/refresh.ts'
import { viewsFor } from './views.ts'

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

/** A question may go on with CTEs of its own: it then starts with a comma. */
export const sqlOf = ({ sql }: Pick<Question, 'sql'>): string =>
  `${viewsFor(sql)}${sql.startsWith(',') ? '' : '\n'}${sql}`

/** Which leads, over which days of arrival, as things stood when. */
export type Window = Pick<
  LoopQuery,
  'from' | 'to' | 'brand' | 'medium' | 'region' | 'campaign' | 'series' | 'dealer'
> & {
  asOf: Date
  /** Only customers who are in one of these audiences. */
  audience?: string[] | undefined
  /** Cost by lead instead of as billed; a filter by dealer or model needs it anyway. */
  carry?: boolean
}

/** The same rows as PostgreSQL's policies (kernel.protect_dealt) would show. Nothing bound means nothing seen. */
function scopeParams(scope: Scope) {
  const wide = scope.kind === 'carmaker' || scope.kind === 'system'
  return {
    every_brand: wide || scope.kind === 'dealer',
    every_dealer: wide || scope.kind === 'brand',
    // A dealer's own brands: only what belongs to no dealer asks for them.
    scope_brands: scope.kind === 'brand' ? scope.nodes : scope.brands,
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
  audience: chosen.audience ?? [],
  carry: Boolean(chosen.carry || chosen.dealer?.length || chosen.series?.length || chosen.audience?.length),
})

/**
 * The one door to ClickHouse, which knows no row security: the scope is bound here and nowhere else.
 * @throws Refused 503 when ClickHouse is away, 422 for an audience that is not the asker's to open
 */
export async function askQuestion<P extends z.ZodType, R extends z.ZodType>(
  ctx: Ctx,
  asked: Question<P, R>,
  window: Window,
  params: z.input<P>,
): Promise<z.output<R>[]> {
  const { analytics } = ctx.services
  if (window.audience?.length) await refuseUnseen(ctx, window.audience)
  const own = asked.params.parse(params) as Record<string, unknown>
  const bound = { ...own, ...windowParams(window), ...scopeParams(ctx.scope) }
  const rows = await withTables(analytics, () => analytics.rows(sqlOf(asked), bound))
  return rows.map((row) => asked.row.parse(row))
}
