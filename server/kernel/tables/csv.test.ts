import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsOf, fileOf, gbk, rowsOf } from './fixtures.ts'
import { detectTable, openTable } from './index.ts'
import { createSplitter } from './splitter.ts'

const refusal = (content: string | Uint8Array) => openTable(fileOf(content)).catch((error: unknown) => error)

describe('files that are no table', () => {
  it('refuses an empty file and one of blank lines', async () => {
    expect(await refusal('')).toMatchObject({ code: 'empty' })
    expect(await refusal('\ufeff\r\n\r\n')).toMatchObject({ code: 'empty' })
    expect(await refusal(`,,\n,,\n`)).toMatchObject({ code: 'empty' })
  })

  it('refuses binaries, PDF, HTML saved as .xls and the old .xls', async () => {
    const old = Buffer.from('d0cf11e0a1b11ae1000000', 'hex')
    for (const content of [
      Buffer.from([1, 0, 2, 0, 255]),
      '%PDF-1.7\nx',
      '<html><table><tr></tr></table>',
      old,
    ])
      expect(await refusal(content)).toMatchObject({ code: 'not-a-table' })
  })

  it('refuses too many columns and names the row', async () => {
    expect(await refusal(`${'a,'.repeat(300)}b\n1`)).toMatchObject({ code: 'too-many-columns', row: 1 })
  })

  it('says in which row the encoding breaks', async () => {
    const broken = Buffer.concat([
      Buffer.from('姓名\n张三\n'),
      Buffer.from([0xff, 0xff, 10]),
      Buffer.from('李四\n'),
    ])
    expect(
      await rowsOf(fileOf(broken), { encoding: 'utf-8' }).catch((error: unknown) => error),
    ).toMatchObject({
      code: 'bad-encoding',
      row: 3,
    })
    expect(await refusal(broken)).toMatchObject({ code: 'bad-encoding' })
  })

  it('refuses a line without end instead of filling the memory', async () => {
    const endless = `a,b\n${'x'.repeat(5 * 1024 * 1024)}`
    expect(await cellsOf(endless).catch((error: unknown) => error)).toMatchObject({
      code: 'not-a-table',
      row: 2,
    })
  })
})

describe('text tables', () => {
  it('reads quotes, doubled quotes and line ends inside quotes, with rows numbered as in Excel', async () => {
    const path = fileOf('name,note\r\n"李, 娜","says ""hi""\r\nand leaves"\r\n\r\n王,ok\r\n')
    expect(await rowsOf(path)).toEqual([
      { rowNumber: 2, cells: ['李, 娜', 'says "hi"\r\nand leaves'] },
      { rowNumber: 4, cells: ['王', 'ok'] },
    ])
  })

  it('reads UTF-8 with a mark, UTF-16 from Excel and GB18030 alike', async () => {
    const text = '姓名\t城市\n欧阳喆\t北京\n'
    for (const content of [`\ufeff${text}`, Buffer.from(`\ufeff${text}`, 'utf16le'), gbk(text)]) {
      const table = await openTable(fileOf(content))
      expect(table).toMatchObject({ format: 'csv', delimiter: '\t', header: ['姓名', '城市'] })
      expect(await cellsOf(content)).toEqual([['欧阳喆', '北京']])
    }
    expect(detectTable(gbk(text))).toMatchObject({ encoding: 'gb18030', hasBom: false })
  })

  it('finds GB18030 that begins only after the part looked at', async () => {
    const ascii = `id,name\n${'1,abc\n'.repeat(20_000)}`
    const rows = await cellsOf(Buffer.concat([Buffer.from(ascii), gbk('2,欧阳喆\n')]))
    expect(rows.at(-1)).toEqual(['2', '欧阳喆'])
  })

  it.each([
    ['a;b;c\n1,5;2;3\n', ';'],
    ['a|b\n1,2,3|4\n', '|'],
    ['"a,b"\tc\n1\t2\n', '\t'],
    ['姓名\n张三\n', ','],
  ])('finds the delimiter of %j', (text, delimiter) => {
    expect(detectTable(Buffer.from(text))).toMatchObject({ delimiter })
  })

  it('passes broken rows through with what they have', async () => {
    expect(await cellsOf('a,b,c\n1\n1,2,3,4\n5" pipe,x,y\n"open,2,3\n6,7,8\n')).toEqual([
      ['1'],
      ['1', '2', '3', '4'],
      ['5" pipe', 'x', 'y'],
      ['"open', '2', '3'],
      ['6', '7', '8'],
    ])
  })

  it('resumes at a row and can be walked twice', async () => {
    const lines = Array.from({ length: 30_000 }, (_, at) => (at % 7 === 0 ? `"q\n${at}",x` : `${at},y`))
    const path = fileOf(`id,v\n${lines.join('\n')}\n`)
    const all = await rowsOf(path)
    expect(all).toHaveLength(30_000)
    expect(await rowsOf(path, { fromRow: 20_001 })).toEqual(all.filter((row) => row.rowNumber >= 20_001))
    const table = await openTable(path, { fromRow: 29_999 })
    for (let walk = 0; walk < 2; walk += 1) {
      const seen: number[] = []
      for await (const batch of table.rows) seen.push(...batch.map((row) => row.rowNumber))
      expect(seen).toEqual([29_999, 30_000, 30_001])
    }
  })
})

const nasty = fc.oneof(
  fc.constantFrom('', '"', '""', ',', '\n', '\r\n', ' ', '欧阳喆', '𬱖', 'a"b', '\r', "'=1"),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)
const table = fc.array(fc.array(nasty, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 20 })

describe('the splitter', () => {
  it('agrees with csv-parse however the file is cut into chunks', () => {
    const input = fc.record({
      table,
      lineEnd: fc.constantFrom('\n', '\r\n'),
      always: fc.boolean(),
      size: fc.integer({ min: 1, max: 40 }),
    })
    fc.assert(
      fc.property(input, ({ table, lineEnd, always, size }) => {
        const cell = (text: string) =>
          always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
        const csv = table.map((cells) => cells.map(cell).join(',')).join(lineEnd)
        const oracle: string[][] = parse(csv, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] })
        expect(split(csv, size)).toEqual(oracle.filter((cells) => cells.some((text) => text !== '')))
      }),
      { numRuns: 2_000 },
    )
  })

  it('never throws on quote soup and answers the same for any chunks', () => {
    const soup = fc.array(fc.constantFrom('"', ',', '\n', '\r\n', 'a', '""', ' '), { maxLength: 40 })
    fc.assert(
      fc.property(soup, fc.integer({ min: 1, max: 9 }), (pieces, size) => {
        const text = pieces.join('')
        expect(split(text, size)).toEqual(split(text, text.length + 1))
      }),
      { numRuns: 2_000 },
    )
  })
})

function split(text: string, size: number): string[][] {
  const splitter = createSplitter(',')
  const rows: string[][] = []
  for (let at = 0; at < text.length; at += size) {
    for (const row of splitter.push(text.slice(at, at + size), false)) rows.push(row.cells)
  }
  for (const row of splitter.push('', true)) rows.push(row.cells)
  return rows
}
