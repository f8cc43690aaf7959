import { createSplitter } from './splitter.ts'

export const tableEncodings = ['utf-8', 'utf-16le', 'gb18030'] as const
export type TableEncoding = (typeof tableEncodings)[number]
export const tableDelimiters = [',', ';', '\t', '|'] as const
export type TableDelimiter = (typeof tableDelimiters)[number]

export type Detection =
  | { format: 'csv'; encoding: TableEncoding; delimiter: TableDelimiter; hasBom: boolean; isAscii: boolean }
  | { format: 'xlsx' }
  | { format: 'unknown'; reason: 'empty' | 'not-a-table' | 'bad-encoding' }

/** How much of a file is looked at. */
export const headBytes = 64 * 1024

/** What a file is, from its first 64 KiB and never from its name: people rename `.xlsx` to `.csv` and back. */
export function detectTable(head: Uint8Array): Detection {
  if (head.length === 0) return { format: 'unknown', reason: 'empty' }
  if (isZip(head))
    return looksLikeXlsx(head) ? { format: 'xlsx' } : { format: 'unknown', reason: 'not-a-table' }
  const encoding = detectEncoding(head)
  if (encoding === null) {
    return { format: 'unknown', reason: head.includes(0) ? 'not-a-table' : 'bad-encoding' }
  }
  const text = new TextDecoder(encoding).decode(head, { stream: true })
  if (text.trim() === '')
    return { format: 'unknown', reason: head.length < headBytes ? 'empty' : 'not-a-table' }
  if (looksForeign(text)) return { format: 'unknown', reason: 'not-a-table' }
  const hasBom = encoding === 'utf-16le' || (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
  const isAscii = !head.some((byte) => byte >= 0x80)
  return {
    format: 'csv',
    encoding,
    delimiter: detectDelimiter(text, head.length < headBytes),
    hasBom,
    isAscii,
  }
}

/**
 * A byte-order mark decides; then UTF-8 if every byte fits, since GB18030 text almost never passes as UTF-8;
 * then GB18030, what Excel in China saves. Null when neither fits.
 */
export function detectEncoding(head: Uint8Array): TableEncoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head.includes(0)) return null
  if (fits(head, 'utf-8')) return 'utf-8'
  return fits(head, 'gb18030') ? 'gb18030' : null
}

/** The delimiter whose columns are the most regular, and among equals the one giving more of them. */
export function detectDelimiter(text: string, isWhole: boolean): TableDelimiter {
  let best: { delimiter: TableDelimiter; regular: number; columns: number } | null = null
  for (const delimiter of tableDelimiters) {
    const rows = sampleRows(text, delimiter, isWhole)
    const columns = rows[0]?.length ?? 1
    if (columns < 2) continue
    const regular = rows.filter((cells) => cells.length === columns).length / rows.length
    const isBetter =
      best === null || regular > best.regular || (regular === best.regular && columns > best.columns)
    if (isBetter) best = { delimiter, regular, columns }
  }
  return best?.delimiter ?? ','
}

function sampleRows(text: string, delimiter: string, isWhole: boolean): string[][] {
  const splitter = createSplitter(delimiter)
  return splitter
    .push(text.replace(/^\ufeff/, ''), isWhole)
    .slice(0, 100)
    .map((row) => row.cells)
}

/** A character cut by the end of the head is no error: `stream` keeps it waiting. */
function fits(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04
}

/** Streaming writers put `[Content_Types].xml` last, so a part's folder counts too; opening checks the rest. */
function looksLikeXlsx(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1')
  const firstName = text.slice(30, 30 + ((head[26] ?? 0) | ((head[27] ?? 0) << 8)))
  return text.includes('[Content_Types].xml') || /^(?:xl|_rels|docProps)\//.test(firstName)
}

/** HTML and XML saved as `.xls`, PDF: text to a decoder, but no rows. */
function looksForeign(text: string): boolean {
  return (
    /^\ufeff?\s*(?:<(?:!doctype|html|\?xml|table|meta|style|head)\b|%PDF-)/i.test(text) ||
    /^\ufeff?\s*<\?xml/i.test(text)
  )
}
