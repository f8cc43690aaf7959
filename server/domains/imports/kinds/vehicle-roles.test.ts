import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { fileOf } from '../engine/fixtures.ts'
import { importFile } from '../import-file.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const file = `姓名,手机,车架号,与车辆关系
宇文一,13912360001,LRHB40FM7RA000021,购车人
宇文二,13912360002,LRHB40FM7RA000021,司机
尉迟三,13912360003,LRHB40FM7RA000021,付款方
尉迟四,13912360004,LRHB40FM7RA000021,送修人
宇文五,13912360005,LRHB40FM7RA000021,
`

it('a customer file says who is what to a car; who says nothing is the owner', async () => {
  await importFile(
    world.runtime,
    { actor: systemActor('test'), scope: systemScope },
    { path: fileOf('roles.csv', file), kind: 'customers', source: 'file', options: { dealerCode: 'D0001' } },
  )
  const roles = await world.sql<{ said: string }>(
    `select c.name || ' ' || k.role as said from vehicles.keeper k join customers.customer c on c.id = k.customer_id order by c.phone`,
  )
  expect(roles.map((row) => row.said)).toEqual([
    '宇文一 buyer',
    '宇文二 driver',
    '尉迟三 payer',
    '尉迟四 contact',
    '宇文五 owner',
  ])
})
