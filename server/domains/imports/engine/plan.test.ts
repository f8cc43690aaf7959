import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TableRow } from '../../../kernel/tables/index.ts'
import { batchesOf, planRows } from './plan.ts'

const rowsOf = (keys: string[]): TableRow[] => keys.map((key, at) => ({ rowNumber: at + 2, cells: [key] }))
async function* chunks(rows: TableRow[], size: number): AsyncGenerator<TableRow[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}
const tiesOf = (row: TableRow) => row.cells[0]!.split('').filter((key) => key !== '-')
async function batches(keys: string[], size: number, skip = 0): Promise<number[][]> {
  const rows = rowsOf(keys)
  const plan = await planRows(chunks(rows, 3), tiesOf)
  const found: number[][] = []
  for await (const batch of batchesOf(chunks(rows, 4), plan, size, skip))
    found.push(batch.map((row) => row.rowNumber))
  return found
}

describe('batches', () => {
  it('keep rows that share a key together, through a chain of keys', async () => {
    expect(await batches(['a', '-', 'b', '-', 'ab', '-'], 3)).toEqual([[3, 5], [2, 4, 6], [7]])
  })
  it('hold every row once, ties whole, and resume exactly where they stopped', async () => {
    const key = fc.constantFrom('-', '-', '-', 'a', 'b', 'c', 'ab', 'bc', 'd', 'e')
    await fc.assert(
      fc.asyncProperty(
        fc.array(key, { maxLength: 40 }),
        fc.integer({ min: 6, max: 12 }),
        async (keys, size) => {
          const all = await batches(keys, size)
          expect(all.flat().sort((a, b) => a - b)).toEqual(keys.map((_, at) => at + 2))
          for (let skip = 0; skip <= all.length; skip++)
            expect(await batches(keys, size, skip)).toEqual(all.slice(skip))
          for (const letter of 'abcde') {
            const holders = keys.flatMap((one, at) => (one.includes(letter) ? [at + 2] : []))
            const places = new Set(holders.map((row) => all.findIndex((batch) => batch.includes(row))))
            if (holders.length <= size)
              expect(places.size <= 1 || keys.some((one) => one.length > 1)).toBe(true)
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})
