import type { Fault, JudgedField } from '../../../../contract/credibility.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { nameForms } from '../matching/names.ts'
import { readSaid } from '../survivorship/stored.ts'
import { againstOthers, cellsOf, checksOf, filledIn, type Surroundings, stepOf } from './checking.ts'
import type { Doors, Trail } from './doors.ts'
import {
  holdPeople,
  type JudgedRow,
  lockMark,
  moveMark,
  newRecords,
  type RecordRow,
  recordsOfTheirPeople,
  saveJudged,
  sharedPhones,
  staleRecords,
  type VerifiedRow,
  verificationsOf,
} from './queries.ts'
import { judge, scoreOf } from './rules.ts'

/** Records per transaction; all of what was said of their people comes along. Short: whoever calls one of them waits. */
const step = 500

/** Judges the next records: first those something has happened to, then those that came. @returns how many; 0 at the end. */
export async function judgeNext(ctx: Ctx, doors: Doors, { late }: { late: boolean }): Promise<number> {
  const mark = await lockMark(ctx)
  const stale = await staleRecords(ctx, step)
  const fresh = stale.length > 0 ? [] : await newRecords(ctx, mark.nth, { late, limit: step })
  const ids = [...stale, ...fresh.map(({ id }) => id)]
  if (ids.length === 0) return 0
  await holdPeople(ctx, ids)
  const records = await recordsOfTheirPeople(ctx, ids)
  await saveJudged(ctx, await judgeRecords(ctx, doors, records), ids)
  const last = fresh.at(-1)
  if (last && !late) await moveMark(ctx, last.nth)
  return ids.length
}

type Read = { row: RecordRow; values: ReturnType<typeof readSaid>['values'] }

async function judgeRecords(ctx: Ctx, doors: Doors, rows: readonly RecordRow[]): Promise<JudgedRow[]> {
  const read = rows.map(
    (row): Read => ({
      row,
      values: readSaid({ ...row, happenedAt: ctx.now, receivedAt: ctx.now, nth: 0 }, {}).values,
    }),
  )
  const customers = [...new Set(rows.map(({ customerId }) => customerId))]
  const phones = [...new Set(read.flatMap(({ values }) => values.phone ?? []))]
  const around: Surroundings = {
    dealerPhones: new Set((await networkSnapshot(ctx)).dealers.flatMap(({ phone }) => phone ?? [])),
    shared: await sharedPhones(ctx, phones),
  }
  const verified = Map.groupBy(await verificationsOf(ctx, customers), (one) => one.customerId)
  const trails = await trailsOf(ctx, doors, rows)
  const byPerson = Map.groupBy(read, ({ row }) => row.customerId)
  return read
    .filter(({ row }) => row.kind !== 'edit')
    .map((one) => {
      const { row } = one
      const others = byPerson.get(row.customerId)!.filter((other) => other !== one)
      const trail = trails.get(row.recordId)
      return judgeOne(one, others, trail, { around, verified: verified.get(row.customerId) ?? [] })
    })
}

type Heard = Trail & { heard: boolean | null }

async function trailsOf(ctx: Ctx, doors: Doors, rows: readonly RecordRow[]): Promise<Map<string, Heard>> {
  const trails = await doors.trails(
    ctx,
    rows.map(({ recordId }) => recordId),
  )
  const claims = trails.flatMap(({ recordId, leadId, customerId, dealerId, claimedAt }) =>
    dealerId && claimedAt ? [{ recordId, leadId, customerId, dealerId, at: claimedAt }] : [],
  )
  const heard = await doors.heard(ctx, claims)
  const answers = new Map(claims.map(({ recordId }, at) => [recordId, heard[at] ?? null]))
  return new Map(trails.map((one) => [one.recordId, { ...one, heard: answers.get(one.recordId) ?? null }]))
}

function judgeOne(
  { row, values }: Read,
  others: readonly Read[],
  trail: Heard | undefined,
  { around, verified }: { around: Surroundings; verified: readonly VerifiedRow[] },
): JudgedRow {
  const cells = cellsOf(row.raw)
  const isPerson = row.customerKind === 'person'
  const checks = checksOf(cells, values, around)
  const wholeName = values.name ? !isPerson || nameForms(values.name).whole : false
  const call = verified.find(({ value }) => value === values.phone)
  const judged = judge({
    step: stepOf(row.kind),
    kind: row.customerKind,
    filled: filledIn(cells, values, wholeName),
    checks,
    against: againstOthers(
      values,
      others.map((other) => other.values),
    ),
    verified: call !== undefined,
    bounced: trail?.wrongNumber ?? false,
    claimed: trail?.claimedAt != null,
    heard: trail?.heard ?? null,
  })
  return {
    ...judged,
    recordId: row.recordId,
    brandId: row.brandId,
    dealerId: row.dealerId ?? trail?.dealerId ?? null,
    source: row.source,
    consultantId: trail?.consultantId ?? null,
    consultant: trail?.consultant ?? null,
    month: row.month,
    score: scoreOf(judged),
    parts: { faults: faultsIn(checks), ...(call && { by: call.by, at: call.at.toISOString() }) },
  }
}

const faultsIn = (checks: Partial<Record<JudgedField, Fault | null>>) =>
  Object.fromEntries(Object.entries(checks).filter(([, fault]) => fault))
