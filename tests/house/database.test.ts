import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from '../harness/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'pgboss', 'public')`

describe('the database', () => {
  it('forces row security on every table', async () => {
    const open =
      await world.sql(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ${ours} and not (c.relrowsecurity and c.relforcerowsecurity)`)
    expect(open).toEqual([])
  })
  it('gives the server a log-in that owns nothing and bypasses nothing', async () => {
    const [role] = await world.sql(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit from pg_roles where rolname = 'ringroad_app'`,
    )
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolinherit: false,
    })
    const owned = await world.sql(
      `select relname from pg_class where relowner = (select oid from pg_roles where rolname = 'ringroad_app') and relnamespace::regnamespace::text <> 'pgboss'`,
    )
    expect(owned).toEqual([])
  })
  it('grants nothing to everybody', async () => {
    const open =
      await world.sql(`select table_schema || '.' || table_name as name from information_schema.role_table_grants
      where grantee = 'PUBLIC' and table_schema not in ('pg_catalog', 'information_schema')`)
    expect(open).toEqual([])
  })
  it('shows no rows at all to a transaction that names no scope', async () => {
    const client = await world.runtime.pool.connect()
    try {
      await client.query('begin')
      await client.query('set local role scope_dealer')
      const { rows } = await client.query('select count(*) as n from admin.account')
      expect(rows).toEqual([{ n: 0 }])
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
  it('indexes every foreign key that a cascade or a child policy follows', async () => {
    const missing = await world.sql(`
      select k.conrelid::regclass::text || ' (' || a.attname || ')' as key from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.confdeltype = 'c' and ${ours}
        and not exists (select from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1])`)
    expect(missing).toEqual([])
  })
  it('keeps the audit and the events append-only, even for the owner', async () => {
    await world.as('system', (ctx) =>
      ctx.emit({ type: 'test.happened', subjectId: '01900000-0000-7000-8000-000000000001' }),
    )
    await expect(world.sql('update kernel.event set type = $1', ['x'])).rejects.toThrow('append-only')
    await expect(world.sql('delete from kernel.event')).rejects.toThrow('append-only')
  })
})
