import { sql } from 'kysely'
import type { AudienceTaking } from '../../../../contract/audiences.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

/** The latest first, each beside the rule of the one before. */
export async function takingsOf(ctx: Ctx, audienceId: string, most: number): Promise<AudienceTaking[]> {
  const { rows } = await sql<Omit<AudienceTaking, 'at'> & { at: Date }>`
    select number, at, size, joined, gone, coalesce(criteria <> lag(criteria) over (order by number), false) as new_rule
    from insights.audience_taking where audience_id = ${audienceId} order by number desc limit ${most}`.execute(
    ctx.db,
  )
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
}

/** Those of `ids` who are not there yet, as members of a taking that is not finished: nobody reads them before it is. */
export async function keepJoined(
  ctx: Ctx,
  { audienceId, number }: { audienceId: string; number: number },
  ids: readonly string[],
): Promise<void> {
  await sql`
    insert into insights.audience_member (id, audience_id, taken_id, customer_id, since_taking, since_at)
    select uuidv7(), ${audienceId}, c.id, c.id, ${number}, ${ctx.now} from unnest(${ids}::uuid[]) as f(id)
    join customers.customer c on c.id = f.id and c.merged_into is null
    where not exists (select from insights.audience_member m where m.audience_id = ${audienceId} and m.customer_id = c.id)
    on conflict (audience_id, taken_id) do nothing`.execute(ctx.db)
}

/**
 * The taking is finished, all at once: who was not found is gone, it has its number, its date and its rule. Whoever was
 * found under a record that was merged since stays, under the one that survived.
 */
export async function finishTaking(
  ctx: Ctx,
  { audienceId, number, criteria }: { audienceId: string; number: number; criteria: unknown },
  ids: readonly string[],
): Promise<{ size: number; joined: number; gone: number } | { overtaken: true }> {
  const { rows: mine } = await sql<{ id: string }>`
    update insights.audience set taking = ${number}, job_id = null where id = ${audienceId} and taking = ${number} - 1 returning id`.execute(
    ctx.db,
  )
  if (mine.length === 0) return { overtaken: true }
  const { rows: left } = await sql<{ id: string; old: boolean }>`
    delete from insights.audience_member m where m.audience_id = ${audienceId}
      -- Each hashed: as one condition on both, 10,000 members took 49 s.
      and m.customer_id not in (select unnest(${ids}::uuid[])) and m.taken_id not in (select unnest(${ids}::uuid[]))
    returning m.id, m.since_taking < ${number} as old`.execute(ctx.db)
  const { rows } = await sql<{ size: number; joined: number }>`
    select count(distinct customer_id) as size, count(distinct customer_id) filter (where since_taking = ${number}) as joined
    from insights.audience_member where audience_id = ${audienceId}`.execute(ctx.db)
  const counts = { ...rows[0]!, gone: left.filter(({ old }) => old).length }
  await ctx.db
    .insertInto('insights.audienceTaking')
    .values({
      id: newId(ctx.now),
      audienceId,
      number,
      at: ctx.now,
      criteria: JSON.stringify(criteria),
      ...counts,
    })
    .execute()
  return counts
}

/** A taking that was called off leaves nothing behind. */
export async function dropUnfinished(ctx: Ctx, audienceId: string): Promise<void> {
  await sql`delete from insights.audience_member m using insights.audience a
    where a.id = ${audienceId} and m.audience_id = a.id and m.since_taking > a.taking`.execute(ctx.db)
  await sql`update insights.audience set job_id = null where id = ${audienceId}`.execute(ctx.db)
}

export type Due = { id: string; ownerId: string; name: string }
export async function audiencesAfter(ctx: Ctx, after: string, most: number): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select id, owner_id, name from insights.audience where id > ${after}::uuid order by id limit ${most}`.execute(
    ctx.db,
  )
  return rows
}
export const noteJob = (ctx: Ctx, id: string, jobId: string) =>
  ctx.db.updateTable('insights.audience').set({ jobId }).where('id', '=', id).execute()
