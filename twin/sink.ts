/** Growing files. A sink holds at most its chunk in memory; `drain` waits for the disk, which is the backpressure. */

import { appendFile, type FileHandle, open } from 'node:fs/promises'

const CHUNK = 1 << 14
const CLOSING_TOGETHER = 16

/** One open file, written in quarter-megabyte chunks. */
export class Sink {
  private readonly handle: FileHandle
  private waiting = ''
  rows = 0
  bytes = 0

  private constructor(handle: FileHandle) {
    this.handle = handle
  }

  static async open(path: string, header = ''): Promise<Sink> {
    const sink = new Sink(await open(path, 'w'))
    sink.waiting = header
    return sink
  }

  add(line: string): void {
    this.waiting += line
    this.rows++
  }

  async drain(): Promise<void> {
    if (this.waiting.length >= CHUNK) await this.flush()
  }

  private async flush(): Promise<void> {
    const chunk = Buffer.from(this.waiting)
    this.waiting = ''
    this.bytes += chunk.length
    await this.handle.writeFile(chunk)
  }

  async close(): Promise<void> {
    await this.flush()
    await this.handle.close()
  }
}

/**
 * Many files that grow by turns (one per dealer). Nothing stays open, because four thousand dealers would exceed the
 * usual limit of open files; all of them together hold at most sixteen megabytes.
 */
export class SinkSet {
  private readonly paths: readonly string[]
  private readonly encode: readonly ((text: string) => Buffer)[]
  private readonly waiting: string[]
  private readonly chunk: number
  private readonly full: number[] = []
  readonly rows: Int32Array
  bytes = 0

  /** The folder exists and holds none of the files: they begin with their header. */
  constructor(
    paths: readonly string[],
    headers: readonly string[],
    encode: readonly ((text: string) => Buffer)[],
  ) {
    this.paths = paths
    this.encode = encode
    this.waiting = [...headers]
    this.chunk = Math.min(1 << 15, Math.floor(2 ** 23 / paths.length))
    this.rows = new Int32Array(paths.length)
  }

  /** The row's number in the file, the first one below the header being 1. */
  add(index: number, line: string): number {
    const before = this.waiting[index] as string
    this.waiting[index] = before + line
    if (before.length < this.chunk && before.length + line.length >= this.chunk) this.full.push(index)
    this.rows[index] = (this.rows[index] as number) + 1
    return this.rows[index] as number
  }

  async drain(): Promise<void> {
    for (let index = this.full.pop(); index !== undefined; index = this.full.pop()) await this.flush(index)
  }

  private async flush(index: number): Promise<void> {
    const text = this.waiting[index] as string
    if (text === '') return
    this.waiting[index] = ''
    const chunk = (this.encode[index] as (text: string) => Buffer)(text)
    this.bytes += chunk.length
    await appendFile(this.paths[index] as string, chunk)
  }

  async close(): Promise<void> {
    this.full.length = 0
    for (let from = 0; from < this.paths.length; from += CLOSING_TOGETHER) {
      const batch = this.paths.slice(from, from + CLOSING_TOGETHER).map((_, at) => this.flush(from + at))
      await Promise.all(batch)
    }
  }
}
