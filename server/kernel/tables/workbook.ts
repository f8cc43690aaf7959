import { StringDecoder } from 'node:string_decoder'
import { XMLParser } from 'fast-xml-parser'
import { TableError } from './failure.ts'
import { isDateFormat } from './serial.ts'
import { textRuns, unescapeXml } from './sheet-xml.ts'
import { readPart, type Zip } from './zip.ts'

export type Sheet = { name: string; part: string; isHidden: boolean }

/** What the rows of a sheet need besides the sheet itself. */
export type Workbook = {
  sheets: Sheet[]
  startsIn1904: boolean
  /** Shared strings by index. */
  strings: readonly string[]
  /** Whether a cell style shows a date, by style index. */
  isDateStyle: readonly boolean[]
}

const maxPartBytes = 8 * 1024 * 1024
/** Strings of a sheet live in memory while it is read; Excel's own million-row files stay below this. */
const maxStringChars = 256 * 1024 * 1024
const maxStringRunChars = 1024 * 1024

type Node = { [name: string]: Node[] | string | undefined }

export async function readWorkbook(zip: Zip): Promise<Workbook> {
  if (!zip.parts.has('xl/workbook.xml')) throw new TableError('not-a-table', 'not a workbook')
  const root = child(await readXml(zip, 'xl/workbook.xml'), 'workbook')
  const targets = await readTargets(zip)
  const sheets = children(child(root, 'sheets'), 'sheet').flatMap((sheet): Sheet[] => {
    const part = targets.get(text(sheet, '@_id'))
    const isHidden = text(sheet, '@_state').toLowerCase().includes('hidden')
    return part && zip.parts.has(part) ? [{ name: text(sheet, '@_name'), part, isHidden }] : []
  })
  return {
    sheets,
    startsIn1904: /^(?:1|true)$/.test(text(child(root, 'workbookPr'), '@_date1904')),
    strings: await readStrings(zip, [...targets.values()]),
    isDateStyle: await readStyles(zip),
  }
}

async function readTargets(zip: Zip): Promise<Map<string, string>> {
  const root = child(await readXml(zip, 'xl/_rels/workbook.xml.rels'), 'Relationships')
  return new Map(
    children(root, 'Relationship').map((relation) => {
      const target = text(relation, '@_Target')
      return [
        text(relation, '@_Id'),
        target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`,
      ]
    }),
  )
}

/** Which of the cell styles show dates: built-in numbers plus formats with a date letter in them. */
async function readStyles(zip: Zip): Promise<boolean[]> {
  if (!zip.parts.has('xl/styles.xml')) return []
  const root = child(await readXml(zip, 'xl/styles.xml'), 'styleSheet')
  const codes = new Map(
    children(child(root, 'numFmts'), 'numFmt').map((format) => [
      text(format, '@_numFmtId'),
      text(format, '@_formatCode'),
    ]),
  )
  return children(child(root, 'cellXfs'), 'xf').map((style) => {
    const id = text(style, '@_numFmtId')
    return isDateFormat(Number(id), codes.get(id))
  })
}

/** Shared strings stream by; only the strings stay. Entries are cut at `</si>`, rich text joined, ruby left out. */
async function readStrings(zip: Zip, targets: readonly string[]): Promise<string[]> {
  const part = targets.find((target) => /sharedstrings\.xml$/i.test(target)) ?? 'xl/sharedStrings.xml'
  if (!zip.parts.has(part)) return []
  const strings: string[] = []
  const decoder = new StringDecoder('utf8')
  let pending = ''
  let chars = 0
  for await (const bytes of readPart(zip, part)) {
    pending += decoder.write(bytes)
    let at = 0
    for (const match of pending.matchAll(/<\/(?:\w+:)?si>|<(?:\w+:)?si\/>/g)) {
      const value = textRuns(pending.slice(at, match.index))
      chars += value.length + 8
      strings.push(value)
      at = match.index + match[0].length
    }
    pending = pending.slice(at)
    if (chars > maxStringChars) throw new TableError('zip-bomb', 'shared strings larger than memory allows')
    if (pending.length > maxStringRunChars) throw new TableError('not-a-table', 'a shared string never ends')
  }
  return strings
}

async function readXml(zip: Zip, name: string): Promise<Node> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const chunk of readPart(zip, name)) {
    pieces.push(chunk)
    size += chunk.length
    if (size > maxPartBytes) throw new TableError('zip-bomb', `${name} is larger than ${maxPartBytes} bytes`)
  }
  // Entities stay off, so a DTD in a workbook has nothing to expand; names need the five of XML, done by hand.
  const parser = new XMLParser({
    processEntities: false,
    ignoreAttributes: false,
    removeNSPrefix: true,
    parseAttributeValue: false,
    isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
  })
  try {
    return parser.parse(Buffer.concat(pieces).toString('utf8'))
  } catch {
    throw new TableError('not-a-table', `${name} is not XML`)
  }
}

function children(node: Node | undefined, name: string): Node[] {
  const found = node?.[name]
  return Array.isArray(found) ? found : []
}

function child(node: Node | undefined, name: string): Node | undefined {
  return children(node, name)[0]
}

function text(node: Node | undefined, name: string): string {
  const value = node?.[name]
  return typeof value === 'string' ? unescapeXml(value) : ''
}
