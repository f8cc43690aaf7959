import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import { TableError } from './failure.ts'

/**
 * The few parts of a workbook, by the central directory only. A streaming zip reader believes the local
 * headers it meets, so an archive can show one content to the check and another to the reader; here the bytes
 * that are counted are the bytes that are read.
 */
export type ZipLimits = {
  /** Uncompressed bytes of all parts read, together. */
  maxInflatedBytes: number
  /** Uncompressed over compressed, once a part is past 8 MiB: sheets reach 40, deflate's ceiling is 1,032. */
  maxRatio: number
}

export type ZipPart = { offset: number; packedBytes: number; method: number }
export type Zip = { path: string; parts: ReadonlyMap<string, ZipPart>; limits: ZipLimits; spentBytes: number }

const endSignature = 0x06054b50
const partSignature = 0x02014b50
const maxDirectoryBytes = 4 * 1024 * 1024
const ratioFromBytes = 8 * 1024 * 1024

export async function openZip(path: string, limits: ZipLimits): Promise<Zip> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const tail = await readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557))
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
    if (end === -1 || end + 22 > tail.length || tail.readUInt32LE(end) !== endSignature)
      throw broken('no directory')
    const directoryBytes = tail.readUInt32LE(end + 12)
    if (directoryBytes > maxDirectoryBytes) throw broken('directory too large')
    const directory = await readAt(file, tail.readUInt32LE(end + 16), directoryBytes)
    const parts = new Map<string, ZipPart>()
    for (const entry of entriesOf(directory))
      parts.set(entry.name, { ...entry, offset: await dataOffset(file, entry) })
    return { path, parts, limits, spentBytes: 0 }
  } finally {
    await file.close()
  }
}

type Entry = { name: string; offset: number; packedBytes: number; method: number }

/** Only parts a workbook has: an archive of 100,000 other files costs a walk and nothing more. */
function entriesOf(directory: Buffer): Entry[] {
  const entries: Entry[] = []
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === partSignature; ) {
    const nameBytes = directory.readUInt16LE(at + 28)
    const name = directory
      .toString('utf8', at + 46, at + 46 + nameBytes)
      .replaceAll('\\', '/')
      .replace(/^\//, '')
    const isEncrypted = (directory.readUInt16LE(at + 8) & 1) === 1
    const isWanted =
      /^(?:\[Content_Types\]\.xml|xl\/[^/]+\.xml|xl\/_rels\/[^/]+|xl\/worksheets\/[^/]+\.xml)$/i.test(name)
    if (isWanted && isEncrypted) throw broken('encrypted')
    if (isWanted) {
      entries.push({
        name,
        method: directory.readUInt16LE(at + 10),
        packedBytes: directory.readUInt32LE(at + 20),
        offset: directory.readUInt32LE(at + 42),
      })
    }
    if (entries.length > 1_000) throw broken('too many parts')
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

async function dataOffset(file: FileHandle, entry: Entry): Promise<number> {
  const header = await readAt(file, entry.offset, 30)
  return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead < length) throw broken('truncated')
  return buffer
}

/** Inflated bytes of a part, counted as they come: the sizes an archive declares are not believed. */
export async function* readPart(zip: Zip, name: string): AsyncGenerator<Buffer> {
  const part = zip.parts.get(name)
  if (!part || part.packedBytes === 0) throw broken(`no ${name}`)
  const { offset, packedBytes } = part
  const packed = createReadStream(zip.path, {
    start: offset,
    end: offset + packedBytes - 1,
    highWaterMark: 256 * 1024,
  })
  const inflated: Readable = inflate(packed, part.method)
  let partBytes = 0
  try {
    for await (const chunk of inflated) {
      partBytes += chunk.length
      zip.spentBytes += chunk.length
      const isOverRatio = partBytes > ratioFromBytes && partBytes > packedBytes * zip.limits.maxRatio
      if (isOverRatio || zip.spentBytes > zip.limits.maxInflatedBytes)
        throw new TableError('zip-bomb', `${name} inflates past ${partBytes} bytes from ${packedBytes}`)
      yield chunk
    }
  } catch (cause) {
    throw cause instanceof TableError ? cause : broken(`${name} is damaged`)
  } finally {
    packed.destroy()
    inflated.destroy()
  }
}

function inflate(packed: Readable, method: number): Readable {
  if (method !== 0 && method !== 8) throw broken(`compression ${method}`)
  const target = method === 8 ? createInflateRaw({ chunkSize: 256 * 1024 }) : new PassThrough()
  // The reader sees the failure through `target`; this promise only keeps it from going unhandled.
  pipeline(packed, target).catch(() => undefined)
  return target
}

function broken(detail: string): TableError {
  return new TableError('not-a-table', `not a readable workbook: ${detail}`)
}
