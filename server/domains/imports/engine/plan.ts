import type { TableRow } from '../../../kernel/tables/index.ts'
import { createTies } from './ties.ts'

/**
 * Rows that share an identity go into one transaction, however far apart they stand in the file. So every batch
 * can be tried and taken back by itself, and the dry run counts exactly what the run will do: one transaction
 * over the whole file would count the same, but hold the identity lock and every row it touches until its end.
 */
export type Plan = {
  rows: number
  /** Component of a tied row by its position from 0; rows that stand alone are absent. */
  component: Map<number, number>
  /** The last position of each component. */
  last: Map<number, number>
}

export async function planRows(
  rows: AsyncIterable<TableRow[]>,
  tiesOf: (row: TableRow) => string[],
  onRows?: (done: number) => Promise<void>,
): Promise<Plan> {
  const ties = createTies()
  let position = 0
  for await (const batch of rows) {
    for (const row of batch) {
      for (const key of tiesOf(row)) ties.add(position, key)
      position++
    }
    await onRows?.(position)
  }
  const sizes = new Uint8Array(position)
  for (let at = 0; at < position; at++) {
    const root = ties.rootOf(at)
    if (sizes[root]! < 2) sizes[root]!++
  }
  const plan: Plan = { rows: position, component: new Map(), last: new Map() }
  for (let at = 0; at < position; at++) {
    const root = ties.rootOf(at)
    if (sizes[root]! < 2) continue
    plan.component.set(at, root)
    plan.last.set(root, at)
  }
  return plan
}

/** The file's rows batch by batch, components whole; the same file and plan give the same batches every time. */
export async function* batchesOf(
  rows: AsyncIterable<TableRow[]>,
  plan: Plan,
  batchRows: number,
  skip = 0,
): AsyncGenerator<TableRow[]> {
  const open = new Map<number, TableRow[]>()
  let ready: TableRow[] = []
  let number = 0
  let position = -1
  for await (const chunk of rows)
    for (const row of chunk) {
      position++
      const component = plan.component.get(position)
      const whole =
        component === undefined ? [row] : joined(open, component, row, plan.last.get(component) === position)
      if (!whole) continue
      if (ready.length > 0 && ready.length + whole.length > batchRows) {
        if (number++ >= skip) yield ready
        ready = []
      }
      ready = ready.length === 0 && whole.length > 1 ? whole : push(ready, whole)
      while (ready.length >= batchRows) {
        const full = ready.slice(0, batchRows)
        ready = ready.slice(batchRows)
        if (number++ >= skip) yield full
      }
    }
  if (ready.length > 0 && number >= skip) yield ready
}

function push(ready: TableRow[], rows: TableRow[]): TableRow[] {
  for (const row of rows) ready.push(row)
  return ready
}

function joined(
  open: Map<number, TableRow[]>,
  component: number,
  row: TableRow,
  isLast: boolean,
): TableRow[] | null {
  const rows = open.get(component) ?? []
  rows.push(row)
  if (isLast) open.delete(component)
  else open.set(component, rows)
  return isLast ? rows : null
}
