import { sql } from 'kysely'
import { type AudienceCriteria, audienceProblems } from '../../../../contract/audiences.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { readCursor } from '../../../kernel/db/keyset.ts'
import { Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { matching } from './matching.ts'

export type AudienceRow = {
  id: string
  ownerId: string
  name: string
  note: string | null
  criteria: unknown
  sharedNodeId: string | null
  version: number
  taking: number
  jobId: string | null
  updatedAt: Date
  takenAt: Date | null
  takenCriteria: unknown
  size: number | null
  joined: number | null
  gone: number | null
}
export type AudienceValues = {
  name: string
  note: string | null
  criteria: AudienceCriteria
  sharedNodeId: string | null
}

/** A showroom's people share with their whole dealer: that is the node row security knows them by. */
export const shareNode = (ctx: Ctx) => dealerOf(ctx) ?? ctx.actor.nodeId

/** One's own, and those shared at one's node or above it. */
const seen = (ctx: Ctx) => sql`(a.owner_id = ${ctx.actor.id}
  or a.shared_node_id = any((select n.path from dealers.node n where n.id = ${shareNode(ctx)}::uuid)::uuid[]))`

const columns = sql`a.id, a.owner_id, a.name, a.note, a.criteria, a.shared_node_id, a.version, a.taking, a.job_id, a.updated_at,
  t.at as taken_at, t.criteria as taken_criteria, t.size, t.joined, t.gone`
const from = sql`insights.audience a left join insights.audience_taking t on t.audience_id = a.id and t.number = a.taking`

/** By name; one row more than the page. */
export async function audiencesFor(
  ctx: Ctx,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<AudienceRow[]> {
  const [name, id] = after ? readCursor(after, 2) : []
  const { rows } = await sql<AudienceRow>`
    select ${columns} from ${from} where ${seen(ctx)} and ${after ? sql`(a.name, a.id) > (${name}, ${id}::uuid)` : sql`true`}
    order by a.name, a.id limit ${limit + 1}`.execute(ctx.db)
  return rows
}

export async function audienceById(ctx: Ctx, id: string): Promise<AudienceRow | undefined> {
  const { rows } = await sql<AudienceRow>`
    select ${columns} from ${from} where a.id = ${id} and ${seen(ctx)}`.execute(ctx.db)
  return rows[0]
}

/** Which of these the asker may open. */
export async function audiencesSeen(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select a.id from insights.audience a where a.id = any(${ids}::uuid[])
      and ${ctx.scope.kind === 'system' ? sql`true` : seen(ctx)}`.execute(ctx.db)
  return new Set(rows.map(({ id }) => id))
}

/** Refusals: notYours. Narrowing by an audience tells who is in it. */
export async function refuseUnseen(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const open = await audiencesSeen(ctx, ids)
  const closed = ids.find((id) => !open.has(id))
  if (closed) throw new Refused(audienceProblems.notYours, { id: closed })
}

export async function ownAudiences(ctx: Ctx, most: number): Promise<number> {
  const rows = await ctx.db
    .selectFrom('insights.audience')
    .select('id')
    .where('ownerId', '=', ctx.actor.id)
    .limit(most)
    .execute()
  return rows.length
}

export async function insertAudience(ctx: Ctx, { criteria, ...values }: AudienceValues): Promise<string> {
  const id = newId(ctx.now)
  await ctx.db
    .insertInto('insights.audience')
    .values({
      id,
      ownerId: ctx.actor.id,
      ...values,
      criteria: JSON.stringify(criteria),
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .execute()
  return id
}

export const updateAudience = (
  ctx: Ctx,
  id: string,
  version: number,
  { criteria, ...values }: AudienceValues,
) =>
  ctx.db
    .updateTable('insights.audience')
    .set({ ...values, criteria: JSON.stringify(criteria), updatedAt: ctx.now, version: version + 1 })
    .where('id', '=', id)
    .where('ownerId', '=', ctx.actor.id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()

export const deleteAudience = (ctx: Ctx, id: string) =>
  ctx.db
    .deleteFrom('insights.audience')
    .where('id', '=', id)
    .where('ownerId', '=', ctx.actor.id)
    .returning('id')
    .executeTakeFirst()

export async function countMatching(
  ctx: Ctx,
  criteria: AudienceCriteria,
  today: string,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select from customers.customer c where ${matching(criteria, today, ctx.scope)} limit ${most}) s`.execute(
    ctx.db,
  )
  return rows[0]!.n
}

export async function idsMatching(
  ctx: Ctx,
  criteria: AudienceCriteria,
  today: string,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customers.customer c where ${matching(criteria, today, ctx.scope)} limit ${most}`.execute(
    ctx.db,
  )
  return rows.map(({ id }) => id)
}
