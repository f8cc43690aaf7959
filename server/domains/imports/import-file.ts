import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import {
  type ImportCounts,
  type ImportKind,
  type ImportOptions,
  importProblems,
  type Mapping,
} from '../../../contract/imports.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Actor, Ctx, Scope } from '../../kernel/ctx.ts'
import type { Caller, Transact } from '../../kernel/db/transaction.ts'
import { Refused } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { draftImport, editImport, lookInto } from './actions.ts'
import { checkRows } from './engine/check.ts'
import type { Driver } from './engine/open.ts'
import { runRows } from './engine/run.ts'
import { undoRows } from './engine/undo.ts'
import { missingOf } from './needs.ts'
import { importById, updateImport } from './queries/imports.ts'
import { readDetail } from './views.ts'

/** What the command line, the demonstration and the tests have of a runtime. */
export type Engine = { transact: Transact; clock: Clock }
export type Who = { actor: Actor; scope: Scope }
export type FileToImport = {
  path: string
  kind?: ImportKind
  source?: string
  /** Column from 0 -> field; without it the suggestion is taken. */
  mapping?: Mapping
  options?: Partial<ImportOptions>
  onProgress?: (done: number, total: number) => void
}
export type Imported = { id: string; counts: ImportCounts }

/** A driver without a job row: for whoever waits beside it. */
export function driverFor(
  { transact, clock }: Engine,
  { actor, scope }: Who,
  onProgress?: FileToImport['onProgress'],
  stop?: () => boolean,
): Driver {
  const requestId = `import-${newId()}`
  const caller = (): Caller => ({ actor, scope, now: clock.now(), requestId })
  let total = 0
  return {
    actor,
    scope,
    transact: (work) => transact(caller(), work),
    progress: async (done, all) => {
      total = all ?? total
      onProgress?.(done, total)
    },
    shouldStop: async () => stop?.() ?? false,
  }
}

/** The draft of a file that stays where it is. */
export const draftFile = (driver: Driver, file: FileToImport): Promise<string> =>
  drafted(driver, file, async () => {})

async function drafted(
  driver: Driver,
  file: FileToImport,
  then: (ctx: Ctx, id: string) => Promise<void>,
): Promise<string> {
  const path = resolve(file.path)
  const seen = await lookInto(path)
  const { size } = await stat(path)
  return driver.transact(async (ctx) => {
    const about = { path, fileName: basename(path), bytes: size, lines: 0 }
    const { dealerCode, brandCode, ...options } = file.options ?? {}
    const id = await draftImport(
      ctx,
      { ...about, kind: file.kind, source: file.source, dealerCode, brandCode, options },
      seen,
    )
    if (file.mapping) await editImport(ctx, id, { mapping: file.mapping })
    await then(ctx, id)
    return id
  })
}

/** Imports one file from beginning to end and answers with its counts. */
export async function importFile(engine: Engine, who: Who, file: FileToImport): Promise<Imported> {
  const driver = driverFor(engine, who, file.onProgress)
  const id = await drafted(driver, file, async (ctx, draft) => {
    const row = (await importById(ctx, draft))!
    const missing = missingOf(row)
    if (missing.length > 0)
      throw new Refused(
        importProblems.unmapped,
        { fields: missing.map(({ zh, en }) => `${zh} (${en})`).join('、') },
        missing,
      )
    await updateImport(ctx, draft, { state: 'running', startedAt: ctx.now })
  })
  await runRows(driver, id)
  return { id, counts: (await driver.transact((ctx) => readDetail(ctx, id))).counts! }
}

/** The dry run of a draft, for the command line. */
export async function checkDraft(engine: Engine, who: Who, id: string): Promise<ImportCounts> {
  const driver = driverFor(engine, who)
  await driver.transact((ctx) => updateImport(ctx, id, { state: 'checking', startedAt: ctx.now }))
  await checkRows(driver, id)
  return (await driver.transact((ctx) => readDetail(ctx, id))).checked!
}

/** Takes an import back; `who` must be the system (engine/undo.ts). */
export async function undoFile(engine: Engine, who: Who, id: string): Promise<void> {
  const driver = driverFor(engine, who)
  await driver.transact((ctx) => updateImport(ctx, id, { state: 'undoing' }))
  await undoRows(driver, id)
}
