import type { Ctx } from '../../../kernel/ctx.ts'
import { lockImport, updateImport } from '../queries/imports.ts'
import { clearRows, saveRows } from '../queries/rows.ts'
import { type Driver, openImport, planOf, preparedBatches } from './open.ts'
import { emptyTally, type Tally } from './tally.ts'
import { type Report, writeBatch } from './write-batch.ts'

/**
 * The dry run: every batch is written for real and taken back. Only so can it count exactly what the run will do,
 * with the database's own constraints and everybody's latest data; no lock outlives its batch.
 */
export async function checkRows(driver: Driver, id: string): Promise<Tally | null> {
  const started = performance.now()
  const opened = await openImport(driver, id)
  await driver.transact((ctx) => clearRows(ctx, id))
  const plan = await planOf(opened)
  await driver.progress(0, plan.rows)
  const tally = emptyTally()
  for await (const rows of preparedBatches(opened, plan)) {
    if (await driver.shouldStop()) return null
    const report = await takenBack(driver, (ctx) => writeBatch(ctx, opened.kind, opened.batch, rows, tally))
    const isOurs = await driver.transact(async (ctx) => {
      const row = await lockImport(ctx, id)
      if (row?.state !== 'checking') return false
      await saveRows(ctx, id, report.problems, report.samples)
      return true
    })
    if (!isOurs) return null
    await driver.progress(tally.rows, plan.rows)
  }
  const seconds = Math.round(performance.now() - started) / 1000
  await driver.transact((ctx) =>
    updateImport(ctx, id, {
      state: 'checked',
      checked: { ...tally, seconds },
      rowTotal: plan.rows,
      error: null,
    }),
  )
  return tally
}

class TakenBack extends Error {
  readonly report: Report
  constructor(report: Report) {
    super('taken back')
    this.report = report
  }
}

/** Caches hang on the services object: a copy of it keeps what will never have been out of them. */
async function takenBack(driver: Driver, work: (ctx: Ctx) => Promise<Report>): Promise<Report> {
  try {
    await driver.transact(async (ctx) => {
      throw new TakenBack(await work({ ...ctx, services: { ...ctx.services } }))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.report
    throw error
  }
  throw new Error('a dry run was committed')
}
