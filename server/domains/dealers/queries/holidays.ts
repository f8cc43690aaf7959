import { sql } from 'kysely'
import type { Holiday } from '../../../../contract/dealers.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

export const holidaysOf = (ctx: Ctx, year: number): Promise<Holiday[]> =>
  ctx.db
    .selectFrom('dealers.holiday')
    .select(['day', 'working', 'name'])
    .where('day', '>=', sql<string>`${`${year}-01-01`}::date`)
    .where('day', '<=', sql<string>`${`${year}-12-31`}::date`)
    .orderBy('day')
    .execute()

export const allHolidays = (ctx: Ctx): Promise<Holiday[]> =>
  ctx.db.selectFrom('dealers.holiday').select(['day', 'working', 'name']).orderBy('day').execute()

/** Two people who save the same year come one after the other, also when it has no rows to wait for. */
export const lockHolidays = (ctx: Ctx, year: number) =>
  sql`select pg_advisory_xact_lock(hashtext('dealers.holiday'), ${year}::int)`.execute(ctx.db)

/** A year's list is replaced as a whole. */
export async function replaceHolidays(ctx: Ctx, year: number, items: Holiday[]): Promise<void> {
  await ctx.db
    .deleteFrom('dealers.holiday')
    .where('day', '>=', sql<string>`${`${year}-01-01`}::date`)
    .where('day', '<=', sql<string>`${`${year}-12-31`}::date`)
    .execute()
  if (items.length > 0)
    await ctx.db
      .insertInto('dealers.holiday')
      .values(items.map((item) => ({ id: newId(), ...item })))
      .execute()
}
