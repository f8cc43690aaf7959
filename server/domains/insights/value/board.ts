import type { Call, Reply } from '../../../../contract/endpoint.ts'
import {
  type Account,
  abcClasses,
  type readValue as askValue,
  valueClasses,
  valueStages,
} from '../../../../contract/value.ts'
import { type Ctx, seesMoney } from '../../../kernel/ctx.ts'
import { askQuestion, type Question, sqlOf, type Window } from '../door.ts'
import { readFreshness } from '../facts/refresh.ts'
import { valueClassesQuestion } from '../questions/value-classes/question.ts'
import { valueCurve } from '../questions/value-curve/question.ts'
import { valueRfm } from '../questions/value-rfm/question.ts'
import { latestValuation } from './verdicts.ts'

type Chosen = Pick<Call<typeof askValue>['query'], 'brand' | 'region' | 'dealer' | 'series'>

/** Verdicts know no period of their own: the facts are read as they are now. */
export function windowNow(ctx: Ctx, { brand, region, dealer, series }: Chosen): Window {
  const day = ctx.now.toISOString().slice(0, 10)
  return { from: day, to: day, asOf: ctx.now, brand, region, dealer, series }
}

type Sums = { customers: number; amountFen: number; profitFen: number; expectedFen: number }
const none: Sums = { customers: 0, amountFen: 0, profitFen: 0, expectedFen: 0 }

/** Adds up the rows that `belongs` picks; money is hidden from who may not see what was paid elsewhere. */
function sumOf<R extends Sums>(rows: readonly R[], belongs: (row: R) => boolean, money: boolean) {
  const sum = rows.filter(belongs).reduce(
    (all, row) => ({
      customers: all.customers + row.customers,
      amountFen: all.amountFen + row.amountFen,
      profitFen: all.profitFen + row.profitFen,
      expectedFen: all.expectedFen + row.expectedFen,
    }),
    none,
  )
  return money ? sum : { ...sum, amountFen: null, profitFen: null, expectedFen: null }
}

export async function readValue(
  ctx: Ctx,
  query: Call<typeof askValue>['query'],
): Promise<Reply<typeof askValue>> {
  const window = windowNow(ctx, query)
  const money = seesMoney(ctx.scope)
  const rows = await askQuestion(ctx, valueClassesQuestion, window, {})
  const cells = await askQuestion(ctx, valueRfm, window, {})
  const [curve] = money ? await askQuestion(ctx, valueCurve, window, {}) : []
  const count = (of: (row: (typeof rows)[0]) => number) => rows.reduce((sum, row) => sum + of(row), 0)
  const classed = rows.some((row) => row.valueClass !== '')
  const unclassed = rows.some((row) => row.valueClass === '')
  return {
    valuation: await latestValuation(ctx),
    seesMoney: money,
    customers: count((row) => row.customers),
    classes: [...(classed ? valueClasses : []), ...(unclassed ? [null] : [])].map((valueClass) => ({
      valueClass,
      ...sumOf(rows, (row) => row.valueClass === (valueClass ?? ''), money),
    })),
    abc: abcClasses.map((abc) => ({ abc, ...sumOf(rows, (row) => row.abc === abc, money) })),
    stages: valueStages.map((stage) => ({ stage, ...sumOf(rows, (row) => row.stage === stage, money) })),
    atLoss: {
      customers: count((row) => row.atLoss),
      lossFen: money ? count((row) => row.lossFen) : null,
      byFree: count((row) => row.lossByFree),
    },
    rfm: cells.map((cell) => ({ ...cell, averageFen: money ? cell.averageFen : null })),
    curve: curve ? { shares: curve.shares, forFourFifths: curve.forFourFifths } : null,
    accounts: [valueClassesQuestion, valueRfm, valueCurve].map((one) => accountOf(one as Question)),
    freshness: await readFreshness(ctx),
  }
}

const accountOf = (one: Question): Account => ({
  name: one.name,
  title: one.title,
  definition: one.definition,
  formula: one.formula,
  sql: sqlOf(one),
  registerIds: one.register,
})
