import { type ImportKind, importProblems } from '../../../../contract/imports.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Actor, Ctx, Scope } from '../../../kernel/ctx.ts'
import { found } from '../../../kernel/errors.ts'
import type { TableRow } from '../../../kernel/tables/index.ts'
import { openSource, type Source } from '../files/source.ts'
import { kinds } from '../kinds/index.ts'
import type { Batch, Kind, ReadRow } from '../kinds/kind.ts'
import { type ImportRow, importById } from '../queries/imports.ts'
import { batchesOf, type Plan, planRows } from './plan.ts'
import { type Prepared, preparer, tieReader } from './prepare.ts'

/** What drives a long piece of work: a job, or the command line. */
export type Driver = {
  actor: Actor
  scope: Scope
  transact<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  progress(done: number, total?: number): Promise<void>
  shouldStop(): Promise<boolean>
}

export type Opened = { row: ImportRow; kind: Kind; source: Source; batch: Batch; now: Date }

export const kindOf = (kind: ImportKind): Kind => kinds[kind]

/** The stored import with its file open. `now` is when it was first started, so a run resumed tomorrow reads the same. */
export async function openImport(driver: Driver, id: string): Promise<Opened> {
  const { row, now } = await driver.transact(async (ctx) => ({
    row: found(await importById(ctx, id), commonProblems.notFound),
    now: ctx.now,
  }))
  if (row.filePath === '') found(null, importProblems.fileGone)
  const source = await openSource(row.filePath, { encoding: row.encoding, delimiter: row.delimiter })
  const batch = {
    importId: id,
    source: row.source,
    options: row.options,
    dealerId: row.dealerId,
    brandId: row.brandId,
    rawOf: rawBy(row.header),
  }
  return { row, kind: kindOf(row.kind), source, batch, now: row.startedAt ?? now }
}

/** Headers may repeat: the second becomes `name (2)`. Empty cells are not kept. */
function rawBy(header: string[]): (row: ReadRow) => Record<string, string> {
  const seen = new Map<string, number>()
  const names = header.map((name) => {
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
  return ({ cells }) => {
    const raw: Record<string, string> = {}
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at]!
      if (cell !== '') raw[names[at] ?? `#${at + 1}`] = cell
    }
    return raw
  }
}

export const planOf = (
  { row, kind, source, now }: Opened,
  onRows?: (done: number) => Promise<void>,
): Promise<Plan> => {
  const ties = tieReader(kind, row.mapping)
  const known = new Map(Object.entries(row.ties))
  const personOf = (rowNumber: number) => (known.size === 0 ? undefined : known.get(String(rowNumber)))
  const tiesOf = (one: TableRow) => {
    const person = personOf(one.rowNumber)
    return person ? [...ties(one, now), `=${person}`] : ties(one, now)
  }
  return planRows(source.rows, tiesOf, onRows)
}

/** Batches with their cells read, the next one being read while the database writes this one. */
export async function* preparedBatches(
  { row, kind, source, batch, now }: Opened,
  plan: Plan,
  skip = 0,
): AsyncGenerator<Prepared[]> {
  const prepare = preparer(kind, row.mapping, row.options)
  async function* read() {
    for await (const rows of batchesOf(source.rows, plan, kind.batchRows, skip))
      yield rows.map((one) => prepare(one, batch, now))
  }
  yield* ahead(read())
}

async function* ahead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  // setImmediate: the consumer sends its statement first, then this reads on while it waits.
  const start = () => {
    const next = new Promise<IteratorResult<T>>(
      (resolve, reject) => void setImmediate(() => source.next().then(resolve, reject)),
    )
    next.catch(() => {})
    return next
  }
  for (let next = start(); ; ) {
    const { value, done } = await next
    if (done) return
    next = start()
    yield value
  }
}
