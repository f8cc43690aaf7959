import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { importProblems } from '../../../../contract/imports.ts'
import { Refused } from '../../../kernel/errors.ts'
import type { TableRow } from '../../../kernel/tables/index.ts'
import type { Source } from './source.ts'

const batchRows = 2_000
const headerRows = 5_000
const maxColumns = 200

/** One JSON object a line. Columns are the keys of the first 5,000 lines; what is nested is named by its path. */
export async function openJsonl(path: string): Promise<Source> {
  const header = new Set<string>()
  let seen = 0
  for await (const flat of lines(path)) {
    for (const key of Object.keys(flat.values)) header.add(key)
    if (header.size > maxColumns) throw new Refused(importProblems.tooManyColumns)
    if (++seen >= headerRows) break
  }
  if (header.size === 0) throw new Refused(importProblems.empty)
  const names = [...header]
  const rows = { [Symbol.asyncIterator]: () => batched(path, names) }
  return { format: 'jsonl', encoding: 'utf-8', delimiter: null, header: names, rows }
}

async function* batched(path: string, names: string[]): AsyncGenerator<TableRow[]> {
  let batch: TableRow[] = []
  for await (const { rowNumber, values } of lines(path)) {
    batch.push({ rowNumber, cells: names.map((name) => values[name] ?? '') })
    if (batch.length >= batchRows) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

type Line = { rowNumber: number; values: Record<string, string> }
async function* lines(path: string): AsyncGenerator<Line> {
  const reader = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  let rowNumber = 0
  for await (const line of reader) {
    rowNumber++
    if (line.trim() === '') continue
    const values: Record<string, string> = {}
    try {
      flatten(JSON.parse(line.replace(/^\ufeff/, '')), '', values)
    } catch {
      values['#'] = line.slice(0, 2_000)
    }
    yield { rowNumber, values }
  }
}

/** A list of objects with a recipient (consents) is named by it: `consents.dealer.at`; other lists by position. */
function flatten(value: unknown, path: string, into: Record<string, string>): void {
  if (value === null || value === undefined) return
  if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) flatten(one, `${path}.${nameIn(one) ?? at + 1}`, into)
  } else if (typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) flatten(one, path ? `${path}.${key}` : key, into)
  } else into[path] = String(value)
}
const nameIn = (value: unknown): string | undefined =>
  value && typeof value === 'object' && 'recipient' in value ? String(value.recipient) : undefined
