import { createWriteStream, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import exceljs from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileOf, rowsOf } from './fixtures.ts'
import {
  type CellValue,
  type CsvOptions,
  csvStream,
  guard,
  needsGuard,
  openTable,
  type TableColumn,
  unguard,
  writeXlsx,
} from './index.ts'

type Row = readonly CellValue[]
const columns = (headers: string[]): TableColumn<Row>[] =>
  headers.map((header, index) => ({ header, value: (row) => row[index] }))

async function csvFile(headers: string[], rows: Row[], options?: CsvOptions): Promise<string> {
  const path = fileOf('')
  await pipeline(Readable.from(rows), csvStream(columns(headers), options), createWriteStream(path))
  return path
}

describe('the formula guard', () => {
  it.each(['=1+1', '+8613800138000', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠x', "'=1"])(
    'guards %j',
    (text) => {
      expect(guard(text)).toBe(`'${text}`)
    },
  )

  it.each(['-5', '-5.25', '0', '张三', 'a=b', '', "it's", "'quoted'", '138-0013'])(
    'leaves %j alone',
    (text) => {
      expect(guard(text)).toBe(text)
    },
  )

  it('comes off again exactly, for any text', () => {
    const start = fc.constantFrom(
      '',
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '＝',
      '＋',
      '－',
      '＠',
      "'",
      "''=",
      "'-5",
    )
    fc.assert(
      fc.property(start, fc.string({ unit: 'binary' }), (prefix, rest) => {
        const guarded = guard(prefix + rest)
        expect(unguard(guarded)).toBe(prefix + rest)
        expect(/^[=+@\t\r\n＝＋－＠]/.test(guarded)).toBe(false)
        expect(guarded.startsWith('-') && needsGuard(guarded)).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('exports', () => {
  it('writes CSV that Excel opens in Chinese and our reader takes back', async () => {
    const row: Row = [
      '=HYPERLINK("x")',
      '+8613800138000',
      -5,
      198_800n,
      true,
      null,
      '说: "好", 再见\n第二行',
      ' 空格 ',
    ]
    const path = await csvFile(['a', 'b', 'c', 'd', 'e', 'f', 'g', '=h'], [row])
    expect(readFileSync(path).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(readFileSync(path, 'utf8')).toContain('"\'=HYPERLINK(""x"")",\'+8613800138000,-5,198800,true,,')
    expect((await openTable(path)).header.at(-1)).toBe("'=h")
    const [back] = await rowsOf(path)
    expect(back?.cells.map(unguard)).toEqual([
      '=HYPERLINK("x")',
      '+8613800138000',
      '-5',
      '198800',
      'true',
      '',
      '说: "好", 再见\n第二行',
      ' 空格 ',
    ])
  })

  it('round-trips any table of text through CSV', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('"', ',', '\r\n', '=1', "'", '\ufeff'),
    )
    const rows = fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom<(',' | ';' | '\t')[]>(',', ';', '\t'),
        async (written, delimiter) => {
          const path = await csvFile(['键', 'b', 'c'], written, { delimiter })
          const read = await rowsOf(path, { delimiter })
          expect(read.map((row) => row.cells.map(unguard))).toEqual(written)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('writes a workbook whose guarded cells are text, and reads it back', async () => {
    const path = fileOf('')
    const rows: Row[] = [
      ['=1+1', '+8613800138000', -5, '欧阳喆', null],
      ['-5', '＝x', 2.5, '𬱖 & <b>', new Date(0)],
    ]
    expect(await writeXlsx(createWriteStream(path), columns(['a', 'b', 'c', 'd', 'e']), rows)).toBe(2)
    expect((await rowsOf(path)).map((row) => row.cells)).toEqual([
      ['=1+1', '+8613800138000', '-5', '欧阳喆'],
      ['-5', '＝x', '2.5', '𬱖 & <b>', '1970-01-01T00:00:00.000Z'],
    ])
    const book = new exceljs.Workbook()
    await book.xlsx.readFile(path)
    const cell = book.worksheets[0]!.getCell('A2')
    expect(cell.formula).toBeUndefined()
    expect(cell.numFmt).toBe('@')
    expect(book.worksheets[0]!.getCell('C2').value).toBe(-5)
  })
})
