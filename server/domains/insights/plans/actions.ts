import { Readable } from 'node:stream'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import {
  type exportPlans as askExport,
  type listPlans as askList,
  type putPlans as askPut,
  type readPlanTable as askTable,
  planProblems,
} from '../../../../contract/plans.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { cursorOf, pageOf } from '../../../kernel/db/keyset.ts'
import { type FieldError, found, Refused } from '../../../kernel/errors.ts'
import { csvStream } from '../../../kernel/tables/index.ts'
import { fileColumns, fileRows } from './file.ts'
import * as queries from './queries.ts'
import { mayPlan, placePlan } from './rules.ts'
import { type PlanGiven, savePlans } from './saving.ts'

export async function listPlans(
  ctx: Ctx,
  { month, ...query }: Call<typeof askList>['query'],
): Promise<Reply<typeof askList>> {
  const rows = await queries.readPlans(ctx, { ...query, months: month?.map(dayOf) })
  return pageOf(rows, query.limit, (row) => [dayOf(row.month), row.id], queries.shownPlan)
}

const dayOf = (month: string) => `${month}-01`

export async function readPlanTable(
  ctx: Ctx,
  { after, limit, ...asked }: Call<typeof askTable>['query'],
): Promise<Reply<typeof askTable>> {
  const rows = await queries.readTable(ctx, asked, { after, limit })
  const totals = await queries.readTotals(ctx, asked)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => ({ ...row, total: row.cells.reduce((sum, cell) => sum + cell.value, 0) })),
    next: rows.length > limit && last ? cursorOf([last.code]) : null,
    ...totals,
  }
}

type Put = Call<typeof askPut>['body']['cells'][number]

/** Refusals: notYours, invalid (by cell and field), conflict. */
export async function putPlans(
  ctx: Ctx,
  { cells }: Call<typeof askPut>['body'],
): Promise<Reply<typeof askPut>> {
  if (!mayPlan(ctx.scope)) throw new Refused(planProblems.notYours)
  const given = await placed(ctx, cells)
  const written = await savePlans(ctx, given)
  // The rows are written and locked by now; what somebody else changed meanwhile takes all of it back.
  const stale = written.filter(({ index, before }) => (before?.version ?? 0) !== cells[index]!.version)
  if (stale.length > 0)
    throw new Refused(
      commonProblems.conflict,
      {},
      stale.map(({ index }) => ({
        ...at(index, 'version'),
        zh: commonProblems.conflict.zh,
        en: commonProblems.conflict.en,
      })),
    )
  const rows = await queries.plansById(
    ctx,
    written.map(({ id }) => id),
  )
  return { items: rows.map(queries.shownPlan) }
}

const at = (index: number, field: string) => ({ field: `cells.${index}.${field}` })

async function placed(ctx: Ctx, cells: readonly Put[]): Promise<PlanGiven[]> {
  const subjects = await queries.subjectsOf(
    ctx,
    [...new Set(cells.map(({ dealerId }) => dealerId))],
    [...new Set(cells.flatMap(({ seriesId }) => seriesId ?? []))],
  )
  const faults: FieldError[] = []
  const given = cells.flatMap(({ version: _, month, ...cell }, index) => {
    const place = placePlan(ctx.scope, cell, subjects)
    if (!('fault' in place)) return [{ ...cell, ...place, month: dayOf(month) }]
    faults.push({ ...place.fault, ...at(index, place.fault.field) })
    return []
  })
  if (faults.length > 0) throw new Refused(commonProblems.invalid, {}, faults)
  return given
}

/** Refusals: notYours, notFound, conflict. */
export async function removePlan(ctx: Ctx, id: string, version: number | undefined): Promise<void> {
  const [row] = await queries.plansById(ctx, [id])
  const plan = found(row, commonProblems.notFound)
  if (!mayPlan(ctx.scope)) throw new Refused(planProblems.notYours)
  if (version !== undefined && version !== plan.version) throw new Refused(commonProblems.conflict)
  await queries.deletePlan(ctx, id)
}

const mostCells = 100_000

/** A year's plans as the import reads them: a line per dealer, month and series. Who took it, and why, stands in the audit. */
export async function exportPlans(
  ctx: Ctx,
  { year, reason_for_export, ...narrowed }: Call<typeof askExport>['query'],
): Promise<Readable> {
  const months = Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}-01`)
  const plans = await queries.readPlans(ctx, { ...narrowed, months, limit: mostCells - 1 })
  await recordAudit(ctx, {
    table: 'insights',
    rowId: null,
    action: 'export',
    reason: reason_for_export,
    after: { plans: plans.length, year, ...narrowed },
  })
  const language = ctx.actor.language === 'en' ? 'en' : 'zh'
  return Readable.from(fileRows(plans)).pipe(csvStream(fileColumns(language, ctx.scope)))
}
