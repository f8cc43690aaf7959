import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { create, prepare } from '../matching/place.ts'
import { make, type Run } from '../matching/run.ts'

/**
 * Customers on their way into ClickHouse, as tab-separated lines PostgreSQL writes itself: a million in a few seconds.
 * The tables are the run's and hold people's data; the next run replaces them.
 */
const page = 20_000
const columns =
  'id UUID, kind String, name String, pinyin String, sex String, birth String, resident String, resident_shown String, credit_code String, company String, division String, address String'

type Line = { line: string; after: string }

const peopleAfter = (ctx: Ctx, after: string) =>
  sql<Line>`
    select c.id::text as after, translate(concat_ws(chr(57344), c.id, c.kind, c.name, coalesce(c.name_pinyin, ''), coalesce(c.sex, ''),
      coalesce(c.birth_on::text, ''), coalesce(encode(c.resident_id_hash, 'hex'), ''), coalesce(c.resident_id_masked, ''),
      coalesce(c.credit_code, ''), coalesce(c.company, ''), coalesce(c.division_code, ''), coalesce(c.address, '')),
      chr(57344) || chr(9) || chr(10) || chr(13) || chr(92), chr(9) || '    ') as line
    from customers.customer c where c.merged_into is null and not c.deceased and c.id > ${after}::uuid
    order by c.id limit ${page}`.execute(ctx.db)

const identifiersAfter = (ctx: Ctx, [kind, value, customer]: string[]) =>
  sql<Line>`
    select concat_ws(chr(57344), i.kind, i.value, i.customer_id) as after,
      concat_ws(chr(9), i.customer_id, i.kind, translate(i.value, chr(9) || chr(10) || chr(13) || chr(92), '    ')) as line
    from customers.identifier i
    where i.kind in ('email', 'phone', 'plate', 'vin') and (i.kind, i.value, i.customer_id) > (${kind}, ${value}, ${customer}::uuid)
    order by i.kind, i.value, i.customer_id limit ${page * 2}`.execute(ctx.db)

const nobody = '00000000-0000-0000-0000-000000000000'

/** `raw`: every living customer once, with all numbers, plates and VINs they ever had. @returns how many */
export async function loadCustomers(ctx: Ctx, run: Run, stop: () => Promise<boolean>): Promise<number> {
  const started = performance.now()
  const { analytics, database } = run
  await prepare(run)
  await create(run, { table: 'person', columns, order: 'id' })
  await create(run, {
    table: 'identifier',
    columns: 'customer UUID, kind LowCardinality(String), value String',
    order: 'customer',
  })
  let after = nobody
  for (;;) {
    const { rows } = await peopleAfter(ctx, after)
    if (rows.length > 0) await analytics.load(`${database}.person`, 'TabSeparated', textOf(rows))
    if (rows.length < page || (await stop())) break
    after = rows.at(-1)!.after
  }
  let last = ['', '', nobody]
  for (;;) {
    const { rows } = await identifiersAfter(ctx, last)
    if (rows.length > 0) await analytics.load(`${database}.identifier`, 'TabSeparated', textOf(rows))
    if (rows.length < page * 2 || (await stop())) break
    last = rows.at(-1)!.after.split('\ue000')
  }
  await run.done?.('read', performance.now() - started, 0)
  return make(run, {
    table: 'raw',
    columns: `rid UInt32, side UInt8, ${columns}, phones Array(String), emails Array(String), plates Array(String), vins Array(String)`,
    order: 'rid',
    sql: `select row_number() over (order by p.id) - 1 as rid, 0 as side, p.*, i.phones, i.emails, i.plates, i.vins from person as p
      left join (select customer, groupArrayIf(value, kind = 'phone') as phones, groupArrayIf(value, kind = 'email') as emails,
        groupArrayIf(value, kind = 'plate') as plates, groupArrayIf(value, kind = 'vin') as vins from identifier group by customer) as i on i.customer = p.id`,
  })
}

const textOf = (rows: readonly Line[]) => `${rows.map(({ line }) => line).join('\n')}\n`
