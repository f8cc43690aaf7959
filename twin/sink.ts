/** Growing files. A sink holds little more than one chunk; `drain` waits for the disk, which is the backpressure. */

import { appendFile, type FileHandle, open } from 'node:fs/promises'

const CHUNK_BYTES = 1 << 17
const CLOSING_TOGETHER = 16

/** Writes text into a buffer from a position on, and says how many bytes it took: at most three per UTF-16 unit. */
export type Encode = (text: string, target: Buffer, at: number) => number

export const writeUtf8: Encode = (text, target, at) => target.write(text, at)

/**
 * Text waits as bytes, not as a long string: a string put together from a line's twenty fields keeps all its pieces
 * alive, which was fifteen times as much memory and half of the garbage collector's work.
 */
class Spool {
  private readonly encode: Encode
  private readonly size: number
  private chunk: Buffer | undefined
  private used = 0
  private full: Buffer[] = []

  constructor(encode: Encode, size: number) {
    this.encode = encode
    this.size = size
  }

  add(text: string): void {
    const chunk = this.roomFor(text.length * 3)
    this.used += this.encode(text, chunk, this.used)
  }

  addBytes(source: Buffer, from: number, to: number): void {
    const chunk = this.roomFor(to - from)
    this.used += source.copy(chunk, this.used, from, to)
  }

  private roomFor(bytes: number): Buffer {
    if (this.chunk !== undefined && this.used + bytes <= this.chunk.length) return this.chunk
    this.seal()
    this.chunk = Buffer.allocUnsafeSlow(Math.max(this.size, bytes))
    return this.chunk
  }

  get isFull(): boolean {
    return this.full.length > 0
  }

  /** What has come together since the last time. */
  take(all: boolean): Buffer[] {
    if (all) this.seal()
    const chunks = this.full
    this.full = []
    return chunks
  }

  private seal(): void {
    if (this.chunk !== undefined && this.used > 0) this.full.push(this.chunk.subarray(0, this.used))
    this.chunk = undefined
    this.used = 0
  }
}

/** One open file. */
export class Sink {
  private readonly handle: FileHandle
  private readonly spool = new Spool(writeUtf8, CHUNK_BYTES)
  rows = 0
  bytes = 0

  private constructor(handle: FileHandle) {
    this.handle = handle
  }

  static async open(path: string, header = ''): Promise<Sink> {
    const sink = new Sink(await open(path, 'w'))
    sink.spool.add(header)
    return sink
  }

  add(line: string): void {
    this.spool.add(line)
    this.rows++
  }

  addBytes(source: Buffer, from: number, to: number): void {
    this.spool.addBytes(source, from, to)
    this.rows++
  }

  /** Ready at once, without a promise, while there is room; most calls end here. */
  drain(): Promise<void> | undefined {
    return this.spool.isFull ? this.flush(false) : undefined
  }

  private async flush(all: boolean): Promise<void> {
    for (const chunk of this.spool.take(all)) {
      this.bytes += chunk.length
      await this.handle.writeFile(chunk)
    }
  }

  async close(): Promise<void> {
    await this.flush(true)
    await this.handle.close()
  }
}

/**
 * Many files that grow by turns (one per dealer). Nothing stays open, because four thousand dealers would exceed the
 * usual limit of open files; all of them together hold about eight megabytes.
 */
export class SinkSet {
  private readonly paths: readonly string[]
  private readonly spools: readonly Spool[]
  private readonly full: number[] = []
  readonly rows: Int32Array
  bytes = 0

  /** The folder exists and holds none of the files: they begin with their header. */
  constructor(files: readonly { path: string; header: string; encode: Encode }[]) {
    const size = Math.max(2048, Math.min(1 << 15, Math.floor(2 ** 23 / files.length)))
    this.paths = files.map((file) => file.path)
    this.spools = files.map((file) => new Spool(file.encode, size))
    for (const [index, file] of files.entries()) this.spools[index]?.add(file.header)
    this.rows = new Int32Array(files.length)
  }

  /** The row's number in the file, the first one below the header being 1. */
  add(index: number, line: string): number {
    const spool = this.spools[index] as Spool
    const before = spool.isFull
    spool.add(line)
    if (!before && spool.isFull) this.full.push(index)
    this.rows[index] = (this.rows[index] as number) + 1
    return this.rows[index] as number
  }

  async drain(): Promise<void> {
    for (let index = this.full.pop(); index !== undefined; index = this.full.pop())
      await this.flush(index, false)
  }

  private async flush(index: number, all: boolean): Promise<void> {
    for (const chunk of (this.spools[index] as Spool).take(all)) {
      this.bytes += chunk.length
      await appendFile(this.paths[index] as string, chunk)
    }
  }

  async close(): Promise<void> {
    this.full.length = 0
    for (let from = 0; from < this.paths.length; from += CLOSING_TOGETHER) {
      const batch = this.paths
        .slice(from, from + CLOSING_TOGETHER)
        .map((_, at) => this.flush(from + at, true))
      await Promise.all(batch)
    }
  }
}
