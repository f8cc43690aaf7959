import type { z } from 'zod'
import type {
  AnalysisCell,
  AnalysisChart,
  AnalysisChoice,
  AnalysisColumn,
  AnalysisFigure,
  AnalysisFilter,
  AnalysisRoom,
  BehindRow,
} from '../../../../contract/analyses.ts'
import type { Words } from '../../../../contract/endpoint.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { isOfCustomers } from '../audiences/listening.ts'
import { askQuestion, type Question, type Window } from '../door.ts'

/** What is asked of an analysis: the window as the chips say it, the one compared with, its own choices. */
export type Asked<C extends string = string> = {
  window: Window
  before: Window | null
  /** Compared with the plan of the window itself. */
  toPlan: boolean
  chosen: Readonly<Record<C, string>>
}

/** What an analysis found. What is left out is as empty as it can be. */
export type Found = {
  columns: AnalysisColumn[]
  rows: Record<string, AnalysisCell>[]
  figures?: AnalysisFigure[]
  /** Instead of the analysis's usual drawing. */
  chart?: AnalysisChart
  says?: Words | null
  notes?: Words[]
  /** Why there is nothing, where it is not the period, the filters or missing facts: too few customers, say. */
  empty?: Words | null
  model?: { version: number; at: string } | null
}

type Behind<C extends string> = (
  ctx: Ctx,
  asked: Asked<C>,
  /** The row's cells as the address names them. */
  row: Readonly<Record<string, string>>,
  page: { after: string | undefined; limit: number },
) => Promise<{ columns: AnalysisColumn[]; items: BehindRow[]; next: string | null }>

/**
 * One folder per analysis, in the room's folder: it asks questions through the door, hands the rows to a pure model
 * and says what it found. It never reads PostgreSQL past the asker's policies and never names `insights.` in SQL.
 */
export type Analysis<C extends string = string> = {
  name: string
  room: AnalysisRoom
  title: Words
  definition: Words
  formula: Words
  /** Rows of the mission register it answers. */
  register: string[]
  /** The chips it listens to. Without `period` it is of now. */
  filters: readonly AnalysisFilter[]
  choices?: readonly (AnalysisChoice & { key: C })[]
  chart: AnalysisChart
  /** The questions it asks, for its account of itself. */
  questions: readonly Question[]
  /** Days back the period begins when the address names none: 365 unless said. */
  days?: number
  /** Only for who may see money (head office, brand); others are told so. */
  money?: boolean
  find(ctx: Ctx, asked: Asked<C>): Promise<Found>
  behind?: Behind<C>
}

/** `find` knows the names of its own choices; whoever asks knows only that there are some. Both are held to it here. */
export function analysis<C extends string = never>(given: Analysis<C>): Analysis {
  const { find, behind } = given
  const keys = (given.choices ?? []).map(({ key }) => key)
  const complete = (asked: Asked): asked is Asked<C> => keys.every((key) => key in asked.chosen)
  const own = (asked: Asked): Asked<C> => {
    if (complete(asked)) return asked
    throw new Error(`the analysis ${given.name} was asked without all of its choices: ${keys.join(', ')}`)
  }
  return {
    ...given,
    filters: isOfCustomers(given.questions) ? [...given.filters, 'audience'] : given.filters,
    find: (ctx, asked) => find(ctx, own(asked)),
    behind: behind && ((ctx, asked, row, page) => behind(ctx, own(asked), row, page)),
  }
}

/** Asks the same question twice: of the period, and of the one compared with. */
export async function askBoth<P extends z.ZodType, R extends z.ZodType>(
  ctx: Ctx,
  question: Question<P, R>,
  { window, before }: Asked,
  params: z.input<P>,
): Promise<{ now: z.output<R>[]; before: z.output<R>[] | null }> {
  const now = await askQuestion(ctx, question, window, params)
  return { now, before: before && (await askQuestion(ctx, question, before, params)) }
}
