import type { listAnalyses, readAnalysis, readAnalysisRows } from '../../../../contract/analyses.ts'
import { analysisProblems } from '../../../../contract/analyses.ts'
import type { Call, Reply, Words } from '../../../../contract/endpoint.ts'
import { type Ctx, seesMoney } from '../../../kernel/ctx.ts'
import { Refused } from '../../../kernel/errors.ts'
import { builtInFor } from '../boards/built-in.ts'
import { type Freshness, sqlOf } from '../door.ts'
import { facts } from '../facts/facts.ts'
import { readFreshness } from '../facts/refresh.ts'
import { isFiltered } from '../rules.ts'
import { analyses } from './all.ts'
import type { Analysis, Found } from './analysis.ts'
import { type AnalysisQuery, asked, namedFor } from './asking.ts'

/** The catalogue as this reader may open it: what is about money stays with who may see money. */
export function catalogue(ctx: Ctx): Reply<typeof listAnalyses> {
  const boards = builtInFor(ctx)
  const items = analyses
    .filter((one) => !one.money || seesMoney(ctx.scope))
    .map(({ name, room, title, definition, filters, choices = [], register }) => ({
      name,
      room,
      title,
      definition,
      filters: [...filters],
      choices: [...choices],
      registerIds: register,
      usedBy: boards
        .filter(({ tiles }) => tiles.some((tile) => tile.analysis === name))
        .map((board) => ({ key: board.key, title: board.title })),
    }))
  return { items }
}

/** Refusals: notFound, choice, noMoney, periodBackwards, periodTooLong. */
export const answer = (ctx: Ctx, name: string, query: AnalysisQuery): Promise<Reply<typeof readAnalysis>> =>
  answerOf(ctx, namedFor(ctx, name), query)

/** Also of an analysis that stands in no catalogue: what somebody explores. */
export async function answerOf(
  ctx: Ctx,
  analysis: Analysis,
  query: AnalysisQuery,
): Promise<Reply<typeof readAnalysis>> {
  const { asked: question, period } = asked(ctx, analysis, query)
  const found = await analysis.find(ctx, question)
  const freshness = await readFreshness(ctx)
  const { name, title, definition, formula, register } = analysis
  return {
    name,
    title,
    definition,
    formula,
    registerIds: register,
    sql: analysis.questions.map(sqlOf),
    period: analysis.filters.includes('period') ? period : null,
    chosen: { ...question.chosen },
    figures: (found.figures ?? []).map(finiteOnly),
    chart: found.chart ?? analysis.chart,
    columns: found.columns,
    rows: found.rows.map(finiteOnly),
    says: found.says ?? null,
    notes: [...missingNote(freshness.missing), ...(found.notes ?? [])],
    empty: whyEmpty(found, isFiltered(question.window), freshness),
    model: found.model ?? null,
    behind: analysis.behind !== undefined,
    freshness,
  }
}

/** What could not be worked out is not known: no NaN and no infinity reaches a reader, a file or a mail. */
const finiteOnly = <T extends object>(row: T): T => {
  const odd = Object.entries(row).filter(([, value]) => typeof value === 'number' && !Number.isFinite(value))
  return odd.length === 0 ? row : { ...row, ...Object.fromEntries(odd.map(([key]) => [key, null])) }
}

/** Also of facts the analysis does not ask: who reads a board reads several, and it is over in a minute. */
const missingNote = (missing: readonly Words[]): Words[] =>
  missing.length === 0 || missing.length === facts.length
    ? []
    : [
        {
          zh: `正在重新载入：${missing.map(({ zh }) => zh).join('、')}；载入完成前数字不全`,
          en: `Being loaded again: ${missing.map(({ en }) => en).join(', ')}; until then numbers are incomplete`,
        },
      ]

const reasons = {
  facts: {
    zh: '还没有事实：数据到达后约两分钟出现',
    en: 'No facts yet: they appear about two minutes after the data',
  },
  filters: { zh: '所选筛选之内没有数据', en: 'Nothing within these filters' },
  period: { zh: '这段时间没有数据', en: 'Nothing in this period' },
} satisfies Record<string, Words>

function whyEmpty(found: Found, filtered: boolean, { refreshedAt }: Freshness): Words | null {
  if (found.empty && refreshedAt !== null) return found.empty
  if (found.rows.length > 0) return null
  if (refreshedAt === null) return reasons.facts
  return filtered ? reasons.filters : reasons.period
}

/** Refusals: as `answer`, and noRows. */
export async function rowsBehind(
  ctx: Ctx,
  name: string,
  { row = [], after, limit, ...query }: Call<typeof readAnalysisRows>['query'],
): Promise<Reply<typeof readAnalysisRows>> {
  const analysis = namedFor(ctx, name)
  const { asked: question } = asked(ctx, analysis, query)
  if (!analysis.behind) throw new Refused(analysisProblems.noRows)
  const cells = Object.fromEntries(
    row.map((text) => [text.split(':')[0], text.split(':').slice(1).join(':')]),
  )
  return analysis.behind(ctx, question, cells, { after, limit })
}
