import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { savedFrom } from '../mapping/saved.ts'
import { lockImport, updateImport } from '../queries/imports.ts'
import { saveMapping } from '../queries/mappings.ts'
import { clearRows, saveRows } from '../queries/rows.ts'
import { undoDays } from '../rules.ts'
import { againOnDeadlock } from './again.ts'
import { inLanes } from './lanes.ts'
import { type Driver, type Opened, openImport, planOf, preparedBatches } from './open.ts'
import type { Prepared } from './prepare.ts'
import { addTally, emptyTally, type Tally } from './tally.ts'
import { writeBatch } from './write-batch.ts'

/**
 * Writes the file batch by batch, for some kinds two at a time. What is written moves in the transaction that wrote it
 * (`batch_done`, and `batches_ahead` for those that ended before an earlier one), so wherever the process is killed,
 * the next run goes on there: nothing is lost and nothing is written twice. Returns false when somebody stopped it.
 */
export async function runRows(driver: Driver, id: string): Promise<boolean> {
  const started = performance.now()
  const opened = await openImport(driver, id)
  const { batchDone: first, batchesAhead } = opened.row
  const ahead = new Set(batchesAhead)
  const plan = await planOf(opened)
  // What a dry run noted makes room for what is so.
  if (first === 0 && ahead.size === 0) await driver.transact((ctx) => clearRows(ctx, id))
  let number = first
  let rowsDone = opened.row.rowDone
  await driver.progress(rowsDone, plan.rows)
  const isDone = await inLanes(preparedBatches(opened, plan, first), opened.kind.lanes ?? 1, async (rows) => {
    const here = number++
    if (ahead.has(here)) return true
    if (await driver.shouldStop()) return false
    if (!(await writeNext(driver, opened, rows, here))) return false
    rowsDone += rows.length
    await driver.progress(rowsDone, plan.rows)
    return true
  })
  if (!isDone) return false
  const seconds = Math.round(performance.now() - started) / 1000
  return driver.transact((ctx) => finish(ctx, opened, plan.rows, seconds))
}

class Superseded extends Error {}

/**
 * One batch in one transaction. The import's row is locked only at the end, for the batches that run beside: who finds
 * the batch written there, or the import stopped, takes back what it did.
 *
 * @returns false when somebody stopped the import or another worker has taken it over
 */
async function writeNext(
  driver: Driver,
  { row: { id }, kind, batch }: Opened,
  rows: Prepared[],
  number: number,
): Promise<boolean> {
  const write = () =>
    driver.transact(async (ctx) => {
      const { tally, problems, samples } = await writeBatch(ctx, kind, batch, rows, number)
      await settleBatch(ctx, id, number, tally)
      await saveRows(ctx, id, problems, samples)
      return true
    })
  return againOnDeadlock(write).catch((error: unknown) => {
    if (error instanceof Superseded) return false
    throw error
  })
}

async function settleBatch(ctx: Ctx, id: string, number: number, tally: Tally): Promise<void> {
  const row = await lockImport(ctx, id)
  if (row?.state !== 'running' || row.batchDone > number || row.batchesAhead.includes(number))
    throw new Superseded()
  const ahead = new Set([...row.batchesAhead, number])
  let batchDone = row.batchDone
  while (ahead.delete(batchDone)) batchDone++
  const counts = addTally({ ...emptyTally(), ...row.counts }, tally)
  const rowDone = Number(row.rowDone) + tally.rows
  await updateImport(ctx, id, { batchDone, batchesAhead: [...ahead], rowDone, counts })
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
