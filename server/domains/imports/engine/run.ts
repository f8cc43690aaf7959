import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { savedFrom } from '../mapping/saved.ts'
import { lockImport, updateImport } from '../queries/imports.ts'
import { saveMapping } from '../queries/mappings.ts'
import { clearRows, saveRows } from '../queries/rows.ts'
import { undoDays } from '../rules.ts'
import { type Driver, type Opened, openImport, planOf, preparedBatches } from './open.ts'
import type { Prepared } from './prepare.ts'
import { emptyTally, type Tally } from './tally.ts'
import { writeBatch } from './write-batch.ts'

/**
 * Writes the file batch by batch. `batch_done` and the counts move in the transaction that wrote the batch, so
 * wherever the process is killed, the next run goes on there: nothing is lost and nothing is written twice.
 * Returns false when somebody stopped it.
 */
export async function runRows(driver: Driver, id: string): Promise<boolean> {
  const started = performance.now()
  const opened = await openImport(driver, id)
  const first = opened.row.batchDone
  const plan = await planOf(opened)
  let number = first
  let rowsDone = opened.row.rowDone
  await driver.progress(rowsDone, plan.rows)
  for await (const rows of preparedBatches(opened, plan, first)) {
    if (await driver.shouldStop()) return false
    if (!(await driver.transact((ctx) => writeNext(ctx, opened, rows, number)))) return false
    number++
    rowsDone += rows.length
    await driver.progress(rowsDone, plan.rows)
  }
  const seconds = Math.round(performance.now() - started) / 1000
  return driver.transact((ctx) => finish(ctx, opened, plan.rows, seconds))
}

/** The lock makes a second worker (its predecessor believed dead) see the moved `batch_done` and leave. */
async function writeNext(
  ctx: Ctx,
  { row: { id }, kind, batch }: Opened,
  rows: Prepared[],
  number: number,
): Promise<boolean> {
  const row = await lockImport(ctx, id)
  if (row?.state !== 'running' || row.batchDone !== number) return false
  // What a dry run noted makes room for what is so.
  if (number === 0) await clearRows(ctx, id)
  const tally: Tally = { ...emptyTally(), ...row.counts }
  const report = await writeBatch(ctx, kind, batch, rows, tally)
  await saveRows(ctx, id, report.problems, report.samples)
  await updateImport(ctx, id, { batchDone: number + 1, rowDone: row.rowDone + rows.length, counts: tally })
  return true
}

async function finish(ctx: Ctx, { row, kind }: Opened, total: number, seconds: number): Promise<boolean> {
  const now = await lockImport(ctx, row.id)
  if (now?.state !== 'running') return false
  const counts = { ...emptyTally(), ...now.counts, seconds, written: await writtenBy(ctx, row.id) }
  const undoUntil = new Date(ctx.now.getTime() + undoDays * 86_400_000)
  await updateImport(ctx, row.id, {
    state: 'done',
    counts,
    rowTotal: total,
    finishedAt: ctx.now,
    undoUntil,
    error: null,
  })
  await saveMapping(ctx, kind.kind, row.source, row.header, savedFrom(row.header, row.mapping))
  await ctx.emit({
    type: 'imports.finished',
    subjectId: row.id,
    brandId: row.brandId,
    dealerId: row.dealerId,
    data: { kind: row.kind, rows: total },
  })
  return true
}

type WrittenRegister = Record<string, { created: number; updated: number }>
async function writtenBy(ctx: Ctx, id: string): Promise<WrittenRegister> {
  const { rows } = await sql<{ table: string; created: number; updated: number }>`
    select table_name as table, coalesce(sum(rows) filter (where action = 'create'), 0)::int as created,
      coalesce(sum(rows) filter (where action = 'update'), 0)::int as updated
    from imports.change where import_id = ${id}::uuid group by 1 order by 1`.execute(ctx.db)
  return Object.fromEntries(rows.map(({ table, ...counts }) => [table, counts]))
}
