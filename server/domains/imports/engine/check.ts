import type { Ctx } from '../../../kernel/ctx.ts'
import { lockImport, updateImport } from '../queries/imports.ts'
import { clearRows, saveRows } from '../queries/rows.ts'
import { againOnDeadlock } from './again.ts'
import { inLanes } from './lanes.ts'
import { type Driver, type Opened, openImport, planOf, preparedBatches } from './open.ts'
import { addTally, emptyTally, type Tally } from './tally.ts'
import { type Report, writeBatch } from './write-batch.ts'

/** Rows found to belong together may find others; more rounds than this nobody has seen. */
const mostRounds = 4

/**
 * The dry run: every batch is written for real and taken back. Only so can it count exactly what the run will do,
 * with the database's own constraints and everybody's latest data; no lock outlives its batch. Rows of different
 * batches that meet in the same known person are tied together and everything is counted anew: the run follows the
 * same ties.
 */
export async function checkRows(driver: Driver, id: string): Promise<Tally | null> {
  const started = performance.now()
  const opened = await openImport(driver, id)
  for (let round = 1; ; round++) {
    const checked = await checkOnce(driver, id, opened)
    if (checked === null) return null
    const { tally, meetings } = checked
    if (meetings.size > 0 && round < mostRounds) {
      opened.row.ties = { ...opened.row.ties, ...Object.fromEntries(meetings) }
      continue
    }
    const seconds = Math.round(performance.now() - started) / 1000
    const found = {
      state: 'checked',
      checked: { ...tally, seconds },
      rowTotal: tally.rows,
      error: null,
    } as const
    await driver.transact((ctx) => updateImport(ctx, id, { ...found, ties: opened.row.ties }))
    return tally
  }
}

type Checked = { tally: Tally; meetings: Map<string, string> }

async function checkOnce(driver: Driver, id: string, opened: Opened): Promise<Checked | null> {
  await driver.transact((ctx) => clearRows(ctx, id))
  const plan = await planOf(opened)
  await driver.progress(0, plan.rows)
  const tally = emptyTally()
  const people = meetingPoint()
  let number = 0
  const isDone = await inLanes(preparedBatches(opened, plan), opened.kind.lanes ?? 1, async (rows) => {
    const here = number++
    if (await driver.shouldStop()) return false
    const report = await againOnDeadlock(() =>
      takenBack(driver, (ctx) => writeBatch(ctx, opened.kind, opened.batch, rows, here)),
    )
    const isOurs = await driver.transact(async (ctx) => {
      const row = await lockImport(ctx, id)
      if (row?.state !== 'checking') return false
      await saveRows(ctx, id, report.problems, report.samples)
      return true
    })
    if (!isOurs) return false
    addTally(tally, report.tally)
    people.enter(report.people)
    await driver.progress(tally.rows, plan.rows)
    return true
  })
  if (!isDone) return null
  return { tally, meetings: people.meetings }
}

/** Notices people who are met in more than one batch; row number -> person for all rows that met them. */
function meetingPoint() {
  const firstMet = new Map<string, { batch: number; rowNumbers: number[] }>()
  const meetings = new Map<string, string>()
  let batch = 0
  return {
    meetings,
    enter(people: Report['people']) {
      batch++
      for (const { rowNumber, personId } of people) {
        const met = firstMet.get(personId)
        if (!met) firstMet.set(personId, { batch, rowNumbers: [rowNumber] })
        else if (met.batch === batch) met.rowNumbers.push(rowNumber)
        else for (const one of [...met.rowNumbers, rowNumber]) meetings.set(String(one), personId)
      }
    },
  }
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
