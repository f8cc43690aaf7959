import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dice } from '../../../../bench/people.ts'
import { arrivalAt, arrive } from '../../../../tests/harness/arrivals.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { findDuplicates } from '../actions/duplicates.ts'
import type { PersonArrival } from '../arrivals.ts'
import { customerModel } from '../matching/customer-model.ts'
import { keepModel } from './queries.ts'

/** Enough that PostgreSQL would rather read a table than its index where it may. */
const many = 20_000
let world: World
beforeAll(async () => {
  world = await openWorld()
  const even = Object.fromEntries(
    customerModel.comparisons.map(({ name, levels }) => [name, [...levels, 0].map(() => 0.5)]),
  )
  await world.as('system', (ctx) => keepModel(ctx, customerModel, { prior: 1e-4, m: even, u: even }, {}))
  world.clock.advance(11_000)
  const roll = dice(3)
  await arrive(world, ...Array.from({ length: many }, (_, at) => arrivalOf(at, roll)))
  await world.sql('analyze')
}, 180_000)
afterAll(() => world.close())

const family = [...'王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗']
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚']
function arrivalOf(at: number, roll: () => number): PersonArrival {
  const one = (from: string[]) => from[Math.floor(roll() * from.length)]!
  const day = String(1 + (at % 28)).padStart(2, '0')
  const number = String(at).padStart(5, '0')
  return arrivalAt(world, 'D0001', {
    name: `${one(family)}${one(given)}${one(given)}`,
    phones: [`+86139000${number}`],
    birthOn: `19${60 + (at % 40)}-0${1 + (at % 9)}-${day}`,
    email: `c${at}@example.cn`,
    plates: [`浙A${number}`],
    address: `杭州市西湖区文三路 ${at} 号`,
  })
}

const typed = { kind: 'person' as const, name: '', phones: [] as string[] }
it.each([
  ['a name', { ...typed, name: '王伟强' }],
  ['a name of two characters', { ...typed, name: '王伟' }],
  ['a phone', { ...typed, phones: ['13900000007'] }],
  ['a name and a birthday', { ...typed, name: '李静', birthOn: '1967-08-08' }],
  ['a name and an address', { ...typed, name: '李静', address: '杭州市西湖区文三路 9 号' }],
  ['an ID number with a slip', { ...typed, name: '李静', residentId: '110105194912310021' }],
  ['a masked ID number', { ...typed, name: '李静', residentId: '330***********1234' }],
  ['a plate and an e-mail', { ...typed, plate: '浙A00012', email: 'c12@example.cn' }],
])('%s is looked up through indexes: no table of people is read from end to end', async (_, body) => {
  for (const login of ['gu', 'meng']) {
    const scanned = await world.as(login, async (ctx) => {
      await findDuplicates(ctx, body)
      // Of this transaction, functions and row security included, which EXPLAIN would not show.
      const { rows } = await sql<{ table: string; scans: number; looked: number }>`
        select relname as table, seq_scan::int as scans, coalesce(idx_scan, 0)::int as looked from pg_stat_xact_user_tables
        where schemaname = 'customers' and relname in ('customer', 'identifier', 'finder', 'reach', 'source_record', 'link')
        order by 1`.execute(ctx.db)
      return rows
    })
    expect(scanned.some(({ looked }) => looked > 0)).toBe(true)
    expect(
      scanned.filter(({ scans }) => scans > 0),
      login,
    ).toEqual([])
  }
})
