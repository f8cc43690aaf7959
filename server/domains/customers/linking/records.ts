import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { create, prepare } from '../../../kernel/place.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { make, type Run } from '../matching/run.ts'

/**
 * Customers on their way into ClickHouse, as tab-separated lines PostgreSQL writes itself: a million in twenty seconds.
 * The tables are the matching's and hold people's data; a whole run replaces them.
 */
const page = 20_000
const columns =
  'id UUID, kind String, name String, pinyin String, sex String, birth String, resident String, resident_shown String, credit_code String, company String, division String, address String, brand String'

/** What `raw` is made of: kept rows of another making are of no use. */
export const rawColumns = `rid UInt32, side UInt8, ${columns}, phones Array(String), emails Array(String), plates Array(String), vins Array(String),
  resident_read String, resident_meant Array(String), resident_valid String`

type Line = { line: string; after: string }

/** `brand`: the one somebody deals with, whose policy may decide; none when they deal with several. */
const people = async (ctx: Ctx, which: RawBuilder<unknown>) => {
  const brands = (await networkSnapshot(ctx)).brands.map(({ id }) => id)
  return sql<Line>`
    select c.id::text as after, translate(concat_ws(chr(57344), c.id, c.kind, c.name, coalesce(c.name_pinyin, ''), coalesce(c.sex, ''),
      coalesce(c.birth_on::text, ''), coalesce(encode(c.resident_id_hash, 'hex'), ''), coalesce(c.resident_id_masked, ''),
      coalesce(c.credit_code, ''), coalesce(c.company, ''), coalesce(c.division_code, ''), coalesce(c.address, ''),
      coalesce((select min(r.node_id::text) from customers.reach r where r.customer_id = c.id and r.node_id = any(${brands}::uuid[]) having count(*) = 1), '')),
      chr(57344) || chr(9) || chr(10) || chr(13) || chr(92), chr(9) || '    ') as line
    from customers.customer c where c.merged_into is null and not c.deceased and ${which}`.execute(ctx.db)
}

const identifiers = (ctx: Ctx, which: RawBuilder<unknown>) =>
  sql<Line>`
    select concat_ws(chr(57344), i.kind, i.value, i.customer_id) as after,
      concat_ws(chr(9), i.customer_id, i.kind, translate(i.value, chr(9) || chr(10) || chr(13) || chr(92), '    ')) as line
    from customers.identifier i
    where i.kind in ('email', 'phone', 'plate', 'vin', 'resident-misread', 'resident-meant', 'resident-shown') and ${which}`.execute(
    ctx.db,
  )

const nobody = '00000000-0000-0000-0000-000000000000'

async function createTables(run: Run): Promise<void> {
  await prepare(run)
  await create(run, { table: 'person', columns, order: 'id' })
  await create(run, {
    table: 'identifier',
    columns: 'customer UUID, kind LowCardinality(String), value String',
    order: 'customer',
  })
}

const keep = async ({ analytics, database }: Run, table: string, rows: readonly Line[]): Promise<void> => {
  if (rows.length > 0)
    await analytics.load(
      `${database}.${table}`,
      'TabSeparated',
      `${rows.map(({ line }) => line).join('\n')}\n`,
    )
}

/** `raw`: every living customer once, with all numbers, plates and VINs they ever had. @returns how many */
export async function loadCustomers(ctx: Ctx, run: Run, stop: () => Promise<boolean>): Promise<number> {
  const started = performance.now()
  await createTables(run)
  let after = nobody
  let customers = 0
  for (;;) {
    const { rows } = await people(ctx, sql`c.id > ${after}::uuid order by c.id limit ${page}`)
    await keep(run, 'person', rows)
    customers += rows.length
    if (rows.length < page || (await stop())) break
    after = rows.at(-1)!.after
  }
  let last = ['', '', nobody]
  for (;;) {
    const [kind, value, customer] = last
    const { rows } = await identifiers(
      ctx,
      sql`(i.kind, i.value, i.customer_id) > (${kind}, ${value}, ${customer}::uuid)
        order by i.kind, i.value, i.customer_id limit ${page * 2}`,
    )
    await keep(run, 'identifier', rows)
    if (rows.length < page * 2 || (await stop())) break
    last = rows.at(-1)!.after.split('\ue000')
  }
  await run.done?.('read', performance.now() - started, customers)
  return make(run, { table: 'raw', columns: rawColumns, order: 'rid', sql: rawSql(0) })
}

/** `changed`: these ids; and those who still are, in `person` and `identifier`, on their way into `raw`. */
export async function loadChanged(ctx: Ctx, run: Run, ids: readonly string[]): Promise<void> {
  const started = performance.now()
  await createTables(run)
  await create(run, { table: 'changed', columns: 'id UUID', order: 'id' })
  for (let from = 0; from < ids.length; from += page) {
    const some = ids.slice(from, from + page)
    await run.analytics.load(`${run.database}.changed`, 'TabSeparated', `${some.join('\n')}\n`)
    await keep(run, 'person', (await people(ctx, sql`c.id = any(${some}::uuid[])`)).rows)
    await keep(run, 'identifier', (await identifiers(ctx, sql`i.customer_id = any(${some}::uuid[])`)).rows)
  }
  await run.done?.('read', performance.now() - started, ids.length)
}

/**
 * Rows of `raw` from `person` and `identifier`; lists in the order of their values, whoever wrote them first. What is joined names its columns
 * in the order they are used: spread over nodes ClickHouse takes them by position.
 */
export const rawSql = (firstRid: number): string => {
  const list = (kind: string) => `arraySort(groupArrayIf(value, kind = '${kind}'))`
  return `select row_number() over (order by p.id) - 1 + ${firstRid} as rid, 0 as side, p.* replace (if(p.resident_shown != '', p.resident_shown, i.shown) as resident_shown), i.phones, i.emails, i.plates, i.vins,
      if(p.resident != '', p.resident, i.misread) as resident_read, if(p.resident != '', [p.resident], i.meant) as resident_meant, if(p.resident != '', 'yes', '') as resident_valid
    from person as p
    left join (select customer, minIf(value, kind = 'resident-shown') as shown, ${list('phone')} as phones, ${list('email')} as emails, ${list('plate')} as plates, ${list('vin')} as vins,
      minIf(value, kind = 'resident-misread') as misread, ${list('resident-meant')} as meant from identifier group by customer) as i on i.customer = p.id`
}
