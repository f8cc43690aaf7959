import { createReadStream } from 'node:fs'
import type { TableEncoding } from './detect.ts'
import { TableError } from './failure.ts'
import { createSplitter, type TableRow } from './splitter.ts'

export type CsvSource = {
  path: string
  encoding: TableEncoding
  delimiter: string
  /** The head was pure ASCII, so `encoding` is a guess the first Chinese character may still overturn. */
  isAscii: boolean
}

const chunkBytes = 256 * 1024

/** Rows in the arrays they fall out of the file, a few thousand at a time; memory is one chunk. */
export async function* csvRows(source: CsvSource, fromRow: number): AsyncGenerator<TableRow[]> {
  const splitter = createSplitter(source.delimiter, fromRow)
  const text = source.encoding === 'utf-16le' ? wideText(source.path) : narrowText(source, splitter.rowNumber)
  let isFirst = true
  for await (const chunk of text) {
    const rows = splitter.push(isFirst ? chunk.replace(/^\ufeff/, '') : chunk, false)
    isFirst = false
    if (rows.length > 0) yield rows
  }
  const rest = splitter.push('', true)
  if (rest.length > 0) yield rest
}

async function* wideText(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-16le', { ignoreBOM: true })
  for await (const bytes of createReadStream(path, { highWaterMark: chunkBytes })) {
    yield decoder.decode(bytes, { stream: true })
  }
  yield decoder.decode()
}

/**
 * UTF-8 and GB18030 are cut at line ends before decoding: byte 10 is never part of another character in
 * either, and whole-buffer decoding is several times faster than a streaming decoder.
 */
async function* narrowText(source: CsvSource, rowNumber: () => number): AsyncGenerator<string> {
  const decode = fatalDecoder(source, rowNumber)
  let rest: Buffer = Buffer.alloc(0)
  for await (const bytes of createReadStream(source.path, { highWaterMark: chunkBytes })) {
    const chunk: Buffer = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const cut = chunk.lastIndexOf(10) + 1
    rest = chunk.subarray(cut)
    if (rest.length > 8 * chunkBytes)
      throw new TableError('not-a-table', 'a line never ends', rowNumber() + 1)
    if (cut > 0) yield decode(chunk.subarray(0, cut))
  }
  if (rest.length > 0) yield decode(rest)
}

function fatalDecoder(source: CsvSource, rowNumber: () => number): (bytes: Buffer) => string {
  let decoder = new TextDecoder(source.encoding, { fatal: true, ignoreBOM: true })
  let isGuess = source.isAscii
  const attempt = (bytes: Buffer): string | null => {
    try {
      return decoder.decode(bytes)
    } catch {
      return null
    }
  }
  return (bytes) => {
    let text = attempt(bytes)
    if (text === null && isGuess) {
      decoder = new TextDecoder('gb18030', { fatal: true })
      text = attempt(bytes)
    }
    if (text === null) throw badEncoding(bytes, source.encoding, rowNumber())
    if (isGuess && text.length !== bytes.length) isGuess = false
    return text
  }
}

function badEncoding(bytes: Buffer, encoding: TableEncoding, rowsBefore: number): TableError {
  const lossy = new TextDecoder(encoding).decode(bytes)
  const linesBefore = lossy.slice(0, lossy.indexOf('\ufffd')).split('\n').length
  return new TableError('bad-encoding', `bytes that are not ${encoding}`, rowsBefore + linesBefore)
}
