import { basename } from 'node:path'
import type { Call } from '../../../contract/endpoint.ts'
import {
  type changeImport,
  type ImportKind,
  type ImportOptions,
  importKinds,
  importOptions,
  importProblems,
} from '../../../contract/imports.ts'
import { commonProblems } from '../../../contract/problem.ts'
import { type Ctx, dealerOf, systemScope } from '../../kernel/ctx.ts'
import { found, Refused } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { enqueue } from '../../kernel/jobs/jobs.ts'
import { networkSnapshot } from '../dealers/index.ts'
import { firstRows, openSource, type Source } from './files/source.ts'
import { discard, type Upload } from './files/upload.ts'
import { checkJob, runJob, undoJob } from './jobs.ts'
import { kinds } from './kinds/index.ts'
import { brandBy } from './kinds/place.ts'
import { guessKind, propose } from './mapping/propose.ts'
import { missingOf } from './needs.ts'
import {
  askJobToStop,
  deleteImport,
  type ImportRow,
  insertImport,
  jobOf,
  lockImport,
  updateImport,
} from './queries/imports.ts'
import { savedMapping } from './queries/mappings.ts'
import { type Deed, may, stoppedState } from './rules.ts'

const shownRows = 200

/** Looks into a file outside any transaction; a big workbook takes its time. */
export async function lookInto(path: string): Promise<{ source: Source; rows: string[][] }> {
  const source = await openSource(path)
  return { source, rows: await firstRows(source, shownRows) }
}

export type Draft = Omit<Upload, 'fields'> & {
  kind?: string | undefined
  source?: string | undefined
  dealerCode?: string | undefined
  brandCode?: string | undefined
  options?: Partial<ImportOptions>
}

/** Keeps what was uploaded as a draft, mapped as well as we can. */
export async function draftImport(
  ctx: Ctx,
  draft: Draft,
  { source, rows }: Awaited<ReturnType<typeof lookInto>>,
): Promise<string> {
  const said = importKinds.find((kind) => kind === draft.kind)
  const kind = said ?? guessKind(source.header, rows, ctx.now)
  refuseForeignKind(ctx, kind)
  const name = draft.source?.trim().slice(0, 80) || sourceOf(draft.fileName)
  const { suggestion, mapping } = propose(
    kind,
    source.header,
    rows,
    await savedMapping(ctx, kind, name),
    ctx.now,
  )
  const options = importOptions.parse({
    ...draft.options,
    dealerCode: draft.dealerCode || undefined,
    brandCode: draft.brandCode || undefined,
  })
  const id = newId(ctx.now)
  await insertImport(ctx, {
    id,
    kind,
    fileName: draft.fileName,
    filePath: draft.path,
    fileBytes: draft.bytes,
    format: source.format,
    encoding: source.encoding,
    delimiter: source.delimiter,
    source: name,
    header: source.header,
    firstRows: rows.slice(0, 20),
    suggestion,
    mapping,
    options,
    rowTotal:
      source.format === 'csv' || source.format === 'jsonl'
        ? Math.max(1, draft.lines - (source.format === 'csv' ? 1 : 0))
        : null,
    ...(await placed(ctx, options)),
  })
  return id
}

/** `leads_2026-11_east.csv` and `leads_2026-12_east.csv` come from the same place. */
const sourceOf = (fileName: string): string =>
  basename(fileName)
    .replace(/\.[a-z0-9]{1,6}$/i, '')
    .replace(/[\d\s._-]*\d{2,}[\d._-]*/g, ' ')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .slice(0, 80) || 'file'

function refuseForeignKind(ctx: Ctx, kind: ImportKind): void {
  if (kinds[kind].headOffice && (ctx.scope.kind === 'dealer' || ctx.scope.kind === 'region'))
    throw new Refused(importProblems.kindNotYours)
}

/** The dealer and brand the whole file belongs to; a dealer's file is the dealer's. */
async function placed(
  ctx: Ctx,
  options: ImportOptions,
): Promise<{ dealerId: string | null; brandId: string | null }> {
  const network = await networkSnapshot(ctx)
  const own = dealerOf(ctx)
  const dealer = options.dealerCode
    ? network.byCode.get(options.dealerCode.toUpperCase())
    : own
      ? network.byId.get(own)
      : undefined
  if (options.dealerCode && !dealer) throw new Refused(importProblems.noDealer, { code: options.dealerCode })
  if (own && dealer?.id !== own) throw new Refused(importProblems.foreignDealer)
  const brand = options.brandCode ? brandBy(network, options.brandCode) : undefined
  if (options.brandCode && !brand)
    throw new Refused(importProblems.unknownField, { field: options.brandCode })
  const ofScope = ctx.scope.kind === 'brand' ? ctx.scope.nodes[0]! : null
  if (ofScope && ((brand && brand.id !== ofScope) || (dealer && !dealer.brandIds.includes(ofScope))))
    throw new Refused(importProblems.foreignDealer)
  return { dealerId: dealer?.id ?? null, brandId: brand?.id ?? ofScope ?? dealer?.brandId ?? null }
}

