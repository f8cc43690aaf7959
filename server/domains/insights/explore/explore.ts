import type { AnalysisChart, AnalysisColumn } from '../../../../contract/analyses.ts'
import {
  type exploreFact as askExplore,
  type exportFact as askExport,
  type listFacts as askList,
  exploreLimits,
  exploreProblems,
} from '../../../../contract/boards.ts'
import type { Call, Reply, Words } from '../../../../contract/endpoint.ts'
import { insightProblems } from '../../../../contract/insights.ts'
import { commonProblems, words } from '../../../../contract/problem.ts'
import { type Ctx, seesMoney } from '../../../kernel/ctx.ts'
import { Refused } from '../../../kernel/errors.ts'
import { type Analysis, analysis, type Found } from '../analyses/analysis.ts'
import { answerOf } from '../analyses/answer.ts'
import { type Exported, exportAnswer } from '../analyses/export.ts'
import { lastWithout, withoutWord } from '../analyses/without.ts'
import { isOfCustomers } from '../audiences/listening.ts'
import { askQuestion, type Question } from '../door.ts'
import { compose, type ExploredRow, type Picked, titleOf, valueKey } from './compose.ts'
import type { Dimension, Fact } from './fact.ts'
import { facts } from './facts.ts'

export function listFacts(ctx: Ctx): Reply<typeof askList> {
  const items = facts
    .filter(({ money }) => !money || seesMoney(ctx.scope))
    .map(({ key, title, note, view, filters, dimensions, measures }) => ({
      key,
      title,
      note,
      filters: isOfCustomers([{ sql: `from ${view}` }]) ? [...filters, 'audience' as const] : [...filters],
      dimensions: dimensions.map(({ key, title, time = false }) => ({ key, title, time })),
      measures: measures.map(({ key, title, definition, kind }) => ({ key, title, definition, kind })),
    }))
  return { items }
}

type Query = Call<typeof askExplore>['query']

/** Refusals: notFound, noMoney, dimension, measure, periodBackwards, periodTooLong. */
export const exploreFact = (
  ctx: Ctx,
  key: string,
  { by, measure, ...query }: Query,
): Promise<Reply<typeof askExplore>> => answerOf(ctx, exploration(pick(ctx, key, by, measure)), query)

/** Refusals: as `exploreFact`. */
export const exportFact = (
  ctx: Ctx,
  key: string,
  { by, measure, ...query }: Call<typeof askExport>['query'],
): Promise<Exported> => exportAnswer(ctx, exploration(pick(ctx, key, by, measure)), query)

function pick(ctx: Ctx, key: string, by: string[] = [], measure?: string[]): Picked {
  const fact = facts.find((one) => one.key === key)
  if (!fact) throw new Refused(commonProblems.notFound)
  if (fact.money && !seesMoney(ctx.scope)) throw new Refused(insightProblems.noMoney)
  const measures = measure?.length ? measure : [fact.measures[0]!.key]
  return {
    fact,
    by: [...new Set(by)].map((given) => chosen(fact, 'dimension', fact.dimensions, given)),
    measures: [...new Set(measures)].map((given) => chosen(fact, 'measure', fact.measures, given)),
  }
}

function chosen<T extends { key: string }>(
  fact: Fact,
  what: keyof typeof exploreProblems,
  known: readonly T[],
  given: string,
): T {
  const one = known.find(({ key }) => key === given)
  if (one) return one
  const options = known.map(({ key }) => key).join(', ')
  throw new Refused(exploreProblems[what], { fact: fact.key, given, options })
}

