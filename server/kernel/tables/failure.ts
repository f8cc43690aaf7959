export type TableFailure = 'empty' | 'too-many-columns' | 'zip-bomb' | 'not-a-table' | 'bad-encoding'

/** Why a file cannot be read on, and where. `detail` is for the log; people read a locale text by `code`. */
export class TableError extends Error {
  readonly code: TableFailure
  /** Row as the user sees it (header = 1), where known. */
  readonly row: number | null
  constructor(code: TableFailure, detail: string, row: number | null = null) {
    super(row === null ? detail : `row ${row}: ${detail}`)
    this.name = 'TableError'
    this.code = code
    this.row = row
  }
}
