import { openTable } from '../../../kernel/tables/index.ts'
import type { Run } from './run.ts'

/** A row of tab-separated text as ClickHouse reads it. */
const escaped = (cell: string) =>
  cell.replace(/[\\\t\n\r\0]/g, (one) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[one] ?? '')

const rowsPerInsert = 50_000

/**
 * One file, or two that are linked with one another, become `raw`: rid counts through them, side says which.
 * @returns the columns, which both files must have
 */
export async function loadFiles(run: Run, paths: readonly string[]): Promise<string[]> {
  const tables = await Promise.all(paths.map((path) => openTable(path)))
  const header = tables[0]!.header.map((name, at) => name.trim().replaceAll('`', '') || `#${at + 1}`)
  for (const [at, table] of tables.entries())
    if (
      table.header.map((name) => name.trim()).join() !== tables[0]!.header.map((name) => name.trim()).join()
    )
      throw new Error(`${paths[at]} has other columns than ${paths[0]}: name them alike, in the same order.`)
  const { analytics, database } = run
  await analytics.command(`drop table if exists ${database}.raw`)
  await analytics.command(
    `create table ${database}.raw (rid UInt32, side UInt8, ${header.map((name) => `\`${name}\` String`).join(', ')}) engine = MergeTree order by rid`,
  )
  const started = performance.now()
  let rid = 0
  let lines: string[] = []
  const flush = async () => {
    if (lines.length > 0) await analytics.load(`${database}.raw`, 'TabSeparated', lines.join(''))
    lines = []
  }
  for (const [side, table] of tables.entries())
    for await (const rows of table.rows)
      for (const { cells } of rows) {
        const values = header.map((_, at) => escaped(cells[at] ?? ''))
        lines.push(`${rid++}\t${side}\t${values.join('\t')}\n`)
        if (lines.length === rowsPerInsert) await flush()
      }
  await flush()
  await run.done?.('raw', performance.now() - started, rid)
  return header
}
