import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'

let world: World
const people = 5_000
beforeAll(async () => {
  world = await openWorld()
  // Every 7th is a 赵 (`y:zh`), every 900th an 欧阳; half of them the first brand deals with.
  await world.sql(
    `with made as (
       insert into customers.customer (id, kind, name, created_at, updated_at, seen_at)
       select gen_random_uuid(), 'person', case when n % 900 = 0 then '欧阳锋' when n % 7 = 0 then '赵云' else '陈宫' end || n,
         now(), now(), timestamptz '2030-01-01' - n * interval '1 minute'
       from generate_series(1, $1::int) n returning id, name, seen_at
     )
     insert into customers.finder (customer_id, keys, seen_at)
     select id, case left(name, 1) when '欧' then array['y:ou', 'c:欧'] when '赵' then array['y:zh', 'c:赵'] else array['y:ch'] end
       || case when ascii(right(name, 1)) % 2 = 0 then array['n:' || $2::text] else array[]::text[] end, seen_at from made`,
    [people, castId('HL')],
  )
})
afterAll(() => world.close())

const found = (scope: string, nodes: string, key: string, most: number) =>
  world.as('system', async ({ db }) => {
    await sql`select set_config('app.scope', ${scope}, true), set_config('app.nodes', ${nodes}, true)`.execute(
      db,
    )
    const { rows } = await sql<{
      customerId: string
    }>`select * from customers.find(${[key]}::text[], ${most})`.execute(db)
    return rows.map((row) => row.customerId)
  })

describe('searching for what many match', () => {
  it.each([
    ['y:zh', 21],
    ['c:赵', 300],
    ['y:zh', 700],
    ['y:ou', 21],
    ['c:欧', 3],
    ['y:qq', 21],
  ])('finds the most recent by %s, %s of them, as a plain look over everybody does', async (key, most) => {
    for (const [scope, nodes] of [
      ['carmaker', ''],
      ['brand', `{${castId('HL')}}`],
    ] as const) {
      const rows = await world.sql<{ id: string }>(
        `select customer_id as id from customers.finder where keys @> array[$1::text] and ($3 = 'carmaker' or keys @> array['n:' || $4::text])
         order by seen_at desc, customer_id desc limit $2`,
        [key, most, scope, castId('HL')],
      )
      expect(await found(scope, nodes, key, most)).toEqual(rows.map((row) => row.id))
    }
  })
})
