import { createHash } from 'node:crypto'

type Sql = <T>(text: string, values?: unknown[]) => Promise<T[]>
const schemas = [
  'dealers',
  'customers',
  'consent',
  'vehicles',
  'campaigns',
  'leads',
  'sales',
  'service',
  'contact_centre',
  'extranet',
  'admin',
]

/**
 * All but judgements, which are made anew from what is there, what a matching run must look at again, kinds that are given, and the
 * note that a customer is gone, which whoever follows them must find after an undo.
 */
export const trackedTables = async (sql: Sql): Promise<string[]> => {
  const rows = await sql<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and (n.nspname = any($1) or (n.nspname, c.relname) = ('insights', 'plan')) and not (n.nspname = 'admin' and c.relname not in ('account', 'account_role'))
       and not (n.nspname = 'customers' and (c.relname like 'credibility%' or c.relname in ('match_left', 'tie_kind', 'gone'))) order by 1`,
    [schemas],
  )
  return rows.map((row) => row.name)
}

/** Every row of every table an import may write, but for the watermarks of the facts, which only go forward. */
export async function dumpAll(sql: Sql): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {}
  for (const table of await trackedTables(sql)) {
    const rows = await sql<{ row: string }>(
      `select (to_jsonb(t) - 'fact_at')::text as row from ${table} t order by 1`,
    )
    if (rows.length > 0) dump[table] = rows.map(({ row }) => row)
  }
  return dump
}

/** What an import came to, without the ids and instants that differ from run to run. */
export async function gist(sql: Sql): Promise<string> {
  const parts = [
    `select kind, name, phone, email, resident_id_masked, division_code, company, sex, birth_on::text, do_not_contact,
       (select jsonb_agg(i.kind || ' ' || case when i.kind like 'resident-%' then '' else i.value end order by i.kind, i.value) from customers.identifier i where i.customer_id = c.id) as identifiers,
       (select jsonb_agg(s.source || ' ' || coalesce(s.external_id, '') || s.raw::text order by s.external_id, s.raw::text) from customers.link l join customers.source_record s on s.id = l.record_id where l.customer_id = c.id) as records,
       (select jsonb_agg(n.code order by n.code) from customers.reach r join dealers.node n on n.id = r.node_id where r.customer_id = c.id) as reach,
       (select array_agg(k order by k) from customers.finder f, unnest(f.keys) k where f.customer_id = c.id and k not like 'n:________-%') as keys,
       (select jsonb_agg(e.purpose || e.recipient || e.granted order by e.purpose, e.recipient, e.granted) from consent.entry e where e.customer_id = c.id) as consents,
       (select jsonb_agg(v.vin || ' ' || coalesce(v.plate, '') || ' ' || coalesce(v.sold_on::text, '') || k.role order by v.vin, k.role) from vehicles.keeper k join vehicles.vehicle v on v.id = k.vehicle_id where k.customer_id = c.id) as cars
     from customers.customer c`,
    "select row_done, batch_done, state, counts - 'seconds' as counts from imports.import",
    'select row_number, field, code, outcome, raw from imports.problem',
    'select row_number, outcome, raw from imports.sample',
  ]
  const hash = createHash('sha256')
  for (const part of parts)
    for (const { row } of await sql<{ row: string }>(`select t::text as row from (${part}) t order by 1`))
      hash.update(`${row}\n`)
  return hash.digest('hex')
}
