import { sql } from 'kysely'
import type { ImportPeople } from '../../../../contract/imports.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'

/**
 * How many people an import brought, as of now: its source records with whom they belong to today, wherever merges took
 * them. Somebody is new when the import made the customer they are, and else was known before, if only since the matching
 * says so. Of the network, whoever asks about an import of their own: counts, and of nobody. Through the records of the
 * import by index; the open pairs are fewer than the people.
 */
export const peopleOfImport = (ctx: Ctx, importId: string, startedAt: Date): Promise<ImportPeople> =>
  asSystem(ctx, async ({ db }) => {
    const { rows } = await sql<ImportPeople>`
      with people as materialized (
        select k.customer_id as id, count(*) as records, count(*) filter (where k.how = 'new') as made
        from customers.source_record s join customers.link k on k.record_id = s.id where s.import_id = ${importId} group by 1
      ), seen as (
        select p.*, c.created_at >= ${startedAt} and p.made > 0 as is_new from people p join customers.customer c on c.id = p.id
      ), open as (select a as id from customers.match_pair where state = 'open' union select b from customers.match_pair where state = 'open')
      select coalesce(sum(records), 0)::int as records, count(*)::int as people,
        coalesce(sum(made), 0)::int as made, (count(*) filter (where is_new))::int as fresh,
        coalesce(sum(made) filter (where not is_new), 0)::int as turned_known,
        coalesce(sum(made - 1) filter (where is_new), 0)::int as turned_one,
        (count(*) filter (where id in (select id from open)))::int as waiting
      from seen`.execute(db)
    return rows[0]!
  })
