import type { Ctx } from '../../../kernel/ctx.ts'
import { lockImport, updateImport } from '../queries/imports.ts'
import * as queries from '../queries/undo.ts'
import type { Driver } from './open.ts'

type Reason = 'changed' | 'used' | 'belongs'
type Survey = { shapes: Map<string, queries.TableShape>; kept: Map<string, Map<string, Reason>> }

/** Statements taken back in one transaction. */
const step = 24

/**
 * Takes an import back, last statement first: rows it made go, rows it changed become what they were. What somebody
 * has worked with since stays, whole: the changed row, what it stands on and what belongs to it. May be killed and
 * run again at any moment. Runs as the system, because a dealer stops seeing a customer half-way through.
 */
export async function undoRows(driver: Driver, id: string): Promise<boolean> {
  const survey = await driver.transact((ctx) => surveyed(ctx, id))
  const total = await driver.transact((ctx) => queries.changeCount(ctx, id))
  for (let done = 0; ; ) {
    if (await driver.shouldStop()) return false
    await driver.progress(done, total)
    const taken = await driver.transact((ctx) => takeSome(ctx, id, survey))
    if (taken === null) return false
    if (taken === 0) break
    done += taken
  }
  return driver.transact((ctx) => finish(ctx, id))
}

async function takeSome(ctx: Ctx, id: string, { shapes, kept }: Survey): Promise<number | null> {
  const row = await lockImport(ctx, id)
  if (row?.state !== 'undoing') return null
  const pending = await queries.pendingChanges(ctx, id, step)
  for (const change of pending) {
    const shape = shapes.get(change.table)
    if (shape) await queries.takeBack(ctx, id, change, shape, [...(kept.get(change.table)?.keys() ?? [])])
  }
  if (pending.length > 0)
    await queries.markTakenBack(
      ctx,
      id,
      pending.map((change) => change.seq),
    )
  return pending.length
}

async function finish(ctx: Ctx, id: string): Promise<boolean> {
  const row = await lockImport(ctx, id)
  if (row?.state !== 'undoing') return false
  await queries.forgetMarks(ctx, id)
  await updateImport(ctx, id, { state: 'undone', finishedAt: ctx.now, undoUntil: null, error: null })
  await ctx.emit({
    type: 'imports.undone',
    subjectId: id,
    brandId: row.brandId,
    dealerId: row.dealerId,
    data: { kind: row.kind },
  })
  return true
}

/** Finds what must stay and writes it down for people to read. */
async function surveyed(ctx: Ctx, id: string): Promise<Survey> {
  const tables = await queries.touchedTables(ctx, id)
  const parents = tables.map(({ table }) => table)
  const links = await queries.linksTo(ctx, parents)
  const all = await queries.shapesOf(ctx, [...new Set([...parents, ...links.map((link) => link.child)])])
  const survey: Survey = { shapes: new Map(all.map((shape) => [shape.table, shape])), kept: new Map() }
  for (const { table, creates } of tables) {
    const shape = survey.shapes.get(table)!
    keep(survey, table, await queries.changedSince(ctx, id, shape), 'changed')
    if (!creates) continue
    for (const link of links.filter((one) => one.parent === table))
      keep(survey, table, await queries.usedSince(ctx, id, shape, link), 'used')
  }
  await spread(ctx, id, survey, links)
  await queries.saveKept(
    ctx,
    id,
    [...survey.kept].flatMap(([table, keys]) => [...keys].map(([key, reason]) => ({ table, key, reason }))),
  )
  return survey
}

function keep({ kept }: Survey, table: string, keys: string[], reason: Reason): string[] {
  const known = kept.get(table) ?? new Map<string, Reason>()
  const fresh = keys.filter((key) => !known.has(key))
  for (const key of fresh) known.set(key, reason)
  if (known.size > 0) kept.set(table, known)
  return fresh
}

/** Up to what kept rows stand on, down to what is part of them, until nothing new is found. */
async function spread(ctx: Ctx, id: string, survey: Survey, links: queries.Link[]): Promise<void> {
  let front = new Map([...survey.kept].map(([table, keys]) => [table, [...keys.keys()]]))
  while (front.size > 0) {
    const next = new Map<string, string[]>()
    const found = (table: string, keys: string[]) => {
      const fresh = keep(survey, table, keys, 'belongs')
      if (fresh.length > 0) next.set(table, [...(next.get(table) ?? []), ...fresh])
    }
    for (const link of links) {
      const [child, parent] = [survey.shapes.get(link.child), survey.shapes.get(link.parent)]
      if (!child || !parent) continue
      const children = front.get(link.child)
      if (children) found(link.parent, await queries.parentsOf(ctx, id, link, child, parent, children))
      const owners = front.get(link.parent)
      if (owners && link.isPart)
        found(link.child, await queries.partsOf(ctx, id, link, child, parent, owners))
    }
    front = next
  }
}
