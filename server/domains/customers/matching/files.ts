import { createReadStream } from 'node:fs'
import { Refused } from '../../../kernel/errors.ts'
import { create } from '../../../kernel/place.ts'
import { openTable, type Table } from '../../../kernel/tables/index.ts'
import type { Run } from './run.ts'

/** A row of tab-separated text as ClickHouse reads it. */
const escaped = (cell: string) =>
  cell.replace(/[\\\t\n\r\0]/g, (one) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[one] ?? '')

const rowsPerInsert = 100_000

/**
 * One file, or two that are linked with one another, become `raw`: rid counts through them, side says which.
 * @returns the columns, which both files must have
 */
export async function loadFiles(run: Run, paths: readonly string[]): Promise<string[]> {
  const tables = await Promise.all(paths.map((path) => openTable(path)))
  const headers = tables.map(({ header }) => header.map((name) => name.trim().replaceAll('`', '')))
  for (const [at, header] of headers.entries())
    if (header.join() !== headers[0]!.join())
      throw new Error(`${paths[at]} has other columns than ${paths[0]}: name them alike, in the same order.`)
  const started = performance.now()
  const header = headers[0]!.map((name, at) => name || `#${at + 1}`)
  const columns = header.map((name) => `\`${name}\` String`).join(', ')
  await create(run, { table: 'raw', columns: `rid UInt32, side UInt8, ${columns}`, order: 'rid' })
  // On one node, also of a cluster: rows are numbered in the order of the file.
  const { analytics, database } = run
  const here = { analytics, database }
  let rid = 0
  for (const [side, table] of tables.entries()) {
    await create(here, { table: 'loaded', columns, order: '' })
    if (!(await loadAsItIs(run, paths[side]!, table))) {
      await create(here, { table: 'loaded', columns, order: '' })
      await loadRows(run, table)
    }
    await analytics.command(
      `insert into ${database}.raw select ${rid} + rowNumberInAllBlocks(), ${side}, * from ${database}.loaded settings max_threads = 1`,
    )
    const [size] = await analytics.rows<{ n: number }>(`select count() as n from ${database}.raw`)
    rid = size!.n
  }
  await run.done?.('raw', performance.now() - started, rid)
  return header
}

async function loadRows({ analytics, database }: Run, table: Table): Promise<void> {
  let lines: string[] = []
  const flush = async () => {
    if (lines.length > 0) await analytics.load(`${database}.loaded`, 'TabSeparated', lines.join(''))
    lines = []
  }
  for await (const rows of table.rows)
    for (const { cells } of rows) {
      lines.push(`${table.header.map((_, at) => escaped(cells[at] ?? '')).join('\t')}\n`)
      if (lines.length === rowsPerInsert) await flush()
    }
  await flush()
}

const chunkBytes = 32 * 1024 * 1024

/**
 * A plain file is read by ClickHouse itself, at a third of the cost: UTF-8, commas, the header in its first line, and no
 * quote that is left open or goes over a line. @returns false when it is not plain, and what was loaded is to be forgotten
 */
async function loadAsItIs(run: Run, path: string, table: Table): Promise<boolean> {
  if (
    table.format !== 'csv' ||
    table.encoding !== 'utf-8' ||
    table.delimiter !== ',' ||
    table.headerRow !== 1
  )
    return false
  let parts: Buffer[] = []
  let bytes = 0
  let hasHeader = true
  const flush = async (isLast: boolean) => {
    const all = Buffer.concat(parts)
    const end = isLast ? all.length : all.lastIndexOf(newline) + 1
    const rows = all.subarray(hasHeader ? all.indexOf(newline) + 1 : 0, end)
    hasHeader = false
    parts = [all.subarray(end)]
    bytes = all.length - end
    if (!isPlain(rows)) return false
    if (rows.length > 0) await run.analytics.load(`${run.database}.loaded`, 'CSV', rows)
    return true
  }
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
      parts.push(chunk)
      bytes += chunk.length
      if (bytes > chunkBytes && !(await flush(false))) return false
    }
    return await flush(true)
  } catch (error) {
    if (error instanceof Refused) throw error
    return false
  }
}

const newline = 10
const quote = 34

function isPlain(rows: Buffer): boolean {
  for (let open = rows.indexOf(quote); open >= 0; ) {
    const close = rows.indexOf(quote, open + 1)
    const lineEnd = rows.indexOf(newline, open)
    if (close < 0 || (lineEnd >= 0 && lineEnd < close)) return false
    open = rows.indexOf(quote, close + 1)
  }
  return true
}