/** An analysis made for this one question, so that it is answered, explained and exported like all the others. */
export function exploration(picked: Picked): Analysis {
  const asked = compose(picked)
  const whole = compose({ ...picked, by: [] })
  const { fact, by, measures } = picked
  return analysis({
    name: `explore-${fact.key}`,
    room: 'data',
    title: titleOf(picked),
    definition: fact.note,
    formula: asked.formula,
    register: fact.register,
    filters: fact.filters,
    chart: chartOf(picked),
    questions: [asked as Question],
    find: async (ctx, { window, before }) => {
      const rows = await askQuestion(ctx, asked, window, { most: exploreLimits.rows + 1 })
      const [total = {}] = rows.length ? await askQuestion(ctx, whole, window, { most: 1 }) : []
      const [earlier] = before ? await askQuestion(ctx, whole, before, { most: 1 }) : []
      const shown = by.length === 0 && rows.every(isNothing) ? [] : rows.slice(0, exploreLimits.rows)
      const found: Found = {
        columns: columnsOf(picked),
        rows: withWords(by, shown),
        figures: measures.map(({ key, title, kind, definition }) => ({
          key,
          title,
          kind,
          value: numberOf(total, key),
          ...(earlier && { before: numberOf(earlier, key) }),
          note: definition,
        })),
        says: findingOf(picked, shown, numberOf(total, measures[0]!.key)),
        notes: rows.length > exploreLimits.rows ? [words(cut, { most: exploreLimits.rows })] : [],
      }
      return found
    },
  })
}

const cut: Words = {
  zh: '只显示前 {most} 行；请缩短期间、加筛选或减少维度',
  en: 'Only the first {most} rows; shorten the period, filter, or take a dimension away',
}
/** Who has no region or no dealer stands in a row of its own, the last one. */
function withWords(by: readonly Dimension[], rows: readonly ExploredRow[]): ExploredRow[] {
  const things = by.filter(({ time }) => !time)
  const marked = rows.map((row) => ({
    ...row,
    ...Object.fromEntries(things.map(({ key }) => [key, row[key] ?? ''])),
  }))
  const [only, more] = by
  return only && !more && !only.time ? lastWithout(marked, (row) => row[only.key] === '') : marked
}
const isNothing = (row: ExploredRow) => Object.values(row).every((cell) => cell === null || cell === 0)
const numberOf = (row: ExploredRow, key: string): number | null => {
  const value = row[valueKey(key)]
  return typeof value === 'number' ? value : null
}

function columnsOf({ by, measures }: Picked): AnalysisColumn[] {
  return [
    ...by.map(({ key, title, words }): AnalysisColumn => {
      const kind = key === 'month' ? 'month' : key === 'day' || key === 'week' ? 'day' : 'text'
      return kind === 'text'
        ? { key, title, kind, words: { ...words, '': withoutWord(key) } }
        : { key, title, kind }
    }),
    ...measures.map(({ key, title, kind }): AnalysisColumn => ({ key: valueKey(key), title, kind })),
  ]
}

/** Lines over time, bars over things, heat over two of them. One axis holds one unit: that of the first measure. */
function chartOf({ by, measures }: Picked): AnalysisChart {
  const [first, second] = by
  const [main] = measures
  const alike = measures
    .filter(({ kind, each }) => kind === main?.kind && each === main.each)
    .map(({ key }) => valueKey(key))
  if (!first) return { kind: 'table' }
  if (!second)
    return first.time
      ? { kind: 'line', x: first.key, y: alike }
      : { kind: 'bar', x: first.key, y: alike, lying: true }
  const value = valueKey(measures[0]!.key)
  const [time, other] = first.time ? [first, second] : [second, first]
  return time.time && !other.time
    ? { kind: 'line', x: time.key, y: [value], by: other.key }
    : { kind: 'heat', x: second.key, y: first.key, value }
}

/** Over things: which has most, and how much of all that is. */
function findingOf(
  { by, measures }: Picked,
  rows: readonly ExploredRow[],
  whole: number | null,
): Words | null {
  const [dimension, more] = by
  const [first] = measures
  const [top] = rows
  if (!dimension || more || dimension.time || !first || !top || rows.length < 2 || !whole) return null
  const name = top[dimension.key]
  const value = numberOf(top, first.key)
  if ((first.kind !== 'count' && first.kind !== 'fen') || typeof name !== 'string' || !value) return null
  const said = name === '' ? withoutWord(dimension.key) : (dimension.words?.[name] ?? { zh: name, en: name })
  return words(most, {
    zh: said.zh,
    en: said.en,
    measureZh: first.title.zh,
    measureEn: first.title.en.toLowerCase(),
    share: `${Math.round((value / whole) * 100)} %`,
  })
}
const most: Words = {
  zh: '{zh}的{measureZh}最多，占全部的 {share}',
  en: '{en} has the most {measureEn}: {share} of all',
}
