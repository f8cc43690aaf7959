import { sql } from 'kysely'
import { minute } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'

/** How long somebody who took a lead has it to themselves. */
const takenMs = 15 * minute
const byGrade = sql`array_position(array['H', 'A', 'B', 'C'], grade)`

/** The hottest, longest waiting lead nobody is speaking with; two agents asking at once get two. */
export async function takeNext(ctx: Ctx, brandId: string | undefined): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with next as (
      select id from leads.lead where holder = 'contact-centre' and closed_at is null and (taken_until is null or taken_until < ${ctx.now})
        ${brandId ? sql`and brand_id = ${brandId}` : sql``}
      order by ${byGrade}, captured_at, id limit 1 for update skip locked
    )
    update leads.lead l set taken_by = ${ctx.actor.id}, taken_until = ${new Date(ctx.now.getTime() + takenMs)} from next where l.id = next.id returning l.id`.execute(
    ctx.db,
  )
  return rows[0]?.id
}

export type ToQualify = { id: string; grade: string; capturedAt: Date; takenBy: string | null }

/** The queue as agents see it: by grade, then by age. */
export async function toQualify(
  ctx: Ctx,
  page: { brandId?: string; after: [number, string, string] | null; limit: number },
): Promise<(ToQualify & { rank: number })[]> {
  const { rows } = await sql<ToQualify & { rank: number }>`
    select id, grade, captured_at, ${byGrade} as rank, case when taken_until >= ${ctx.now} then taken_by end as taken_by from leads.lead
    where holder = 'contact-centre' and closed_at is null ${page.brandId ? sql`and brand_id = ${page.brandId}` : sql``}
      ${page.after ? sql`and (${byGrade}, captured_at, id) > (${page.after[0]}::int, ${page.after[1]}::timestamptz, ${page.after[2]}::uuid)` : sql``}
    order by ${byGrade}, captured_at, id limit ${page.limit + 1}`.execute(ctx.db)
  return rows
}
