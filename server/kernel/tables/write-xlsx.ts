import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import exceljs from 'exceljs'
import { needsGuard } from './guard.ts'
import { type CellValue, cellText, type TableColumn } from './write.ts'

/** Excel's own limit, header included; what does not fit goes on to another sheet. */
const maxSheetRows = 1_048_576
const maxCellChars = 32_767
const pauseRows = 500
// One object for all cells: exceljs remembers a style by identity, a new one per cell costs half the time.
const textStyle: Partial<exceljs.Style> = { numFmt: '@' }

const startWorkbook = (stream: Writable): Workbook =>
  new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })

/**
 * A workbook written as it grows, ended when `rows` end; returns the number of rows. Text that looks like a
 * formula is a text cell with the text format: no apostrophe to strip, and it stays text when edited.
 */
export async function writeXlsx<Row>(
  output: Writable,
  columns: readonly TableColumn<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
  sheetName = 'Sheet1',
): Promise<number> {
  const workbook = startWorkbook(output)
  const count = await writeSheet(workbook, output, { name: sheetName, columns, rows })
  await workbook.commit()
  return count
}

export type Sheet<Row> = {
  name: string
  columns: readonly TableColumn<Row>[]
  rows: Iterable<Row> | AsyncIterable<Row>
}

/** Several tables in one workbook; two of the same name are told apart by number. */
export async function writeSheets<Row>(output: Writable, sheets: readonly Sheet<Row>[]): Promise<void> {
  const workbook = startWorkbook(output)
  const taken = new Set<string>()
  for (const sheet of sheets) {
    let name = sheet.name
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${sheet.name.slice(0, 26)} (${n})`
    taken.add(name.toLowerCase())
    await writeSheet(workbook, output, { ...sheet, name })
  }
  await workbook.commit()
}

async function writeSheet<Row>(
  workbook: Workbook,
  output: Writable,
  { name: sheetName, columns, rows }: Sheet<Row>,
): Promise<number> {
  let sheet = startSheet(workbook, columns, sheetName)
  let sheetRows = 1
  let count = 0
  for await (const row of rows) {
    if (sheetRows === maxSheetRows) {
      sheet.commit()
      sheet = startSheet(workbook, columns, `${sheetName} (${Math.floor(count / (maxSheetRows - 1)) + 1})`)
      sheetRows = 1
    }
    addRow(
      sheet,
      columns.map((column) => column.value(row)),
    )
    sheetRows += 1
    count += 1
    // exceljs does not wait for a slow reader: giving way lets the zip drain and keeps memory flat.
    if (count % pauseRows === 0) await drained(output)
  }
  sheet.commit()
  return count
}

type Workbook = exceljs.stream.xlsx.WorkbookWriter
type Worksheet = ReturnType<Workbook['addWorksheet']>

function startSheet<Row>(workbook: Workbook, columns: readonly TableColumn<Row>[], name: string): Worksheet {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  addRow(
    sheet,
    columns.map((column) => column.header),
  )
  return sheet
}

function addRow(sheet: Worksheet, values: readonly CellValue[]): void {
  const row = sheet.addRow(values.map(xlsxValue))
  values.forEach((value, index) => {
    if (typeof value === 'string' && needsGuard(value)) row.getCell(index + 1).style = textStyle
  })
  row.commit()
}

/** Numbers past 2^53 would lose digits, so they are text, as are dates: readers get what we showed. */
function xlsxValue(value: CellValue): string | number | boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  return value === null || value === undefined ? null : cellText(value).slice(0, maxCellChars)
}

async function drained(output: Writable): Promise<void> {
  await setImmediate()
  while (output.writableNeedDrain && !output.destroyed) await setImmediate()
}
