import { sql } from 'kysely'
import type {
  ComparedCustomer,
  MergeOutcome,
  mergeCustomers,
  previewMerge,
  previewSplit,
} from '../../../../contract/customer-merge.ts'
import type { Call } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found } from '../../../kernel/errors.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { showPerson } from '../actions/read.ts'
import { peopleNow } from '../queries/arrivals.ts'
import type { PersonRow } from '../queries/person.ts'
import type { MergePicks } from './golden.ts'
import { type Merging, mergePeople, needsReason } from './merge.ts'
import { consentOutcome, mergeById, movedBy, seenAmong } from './queries.ts'
import { splitPerson } from './split.ts'
import { unmergePeople } from './unmerge.ts'

type Body = Call<typeof mergeCustomers>['body'] | Call<typeof previewMerge>['body']

const goldenName = (field: string) => (field === 'residentId' ? 'residentIdHash' : field)
const mergingOf = ({ customers, survivorId, picks }: Body): Merging => ({
  ids: [...new Set(customers.map((one) => one.id))],
  survivorId,
  versions: Object.fromEntries(
    customers.flatMap((one) => (one.version === undefined ? [] : [[one.id, one.version]])),
  ),
  picks: Object.fromEntries(
    Object.entries(picks).map(([field, id]) => [goldenName(field), id]),
  ) as MergePicks,
})

export const mergeByHand = (ctx: Ctx, body: Call<typeof mergeCustomers>['body']) =>
  mergePeople(ctx, { ...mergingOf(body), reason: body.reason, evidence: body.evidence })

/** Equal values get equal numbers, field by field, in the order they are met. */
function numbering() {
  const met = new Map<string, string[]>()
  return (field: string, value: string): number => {
    const values = met.get(field) ?? []
    met.set(field, values)
    if (!values.includes(value)) values.push(value)
    return values.indexOf(value)
  }
}

/** Masks often look alike: whether what is behind them is the same may be known, the values may not. */
function behindOf(
  row: Pick<PersonRow, 'phone' | 'email' | 'residentIdHash' | 'income'> | undefined,
  numberOf: ReturnType<typeof numbering>,
): ComparedCustomer['behind'] {
  const { phone, email, income } = row ?? {}
  const values = { phone, email, income, residentId: row?.residentIdHash?.toString('hex') }
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => (value ? [[field, numberOf(field, value)]] : [])),
  )
}

/** Does it, tells what has become of everybody, and takes it back: a preview cannot say anything else than what will be. */
async function tried(
  ctx: Ctx,
  before: string[],
  work: () => Promise<{ after: string[]; mergeIds: string[] }>,
): Promise<Omit<MergeOutcome, 'needsReason'>> {
  const numbers = numbering()
  const show = async (ids: string[]) => {
    const rows = new Map((await peopleNow(ctx, ids)).map((row) => [row.id, row]))
    const seen = await seenAmong(ctx, ids)
    const shown: ComparedCustomer[] = []
    for (const id of ids)
      if (seen.has(id)) {
        const { version, kind, fields, place, createdAt } = await showPerson(ctx, id)
        shown.push({ id, version, kind, fields, place, createdAt, behind: behindOf(rows.get(id), numbers) })
      }
    return shown
  }
  const was = await show(before)
  await sql`savepoint tried`.execute(ctx.db)
  const { after, mergeIds } = await work()
  const outcome = {
    before: was,
    after: await show(after),
    moved: await asSystem(ctx, (wide) => movedBy(wide, mergeIds)),
    consent: await asSystem(ctx, (wide) => consentTold(wide, mergeIds)),
  }
  await sql`rollback to savepoint tried`.execute(ctx.db)
  return outcome
}

async function consentTold(ctx: Ctx, mergeIds: string[]): Promise<MergeOutcome['consent']> {
  const network = await networkSnapshot(ctx)
  return (await consentOutcome(ctx, mergeIds)).map(({ recipientId, ...said }) => ({
    ...said,
    recipientName: recipientId && (network.nodes.get(recipientId)?.name ?? null),
  }))
}

/** The preview is shown whatever stands against it, as far as a reason can overcome that. */
export async function previewOfMerge(
  ctx: Ctx,
  body: Call<typeof previewMerge>['body'],
): Promise<MergeOutcome> {
  const merging = mergingOf(body)
  const wanted = await needsReason(ctx, merging.ids)
  const outcome = await tried(ctx, merging.ids, async () => {
    const { survivorId, merges } = await mergePeople(ctx, { ...merging, ...(wanted && { reason: '-' }) })
    return { after: [survivorId], mergeIds: merges.map((merge) => merge.id) }
  })
  return { ...outcome, needsReason: wanted }
}

export async function previewOfUndo(ctx: Ctx, mergeId: string): Promise<MergeOutcome> {
  const merge = found(await mergeById(ctx, mergeId), commonProblems.notFound)
  const both = [merge.survivorId, merge.absorbedId]
  // Counted before: what an undone merge had moved is noted no more.
  const moved = await asSystem(ctx, (wide) => movedBy(wide, [mergeId]))
  const outcome = await tried(ctx, merge.kind === 'split' ? both : [merge.survivorId], async () => {
    await unmergePeople(ctx, mergeId, null)
    return { after: both, mergeIds: [] }
  })
  return { ...outcome, moved, needsReason: false }
}

export async function previewOfSplit(
  ctx: Ctx,
  id: string,
  body: Call<typeof previewSplit>['body'],
): Promise<MergeOutcome> {
  const outcome = await tried(ctx, [id], async () => {
    const made = await splitPerson(ctx, id, { ...body, reason: '-' })
    return { after: [id, made.customerId], mergeIds: [made.id] }
  })
  return { ...outcome, needsReason: false }
}
