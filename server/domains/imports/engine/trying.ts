import { expect } from 'vitest'
import type { World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { checkDraft, draftFile, driverFor, type FileToImport, importFile } from '../import-file.ts'
import { dumpAll } from './dump.ts'

export const system = { actor: systemActor('test'), scope: systemScope }

/** Imports as a cast member or as the system, in a world that is opened later. */
export function importsIn(world: () => World) {
  const whoIs = async (login: string) =>
    login === 'system' ? system : world().as(login, async ({ actor, scope }) => ({ actor, scope }))
  const runAs = async (login: string, file: FileToImport) =>
    importFile(world().runtime, await whoIs(login), file)
  /** The dry run, then the run: they must say the same, and the first must leave nothing behind. */
  const tried = async (login: string, file: FileToImport) => {
    const who = await whoIs(login)
    const id = await draftFile(driverFor(world().runtime, who), file)
    const before = await dumpAll(world().sql)
    const checked = await checkDraft(world().runtime, who, id)
    expect(await dumpAll(world().sql)).toEqual(before)
    const ran = await runAs(login, file)
    expect(summary(checked)).toEqual(summary(ran.counts))
    expect(problems(checked)).toEqual(problems(ran.counts))
    return ran
  }
  return { runAs, tried }
}

export type Counts = Awaited<ReturnType<typeof importFile>>['counts']
export const summary = ({ create, update, unchanged, invalid }: Counts) => ({
  create,
  update,
  unchanged,
  invalid,
})
/** Also the rows where file and Ringroad differ. */
export const fullSummary = (counts: Counts) => ({ ...summary(counts), conflict: counts.conflict })
export const problems = ({ problems: all }: Counts) =>
  all.map(({ field, code, message }) => `${field} ${code} ${message.en}`).sort()
