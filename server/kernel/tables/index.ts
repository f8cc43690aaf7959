export {
  type Detection,
  detectTable,
  headBytes,
  type TableDelimiter,
  type TableEncoding,
  tableDelimiters,
  tableEncodings,
} from './detect.ts'
export { TableError, type TableFailure } from './failure.ts'
export { guard, needsGuard, unguard } from './guard.ts'
export { openTable, type Table, type TableOptions } from './read.ts'
export type { TableRow } from './splitter.ts'
export { type CellValue, type CsvOptions, csvStream, type TableColumn } from './write.ts'
export { type Sheet, writeSheets, writeXlsx } from './write-xlsx.ts'
