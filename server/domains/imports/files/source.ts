import { open } from 'node:fs/promises'
import { importProblems } from '../../../../contract/imports.ts'
import { Refused } from '../../../kernel/errors.ts'
import {
  openTable,
  type TableDelimiter,
  type TableEncoding,
  TableError,
  type TableRow,
} from '../../../kernel/tables/index.ts'
import { openAdf } from './adf.ts'
import { openJsonl } from './jsonl.ts'

/** Any file as a header and rows; every walk over `rows` reads the file anew, in the same order. */
export type Source = {
  format: 'csv' | 'xlsx' | 'jsonl' | 'adf'
  encoding: string
  delimiter: string | null
  header: string[]
  rows: AsyncIterable<TableRow[]>
}
export type SourceOptions = { encoding?: string; delimiter?: string | null }

/** What a file is, from its first bytes: ADF and JSON Lines by how they begin, everything else is a table or nothing. */
export async function openSource(path: string, options: SourceOptions = {}): Promise<Source> {
  const start = await beginning(path)
  if (/^\s*(?:<\?xml|<\?adf|<adf)/i.test(start) && /<adf|<prospect|\?adf/i.test(start)) return openAdf(path)
  if (/^\s*\{\s*"/.test(start)) return openJsonl(path)
  try {
    const table = await openTable(path, {
      ...(options.encoding && { encoding: options.encoding as TableEncoding }),
      ...(options.delimiter && { delimiter: options.delimiter as TableDelimiter }),
    })
    return { ...table, header: table.header.map((name, at) => name || `#${at + 1}`) }
  } catch (error) {
    if (error instanceof TableError) throw refusalOf(error)
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Refused(importProblems.fileGone)
    throw error
  }
}

const refusals = {
  empty: importProblems.empty,
  'too-many-columns': importProblems.tooManyColumns,
  'zip-bomb': importProblems.notTable,
  'not-a-table': importProblems.notTable,
  'bad-encoding': importProblems.badEncoding,
}
export const refusalOf = (error: TableError): Refused => new Refused(refusals[error.code])

async function beginning(path: string): Promise<string> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Refused(importProblems.fileGone) : error
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2048), 0, 2048, 0)
    return buffer.toString('utf8', 0, bytesRead).replace(/^\ufeff/, '')
  } finally {
    await file.close()
  }
}

/** The first rows, to show and to guess by. */
export async function firstRows(source: Source, most: number): Promise<string[][]> {
  const rows: string[][] = []
  for await (const batch of source.rows) {
    for (const row of batch) {
      rows.push(row.cells)
      if (rows.length >= most) return rows
    }
  }
  return rows
}
