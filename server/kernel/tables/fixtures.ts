import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { openTable, type TableOptions, type TableRow } from './index.ts'

/** Files for the tests of this folder, made on the spot: nobody has to trust a binary in the repository. */
const folder = mkdtempSync(join(tmpdir(), 'ringroad-tables-'))
let serial = 0
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

export function fileOf(content: string | Uint8Array): string {
  serial += 1
  const path = join(folder, `table-${serial}`)
  writeFileSync(path, content)
  return path
}

export async function rowsOf(path: string, options?: TableOptions): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const batch of (await openTable(path, options)).rows) rows.push(...batch)
  return rows
}

export async function cellsOf(content: string | Uint8Array, options?: TableOptions): Promise<string[][]> {
  return (await rowsOf(fileOf(content), options)).map((row) => row.cells)
}

let pairs: Map<string, number> | null = null

/** Node decodes GB18030 but does not encode it, so the two-byte part of the table is read backwards. */
export function gbk(text: string): Buffer {
  pairs ??= readPairs()
  const known = pairs
  const bytes = [...text].flatMap((char) => {
    const pair = known.get(char)
    return pair === undefined ? [char.charCodeAt(0)] : [pair >> 8, pair & 0xff]
  })
  return Buffer.from(bytes)
}

function readPairs(): Map<string, number> {
  const decoder = new TextDecoder('gb18030')
  const found = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) found.set(decoder.decode(Uint8Array.of(lead, trail)), (lead << 8) | trail)
    }
  }
  return found
}

/** A zip of the given parts; `declaredBytes` lets one lie about its size. */
export function zipOf(parts: Record<string, string | Buffer>, declaredBytes?: number): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(parts)) {
    const packed = deflateRawSync(content)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(declaredBytes ?? Buffer.byteLength(content), 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, Buffer.from(name))
    bodies.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(Object.keys(parts).length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, central, end])
}

/** The smallest workbook around the XML of one sheet. */
export function workbookOf(
  sheet: string | Buffer,
  more: Record<string, string> = {},
  declaredBytes?: number,
): Buffer {
  const relations = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
  return zipOf(
    {
      '[Content_Types].xml': '<Types/>',
      'xl/workbook.xml': '<workbook><sheets><sheet name="线索" sheetId="1" r:id="r1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': relations,
      'xl/worksheets/sheet1.xml': sheet,
      ...more,
    },
    declaredBytes,
  )
}
