import { type AnalysisFilter, analysisProblems, type readAnalysis } from '../../../../contract/analyses.ts'
import type { Call } from '../../../../contract/endpoint.ts'
import { insightProblems, type LoopQuery } from '../../../../contract/insights.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { dayIn } from '../../../kernel/clock.ts'
import { type Ctx, seesMoney } from '../../../kernel/ctx.ts'
import { Refused } from '../../../kernel/errors.ts'
import { windowOf } from '../actions.ts'
import { comparedWith } from '../rules.ts'
import { analysisNamed } from './all.ts'
import type { Analysis, Asked } from './analysis.ts'

export type AnalysisQuery = Call<typeof readAnalysis>['query']

/** Refusals: notFound, noMoney. */
export function namedFor(ctx: Ctx, name: string): Analysis {
  const analysis = analysisNamed(name)
  if (!analysis) throw new Refused(commonProblems.notFound)
  if (analysis.money && !seesMoney(ctx.scope)) throw new Refused(insightProblems.noMoney)
  return analysis
}

/** Refusals: choice, periodBackwards, periodTooLong. */
export function asked(
  ctx: Ctx,
  analysis: Analysis,
  query: AnalysisQuery,
): { asked: Asked; period: { from: string; to: string } } {
  const loop = { ...chipsOf(analysis, query), ...periodOf(ctx, analysis, query), compare: query.compare }
  const window = {
    ...windowOf(ctx, loop),
    ...(listens(analysis, 'audience') && { audience: query.audience }),
  }
  const compared = analysis.filters.includes('compare') ? comparedWith(loop, ctx.now) : null
  return {
    asked: {
      window,
      before: compared && { ...window, ...compared },
      toPlan: loop.compare === 'plan' && analysis.filters.includes('compare'),
      chosen: choicesOf(analysis, query),
    },
    period: { from: loop.from, to: loop.to },
  }
}

const listens = ({ filters }: Analysis, chip: AnalysisFilter) => filters.includes(chip)

/** A chip the analysis does not listen to does not narrow it by accident. */
function chipsOf({ filters }: Analysis, query: AnalysisQuery): Partial<LoopQuery> {
  const names = ['brand', 'region', 'dealer', 'series', 'medium', 'campaign'] as const
  return Object.fromEntries(names.filter((name) => filters.includes(name)).map((name) => [name, query[name]]))
}

const dayMs = 86_400_000
function periodOf(ctx: Ctx, { filters, days = 365 }: Analysis, query: AnalysisQuery) {
  const today = dayIn(ctx.now, 'Asia/Shanghai')
  if (!filters.includes('period')) return { from: today, to: today }
  const to = query.to ?? today
  const start = new Date(Date.parse(`${to}T00:00:00Z`) - (days - 1) * dayMs)
  return { from: query.from ?? start.toISOString().slice(0, 10), to }
}

/** `with=by:region`; what is not said is as usual. */
function choicesOf({ name, choices = [] }: Analysis, query: AnalysisQuery): Record<string, string> {
  const given = new Map(
    (query.with ?? []).map((text) => [text.split(':')[0], text.split(':').slice(1).join(':')]),
  )
  for (const key of given.keys())
    if (!choices.some((choice) => choice.key === key))
      refuse(
        name,
        String(key),
        choices.map((one) => one.key),
      )
  return Object.fromEntries(
    choices.map(({ key, options, standard }) => {
      const value = given.get(key) ?? standard ?? options[0]!.value
      const known = options.map((option) => option.value)
      if (!known.includes(value)) refuse(name, `${key}:${value}`, known)
      return [key, value]
    }),
  )
}

function refuse(name: string, given: string, options: readonly string[]): never {
  throw new Refused(analysisProblems.choice, { name, given, options: options.join(', ') || '–' })
}
