import exceljs from 'exceljs'
import { describe, expect, it } from 'vitest'
import { fileOf, rowsOf, workbookOf, zipOf } from './fixtures.ts'
import { openTable, type TableOptions } from './index.ts'
import { isDateFormat, isoOfSerial, plainNumber } from './serial.ts'

const refusal = (content: Buffer, options?: TableOptions) =>
  rowsOf(fileOf(content), options).catch((error: unknown) => error)
const sheetOf = (rows: string) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`
const header = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'

describe('workbooks built to hurt', () => {
  it('refuses a bomb by ratio and by size, whatever size it declares', async () => {
    const bomb = Buffer.concat([
      Buffer.from(`<worksheet><sheetData>${header}`),
      Buffer.alloc(64 * 1024 * 1024, 0x20),
    ])
    expect(await refusal(workbookOf(bomb))).toMatchObject({ code: 'zip-bomb' })
    expect(await refusal(workbookOf(bomb, {}, 100))).toMatchObject({ code: 'zip-bomb' })
    const large = workbookOf(sheetOf(header.repeat(1_000)))
    expect(await refusal(large, { zip: { maxInflatedBytes: 10_000 } })).toMatchObject({ code: 'zip-bomb' })
  })

  it('refuses other archives, damage and encryption', async () => {
    expect(await refusal(zipOf({ 'readme.txt': 'x' }))).toMatchObject({ code: 'not-a-table' })
    expect(await refusal(zipOf({ '[Content_Types].xml': 'x', 'word/document.xml': 'x' }))).toMatchObject({
      code: 'not-a-table',
    })
    const good = workbookOf(sheetOf(header))
    expect(await refusal(good.subarray(0, good.length - 30))).toMatchObject({ code: 'not-a-table' })
  })

  it('refuses a value in column 201, a cell past 32,767 characters and a row without end', async () => {
    const far = '<row r="2"><c r="XFD2"><v>1</v></c></row>'
    expect(await refusal(workbookOf(sheetOf(header + far)))).toMatchObject({
      code: 'too-many-columns',
      row: 2,
    })
    const long = `<row r="2"><c r="A2" t="str"><v>${'x'.repeat(32_768)}</v></c></row>`
    expect(await refusal(workbookOf(sheetOf(header + long)))).toMatchObject({ code: 'not-a-table', row: 2 })
    expect(await refusal(workbookOf(`<worksheet>${header}<row><c><v>1</v></c>`))).toMatchObject({
      code: 'not-a-table',
      row: 2,
    })
    const endless = `<worksheet>${header}<row>${Array.from({ length: 1_100_000 }, (_, at) => `<c>${at}`).join('')}`
    expect(await refusal(workbookOf(endless))).toMatchObject({ code: 'not-a-table', row: 2 })
  })

  it('expands no entity of a DTD', async () => {
    const strings = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>'
    const sheet = sheetOf(`${header}<row r="2"><c r="A2" t="s"><v>0</v></c></row>`)
    const rows = await rowsOf(fileOf(workbookOf(sheet, { 'xl/sharedStrings.xml': strings })))
    expect(rows[0]?.cells).toEqual(['&e;'])
  })

  it('survives any flipped byte with a typed answer', async () => {
    const good = workbookOf(sheetOf(header + '<row r="2"><c r="A2"><v>1</v></c></row>'.repeat(20)))
    for (let at = 0; at < good.length; at += 3) {
      const bytes = Buffer.from(good)
      bytes[at] = bytes[at]! ^ 0x41
      const outcome = await refusal(bytes)
      if (outcome instanceof Error)
        expect(outcome, `byte ${at}`).toHaveProperty('code', expect.stringMatching(/^[a-z-]+$/))
    }
  })
})

describe('workbooks', () => {
  it('reads what Excel writes: strings, rich text, numbers, dates, formulas, gaps', async () => {
    const book = new exceljs.Workbook()
    book.addWorksheet('隐藏', { state: 'hidden' }).addRow(['no'])
    const sheet = book.addWorksheet('线索')
    sheet.addRow(['姓名', '电话', '日期', '时间', '金额', '公式', '是'])
    sheet.addRow([
      { richText: [{ text: '欧阳' }, { text: '喆 & <子>' }] },
      13_800_138_000,
      new Date('2026-11-22T00:00:00Z'),
      new Date('2026-11-22T10:22:00Z'),
      0.1 + 0.2,
      { formula: 'A1&"x"', result: '姓名x' },
      true,
    ])
    sheet.getCell('B4').value = '  spaced\nline  '
    sheet.getCell('C2').numFmt = 'yyyy"年"m"月"d"日"'
    const path = fileOf(Buffer.from(await book.xlsx.writeBuffer()))
    const table = await openTable(path)
    expect(table).toMatchObject({ format: 'xlsx', sheets: ['隐藏', '线索'], sheet: '线索', headerRow: 1 })
    expect(table.header).toEqual(['姓名', '电话', '日期', '时间', '金额', '公式', '是'])
    expect(await rowsOf(path)).toEqual([
      {
        rowNumber: 2,
        cells: ['欧阳喆 & <子>', '13800138000', '2026-11-22', '2026-11-22T10:22:00', '0.3', '姓名x', 'TRUE'],
      },
      { rowNumber: 4, cells: ['', '  spaced\nline  '] },
    ])
    expect((await openTable(path, { sheet: '隐藏' })).header).toEqual(['no'])
    expect(await refusal(Buffer.from(await book.xlsx.writeBuffer()), { sheet: 'x' })).toMatchObject({
      code: 'not-a-table',
    })
  })

  it('reads prefixed tags, rows without numbers, ruby and escaped characters', async () => {
    const strings =
      '<x:sst><x:si><x:t>张</x:t><x:rPh><x:t>zhang</x:t></x:rPh><x:r><x:t>三_x000D_</x:t></x:r></x:si><x:si/></x:sst>'
    const sheet =
      '<x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row><x:row/><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c t=\'e\'><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    const rows = await rowsOf(fileOf(workbookOf(sheet, { 'xl/sharedStrings.xml': strings })))
    expect(rows).toEqual([{ rowNumber: 3, cells: ['张三\r', '', '#N/A'] }])
  })

  it('resumes at a row', async () => {
    const rows = Array.from(
      { length: 6_000 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>${at}</v></c></row>`,
    )
    const path = fileOf(workbookOf(sheetOf(rows.join(''))))
    const tail = await rowsOf(path, { fromRow: 5_999 })
    expect(tail).toEqual([
      { rowNumber: 5_999, cells: ['5998'] },
      { rowNumber: 6_000, cells: ['5999'] },
    ])
  })
})

