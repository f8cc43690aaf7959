import { open } from 'node:fs/promises'
import {
  type Detection,
  detectDelimiter,
  detectTable,
  headBytes,
  type TableDelimiter,
  type TableEncoding,
} from './detect.ts'
import { TableError } from './failure.ts'
import { csvRows } from './read-csv.ts'
import { sheetRows } from './read-xlsx.ts'
import type { TableRow } from './splitter.ts'
import { readWorkbook, type Sheet } from './workbook.ts'
import { openZip, type ZipLimits } from './zip.ts'

export type TableOptions = {
  encoding?: TableEncoding
  delimiter?: TableDelimiter
  /** Name of the sheet; without it the first one people can see. */
  sheet?: string
  /** First row to return, as the user counts; earlier ones are passed over without being cut up. */
  fromRow?: number
  maxColumns?: number
  zip?: Partial<ZipLimits>
}

export type Table = {
  format: 'csv' | 'xlsx'
  encoding: TableEncoding
  delimiter: TableDelimiter | null
  sheets: string[]
  sheet: string | null
  header: string[]
  headerRow: number
  /** Batches of about 2,000 rows. May be walked more than once: every walk reads the file anew. */
  rows: AsyncIterable<TableRow[]>
}

const zipLimits: ZipLimits = { maxInflatedBytes: 2 * 1024 * 1024 * 1024, maxRatio: 250 }

/** Opens a file of any size as header and rows. Throws `TableError` when it is no table. */
export async function openTable(path: string, options: TableOptions = {}): Promise<Table> {
  const detection = detectTable(await readHead(path))
  const isForced = options.encoding !== undefined && detection.format !== 'xlsx'
  if (detection.format === 'unknown' && !(isForced && detection.reason === 'bad-encoding'))
    throw new TableError(detection.reason, `the file is ${detection.reason}`)
  return detection.format === 'xlsx' ? openXlsx(path, options) : openCsv(path, detection, options)
}

async function openCsv(path: string, detection: Detection, options: TableOptions): Promise<Table> {
  const detected = detection.format === 'csv' ? detection : null
  const encoding = options.encoding ?? detected?.encoding ?? 'utf-8'
  const isAscii = options.encoding === undefined && detected?.isAscii === true
  const delimiter = options.delimiter ?? (await delimiterOf(path, detected, encoding))
  const source = { path, encoding, delimiter, isAscii }
  const about = { format: 'csv' as const, encoding, delimiter, sheets: [], sheet: null }
  return withHeader(about, (fromRow) => csvRows(source, fromRow), options)
}

async function delimiterOf(
  path: string,
  detected: Detection | null,
  encoding: TableEncoding,
): Promise<TableDelimiter> {
  if (detected?.format === 'csv' && detected.encoding === encoding) return detected.delimiter
  const head = await readHead(path)
  return detectDelimiter(new TextDecoder(encoding).decode(head, { stream: true }), head.length < headBytes)
}

async function openXlsx(path: string, options: TableOptions): Promise<Table> {
  const limits = { ...zipLimits, ...options.zip }
  const workbook = await readWorkbook(await openZip(path, limits))
  const sheet = chooseSheet(workbook.sheets, options.sheet)
  const maxColumns = options.maxColumns ?? 200
  const about = {
    format: 'xlsx' as const,
    encoding: 'utf-8' as const,
    delimiter: null,
    sheets: workbook.sheets.map(({ name }) => name),
    sheet: sheet.name,
  }
  async function* rowsFrom(fromRow: number): AsyncGenerator<TableRow[]> {
    const zip = await openZip(path, limits)
    yield* sheetRows({ zip, workbook, sheet, maxColumns }, fromRow)
  }
  return withHeader(about, rowsFrom, options)
}

function chooseSheet(sheets: readonly Sheet[], wanted: string | undefined): Sheet {
  const sheet =
    wanted === undefined
      ? (sheets.find(({ isHidden }) => !isHidden) ?? sheets[0])
      : sheets.find(({ name }) => name === wanted)
  if (!sheet)
    throw new TableError('not-a-table', wanted === undefined ? 'no sheet' : `no sheet named ${wanted}`)
  return sheet
}

type About = Omit<Table, 'header' | 'headerRow' | 'rows'>

/** The header is the first row with anything in it; empty columns at its right end are not columns. */
async function withHeader(
  about: About,
  rowsFrom: (fromRow: number) => AsyncGenerator<TableRow[]>,
  options: TableOptions,
): Promise<Table> {
  const first = await firstRow(rowsFrom(1))
  const maxColumns = options.maxColumns ?? 200
  if (first === null) throw new TableError('empty', 'no row has anything in it')
  const header = first.cells.map((cell) => cell.trim())
  while (header.at(-1) === '') header.pop()
  if (header.length > maxColumns)
    throw new TableError('too-many-columns', `${header.length} columns`, first.rowNumber)
  const fromRow = Math.max(options.fromRow ?? 0, first.rowNumber + 1)
  const rows = { [Symbol.asyncIterator]: () => rowsFrom(fromRow) }
  return { ...about, header, headerRow: first.rowNumber, rows }
}

async function firstRow(batches: AsyncIterable<TableRow[]>): Promise<TableRow | null> {
  for await (const batch of batches) {
    if (batch[0]) return batch[0]
  }
  return null
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
