import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { importProblems } from '../../../../contract/imports.ts'
import { Refused } from '../../../kernel/errors.ts'

export type Upload = {
  path: string
  fileName: string
  bytes: number
  lines: number
  fields: Record<string, string>
}

export const uploadFolder = (dataDir: string) => join(dataDir, 'imports')

/** Streams the one file of a multipart body to the data folder under a random name; nothing is held in memory. */
export async function receive(request: FastifyRequest, dataDir: string): Promise<Upload> {
  if (!request.isMultipart()) throw new Refused(importProblems.notMultipart)
  const fields: Record<string, string> = {}
  let stored: Omit<Upload, 'fields'> | undefined
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields[part.fieldname] = String(part.value).slice(0, 200)
      else if (stored) part.file.resume()
      else {
        stored = { fileName: safeName(part.filename), ...(await store(part.file, dataDir)) }
        if (part.file.truncated) throw new Refused(importProblems.tooLarge)
      }
    }
    if (!stored) throw new Refused(importProblems.noFile)
    if (stored.bytes === 0) throw new Refused(importProblems.empty)
    return { ...stored, fields }
  } catch (error) {
    if (stored) await discard(stored.path)
    throw error
  }
}

async function store(file: Readable, dataDir: string) {
  const folder = uploadFolder(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, randomBytes(16).toString('hex'))
  const counted = { bytes: 0, lines: 0 }
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      counted.bytes += chunk.length
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) counted.lines++
      done(null, chunk)
    },
  })
  try {
    await pipeline(file, count, createWriteStream(path, { mode: 0o600 }))
  } catch (error) {
    await discard(path)
    throw error
  }
  return { path, ...counted }
}

export const discard = (path: string) => rm(path, { force: true })

/** The name is shown, never used as a path. */
const safeName = (name: string | undefined): string =>
  (name ?? '')
    .replace(/[\p{Cc}/\\]/gu, ' ')
    .trim()
    .slice(-200) || 'file'
