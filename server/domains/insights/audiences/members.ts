import { once } from 'node:events'
import type { Transform } from 'node:stream'
import { sql } from 'kysely'
import type {
  AudienceMember,
  listAudienceMembers as askMembers,
  listAudiencesOf as askOf,
} from '../../../../contract/audiences.ts'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import { dayIn } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { cursorOf, pageOf, readCursor } from '../../../kernel/db/keyset.ts'
import { Refused } from '../../../kernel/errors.ts'
import { maskPhone } from '../../../kernel/phone.ts'
import type { TableColumn } from '../../../kernel/tables/index.ts'
import { seenAudience, zone } from './audiences.ts'
import { type AudienceRow, audiencesSeen } from './queries.ts'

type Row = Omit<AudienceMember, 'sinceAt'> & { sinceAt: Date; memberId: string }
type Page = { after?: string | undefined; limit: number }

/** Of whom the asker may see. Two records the rule found that are one person since are one member. */
async function membersOf(ctx: Ctx, audienceId: string, { after, limit }: Page): Promise<Row[]> {
  const [at, id] = after ? readCursor(after, 2) : []
  const { rows } = await sql<Row>`
    select c.id, m.id as member_id, c.name, c.phone, v.value_class, v.stage as value_stage, m.since_at, m.since_taking
    from insights.audience_member m
    join insights.audience a on a.id = m.audience_id and m.since_taking <= a.taking
    join customers.customer c on c.id = m.customer_id
    left join insights.verdict v on v.id = c.id
    where m.audience_id = ${audienceId} and ${after ? sql`(m.since_at, m.id) < (${at}::timestamptz, ${id}::uuid)` : sql`true`}
      and not exists (select from insights.audience_member o
        where o.audience_id = m.audience_id and o.customer_id = m.customer_id and (o.since_at, o.id) > (m.since_at, m.id))
    order by m.since_at desc, m.id desc limit ${limit + 1}`.execute(ctx.db)
  return rows
}

const shown = ({ memberId: _, ...row }: Row): AudienceMember => ({
  ...row,
  phone: row.phone && maskPhone(row.phone),
  sinceAt: row.sinceAt.toISOString(),
})
const keysOf = (row: Row) => [row.sinceAt.toISOString(), row.memberId]

/** Refusals: notFound. */
export async function listMembers(
  ctx: Ctx,
  id: string,
  page: Call<typeof askMembers>['query'],
): Promise<Reply<typeof askMembers>> {
  await seenAudience(ctx, id)
  return pageOf(await membersOf(ctx, id, page), page.limit, keysOf, shown)
}

const mostRows = 100_000
const pageRows = 1_000

/**
 * Writes page after page into the file as it is read, and the audit at the end: how many, of which audience, why.
 * Refusals: notFound.
 */
export async function exportInto(
  ctx: Ctx,
  { name, taking, id }: Pick<AudienceRow, 'id' | 'name' | 'taking'>,
  reason: string,
  file: Transform,
): Promise<void> {
  let written = 0
  for (let after: string | undefined, more = true; more && written < mostRows; ) {
    const page = await membersOf(ctx, id, { after, limit: pageRows })
    const rows = page.slice(0, pageRows)
    for (const row of rows) if (!file.write(shown(row))) await once(file, 'drain')
    written += rows.length
    more = page.length > pageRows
    after = more ? cursorOf(keysOf(rows.at(-1)!)) : undefined
  }
  await recordAudit(ctx, {
    table: 'insights.audience',
    rowId: id,
    action: 'export',
    reason,
    after: { rows: written, name, taking },
  })
}

export const memberColumns: TableColumn<AudienceMember>[] = [
  { header: 'customer_id', value: (row) => row.id },
  { header: 'name', value: (row) => row.name },
  { header: 'phone', value: (row) => row.phone },
  { header: 'value_class', value: (row) => row.valueClass },
  { header: 'value_stage', value: (row) => row.valueStage },
  { header: 'member_since', value: (row) => dayIn(new Date(row.sinceAt), zone) },
  { header: 'since_taking', value: (row) => row.sinceTaking },
]

/** Of the audiences the asker may open. Refusals: notFound for a customer out of sight. */
export async function audiencesOf(ctx: Ctx, customerId: string): Promise<Reply<typeof askOf>> {
  const { rows: there } = await sql<{ id: string }>`
    select id from customers.customer where id = ${customerId} and merged_into is null`.execute(ctx.db)
  if (there.length === 0) throw new Refused(commonProblems.notFound)
  const { rows } = await sql<{ id: string; name: string; taking: number; sinceAt: Date; takenAt: Date }>`
    select a.id, a.name, a.taking, min(m.since_at) as since_at, t.at as taken_at
    from insights.audience_member m join insights.audience a on a.id = m.audience_id and m.since_taking <= a.taking
    join insights.audience_taking t on t.audience_id = a.id and t.number = a.taking
    where m.customer_id = ${customerId} group by a.id, a.name, a.taking, t.at order by a.name, a.id limit 200`.execute(
    ctx.db,
  )
  const open = await audiencesSeen(
    ctx,
    rows.map(({ id }) => id),
  )
  const items = rows
    .filter(({ id }) => open.has(id))
    .map(({ sinceAt, takenAt, ...row }) => ({
      ...row,
      sinceAt: sinceAt.toISOString(),
      takenOn: dayIn(takenAt, zone),
    }))
  return { items }
}
