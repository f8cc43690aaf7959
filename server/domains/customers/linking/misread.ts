import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { JobRun } from '../../../kernel/jobs/definition.ts'
import { misreadClaims } from '../arrivals.ts'
import { bitsOf } from '../credibility/rules.ts'
import { learn } from '../queries/arrivals.ts'

type Row = { recordId: string; customerId: string; source: string; at: Date; raw: unknown }
const atOnce = 500
const nobody = '00000000-0000-0000-0000-000000000000'

/** Records whose ID number was judged wrong, of people of whom none with a slip is known yet. */
const judgedWrong = async (ctx: Ctx, after: string): Promise<Row[]> =>
  (
    await sql<Row>`
      select k.id as record_id, l.customer_id, s.source, s.happened_at as at, s.raw
      from customers.credibility k join customers.source_record s on s.id = k.id join customers.link l on l.record_id = k.id
      join customers.customer c on c.id = l.customer_id and c.kind = 'person'
      where k.invalid & ${bitsOf(['residentId'])} <> 0 and k.id > ${after}::uuid
        and not exists (select from customers.identifier i where i.customer_id = l.customer_id and i.kind = 'resident-misread')
      order by k.id limit ${atOnce}`.execute(ctx.db)
  ).rows

/**
 * What came before slips were compared, read again from the record as it came. A record that was kept without its number
 * (masked, or typed into a form, which refuses a wrong one) has none to learn. @returns how many people
 */
export async function learnMisread(job: JobRun): Promise<number> {
  let learned = 0
  let after = nobody
  while (!(await job.shouldStop())) {
    const rows = await job.transact(async (ctx) => {
      const found = await judgedWrong(ctx, after)
      const identifiers = found.flatMap(({ customerId, source, at, raw }) =>
        misreadClaims(ctx, { kind: 'person', raw })
          .filter(({ kind }) => kind !== 'resident-shown')
          .map(({ kind, value }) => ({ kind, value, customer_id: customerId, at: at.toISOString(), source })),
      )
      if (identifiers.length > 0) await learn(ctx, identifiers, [])
      learned += new Set(identifiers.map((one) => one.customer_id)).size
      return found
    })
    if (rows.length < atOnce) break
    after = rows.at(-1)!.recordId
  }
  return learned
}