export async function editImport(
  ctx: Ctx,
  id: string,
  body: Call<typeof changeImport>['body'],
): Promise<void> {
  const row = await lockedFor(ctx, id, 'change')
  if (body.version !== undefined && body.version !== row.version) throw new Refused(commonProblems.conflict)
  const kind = body.kind ?? row.kind
  refuseForeignKind(ctx, kind)
  const source = body.source ?? body.useSaved ?? row.source
  const options = importOptions.parse({ ...row.options, ...body.options })
  let { mapping, suggestion } = row
  if (kind !== row.kind || body.useSaved || (body.source && body.source !== row.source && !body.mapping)) {
    const saved = await savedMapping(ctx, kind, source)
    ;({ mapping, suggestion } = propose(kind, row.header, row.firstRows, saved, ctx.now))
  }
  if (body.mapping) mapping = checkedMapping(kind, row.header, body.mapping)
  await updateImport(
    ctx,
    id,
    {
      kind,
      source,
      options,
      mapping,
      suggestion,
      state: 'draft',
      checked: null,
      ties: {},
      ...(await placed(ctx, options)),
    },
    true,
  )
}

function checkedMapping(kind: ImportKind, header: string[], mapping: Record<string, string>) {
  const fields = new Map(kinds[kind].fields.map((field) => [field.key, field]))
  const seen = new Set<string>()
  for (const [column, key] of Object.entries(mapping)) {
    const field = fields.get(key)
    if (!field || Number(column) >= header.length)
      throw new Refused(importProblems.unknownField, { field: key })
    if (seen.has(key)) throw new Refused(importProblems.twice, { field: `${field.zh} ${field.en}` })
    seen.add(key)
  }
  return mapping
}

export async function startCheck(ctx: Ctx, id: string): Promise<{ jobId: string }> {
  const row = await lockedFor(ctx, id, 'check')
  refuseUnmapped(row)
  const jobId = await enqueue(ctx, checkJob, { importId: id, name: row.fileName })
  await updateImport(ctx, id, { state: 'checking', jobId, startedAt: ctx.now, error: null, checked: null })
  return { jobId }
}

export async function startRun(ctx: Ctx, id: string): Promise<{ jobId: string }> {
  const row = await lockedFor(ctx, id, 'run')
  refuseUnmapped(row)
  if (row.filePath === '') throw new Refused(importProblems.fileGone)
  const jobId = await enqueue(ctx, runJob, { importId: id, name: row.fileName })
  await updateImport(ctx, id, {
    state: 'running',
    jobId,
    error: null,
    ...(row.batchDone === 0 && { startedAt: ctx.now }),
  })
  return { jobId }
}

/** The job runs as the system on the person's behalf: half-way through a dealer no longer sees what is left to remove. */
export async function startUndo(ctx: Ctx, id: string): Promise<{ jobId: string }> {
  const row = await lockedFor(ctx, id, 'undo')
  if (row.undoUntil && row.undoUntil < ctx.now) throw new Refused(importProblems.undoOver)
  const jobId = await enqueue({ ...ctx, scope: systemScope }, undoJob, { importId: id, name: row.fileName })
  await updateImport(ctx, id, { state: 'undoing', jobId, error: null })
  return { jobId }
}

/** The state is what the worker looks at between two batches; the lock waits for the batch that is being written. */
export async function stopImport(ctx: Ctx, id: string): Promise<void> {
  const row = await lockedFor(ctx, id, 'cancel')
  if (row.jobId) await askJobToStop(ctx, row.jobId)
  await updateImport(ctx, id, { state: stoppedState[row.state] ?? 'cancelled', finishedAt: ctx.now })
}

export async function discardDraft(ctx: Ctx, id: string): Promise<void> {
  const row = await lockedFor(ctx, id, 'discard')
  if (row.batchDone > 0 && row.state !== 'undone')
    throw new Refused(importProblems.wrongState, { state: row.state })
  await deleteImport(ctx, id)
  ctx.afterCommit(() => discard(row.filePath))
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockImport>>>

async function lockedFor(ctx: Ctx, id: string, deed: Deed): Promise<Locked> {
  const row = found(await lockImport(ctx, id), commonProblems.notFound)
  if (may(row.state, deed)) return row
  const left = await leftBehind(ctx, row)
  if (left && may(left, deed)) return { ...row, state: left }
  if (['checking', 'running', 'undoing'].includes(row.state)) throw new Refused(importProblems.busy)
  throw new Refused(importProblems.wrongState, { state: row.state })
}

/** Work whose job is over (killed too often, or started at a command line that is gone) may be taken up again. */
async function leftBehind(ctx: Ctx, row: Locked): Promise<'draft' | 'cancelled' | null> {
  const job = row.jobId ? await jobOf(ctx, row.jobId) : undefined
  const isAlive = job !== undefined && ['queued', 'running'].includes(job.state)
  if (isAlive) return null
  return row.state === 'checking'
    ? 'draft'
    : row.state === 'running' || row.state === 'undoing'
      ? 'cancelled'
      : null
}

function refuseUnmapped(row: Pick<ImportRow, 'kind' | 'mapping' | 'options' | 'dealerId' | 'brandId'>): void {
  const missing = missingOf(row)
  if (missing.length === 0) return
  const fields = missing.map(({ zh, en }) => `${zh} (${en})`).join('、')
  throw new Refused(importProblems.unmapped, { fields }, missing)
}
