import { expect } from 'vitest'
import type { World } from './world.ts'

/** Who calls leaves a trace of having been there; that is not what a refusal must not write. */
const traces: Record<string, string[]> = { 'admin.session': ['seen_at'], 'admin.api_key': ['used_at'] }

let tables: string[] | undefined

/** One checksum per table over all of its rows. */
export async function checksums(world: World): Promise<Record<string, string>> {
  tables ??= (
    await world.sql<{
      name: string
    }>(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'pgboss', 'public') order by 1`)
  ).map((row) => row.name)
  const one = (name: string) => {
    const row = (traces[name] ?? []).reduce((text, column) => `${text} - '${column}'`, 'to_jsonb(t)')
    return `select '${name}' as name, md5(coalesce(string_agg((${row})::text, '|' order by (${row})::text), '')) as sum from ${name} t`
  }
  const rows = await world.sql<{ name: string; sum: string }>(tables.map(one).join(' union all '))
  return Object.fromEntries(rows.map((row) => [row.name, row.sum]))
}

/** "Write first, authorise later" (EspoCRM CVE-2026-41160): whatever is refused must have changed no row anywhere. */
export async function untouched<T extends { status: number }>(
  world: World,
  ask: () => Promise<T>,
): Promise<T> {
  const before = await checksums(world)
  const answer = await ask()
  if (answer.status >= 400) expect(await checksums(world)).toEqual(before)
  return answer
}