describe('numbers of Excel', () => {
  it.each([
    ['1.38001380001E+10', '13800138000.1'],
    ['1.3800138E10', '13800138000'],
    ['6.2220212345678901E+18', '6222021234567890000'],
    ['1E-7', '0.0000001'],
    ['-5', '-5'],
    ['198800', '198800'],
  ])('writes %s as %s', (raw, text) => expect(plainNumber(raw)).toBe(text))

  it.each([
    [46_348, '2026-11-22'],
    [46_348.4319444444, '2026-11-22T10:22:00'],
    [0.431944444, '10:22:00'],
    [1, '1900-01-01'],
    [61, '1900-03-01'],
    [-1, null],
  ])('reads the serial %s as %s', (serial, iso) => expect(isoOfSerial(serial, false)).toBe(iso))

  it('knows date formats from number formats', () => {
    for (const code of ['yyyy-mm-dd', 'h:mm AM/PM', '[$-804]yyyy"年"m"月"d"日"', 'm/d/yy;@'])
      expect(isDateFormat(200, code)).toBe(true)
    for (const code of ['General', '0.00E+00', '#,##0"days"', '[Red]0', '@', '\\d0'])
      expect(isDateFormat(200, code)).toBe(false)
    expect(isDateFormat(31, undefined)).toBe(true)
  })
})
