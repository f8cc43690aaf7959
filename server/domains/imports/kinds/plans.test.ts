import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportPlans } from '../../../../contract/plans.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { fileOf } from '../engine/fixtures.ts'
import { importsIn, system } from '../engine/trying.ts'
import { undoFile } from '../import-file.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const { runAs } = importsIn(() => world)
const run = (who: string, name: string, text: string) =>
  runAs(who, { path: fileOf(name, text), source: name, kind: 'plans' })
const plans = async () =>
  (
    await world.sql<{ line: string }>(
      `select n.code || ' ' || to_char(p.month, 'YYYY-MM') || ' ' || coalesce(s.name, '*') || ' ' || p.measure || ' ' || p.value as line
       from insights.plan p join dealers.node n on n.id = p.dealer_id left join vehicles.series s on s.id = p.series_id order by 1`,
    )
  ).map(({ line }) => line)

it('a file is no way around the permission, nor out of one’s brand', async () => {
  await expect(run('pei', 'own.csv', '经销商编码,月份,下订计划\nD0001,2026-11,1\n')).rejects.toThrow()
  const marketing = await run('gongsun', 'm.csv', '经销商编码,月份,下订计划\nD0001,2026-11,1\n')
  expect(marketing.counts.problems[0]!.message.en).toBe('Not allowed: insights.plan')
  const brand = await run(
    'shi',
    'r.csv',
    'dealer code,month,series,orders planned\nD0004,2026-11,,1\nD0003,2026-11,,1\nD0005,2026-11,星程 N5,4\n',
  )
  expect(brand.counts).toMatchObject({ create: 1, invalid: 2 })
  expect(await plans()).toEqual(['D0005 2026-11 星程 N5 orders 4'])
  await undoFile(world.runtime, system, brand.id)
  expect(await plans()).toEqual([])
})

it('a file of plans is known by its header, read cell by cell, and can be taken back', async () => {
  const file =
    '经销商编码,经销商名称,月份,车系,线索计划,下订计划,收入计划（元）\n' +
    'D0001,杭州之江环路店,2026-11,,100,10,200万\n' +
    'D0001,,2026年12月,越岭,,"1,200",\n' +
    'D0004,,2026-11,,,12,\n' +
    'D9999,,2026-11,,,12,\n' +
    'D0001,,2026-11,星程 N7,,1,\n' +
    'D0002,,2026-11,,,,\n' +
    'D0002,,2026-99,,,5,\n' +
    'D0002,,2026-11,,,五,\n'
  const first = await runAs('meng', { path: fileOf('plans.csv', file), source: 'plans' })
  expect(first.counts).toMatchObject({ create: 3, invalid: 5 })
  expect(first.counts.problems.map(({ field }) => field).sort()).toEqual([
    'dealerCode',
    'month',
    'ordersPlan',
    'ordersPlan',
    'series',
  ])
  const brought = [
    'D0001 2026-11 * leads 100',
    'D0001 2026-11 * orders 10',
    'D0001 2026-11 * revenue 200000000',
    'D0001 2026-12 越岭 orders 1200',
    'D0004 2026-11 * orders 12',
  ]
  expect(await plans()).toEqual(brought)
  world.clock.advance(60_000)
  // What was exported, changed in one cell, comes back as one change.
  const exported = await world.call('meng', exportPlans, {
    query: { year: '2026', reason_for_export: '月会' },
  })
  const again = await run('meng', 'back.csv', exported.text.replace('2026-11,,,,,12', '2026-11,,,,,15'))
  expect(again.counts).toMatchObject({ create: 0, update: 1, unchanged: 2, invalid: 0 })
  expect(await plans()).toContain('D0004 2026-11 * orders 15')
  await undoFile(world.runtime, system, again.id)
  expect(await plans()).toEqual(brought)
})
