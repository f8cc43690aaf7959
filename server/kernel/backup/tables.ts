import type pg from 'pg'

export type BackedUpTable = { name: string; columns: string[]; needs: string[] }

/**
 * Every table of ours with the columns that can be written back, each after the tables it points at.
 * The queue's own schema is left out: unfinished jobs are sent again from kernel.job.
 */
export async function tablesToBackUp(client: pg.ClientBase): Promise<BackedUpTable[]> {
  const { rows } = await client.query<BackedUpTable>(`
    select c.oid::regclass::text as name,
      array(select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' order by a.attnum) as columns,
      array(select distinct k.confrelid::regclass::text from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public') order by 1`)
  return inOrder(rows)
}

export function inOrder(tables: BackedUpTable[]): BackedUpTable[] {
  const placed = new Set<string>()
  const ordered: BackedUpTable[] = []
  let waiting = tables
  while (waiting.length) {
    const ready = waiting.filter((table) => table.needs.every((need) => placed.has(need)))
    if (ready.length === 0)
      throw new Error(`These tables point at each other: ${waiting.map((table) => table.name).join(', ')}`)
    for (const table of ready) placed.add(table.name)
    ordered.push(...ready)
    waiting = waiting.filter((table) => !placed.has(table.name))
  }
  return ordered
}

export async function migrationOf(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    'select name from public.migration order by name desc limit 1',
  )
  return rows[0]?.name ?? 'none'
}
