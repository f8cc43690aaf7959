import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { refreshFacts } from '../../server/domains/insights/facts/refresh.ts'
import { type Server, startServer } from '../cluster/nodes.ts'
import { putSmallLoop } from '../harness/loop.ts'
import { openWorld, type World } from '../harness/world.ts'
import { type Office, openOffice, press } from './hands.ts'

/** What a reader sees while ClickHouse is away, while a fact is missing, and when it is back. */
const pictures = process.env.PICTURES
const folder = mkdtempSync(join(tmpdir(), 'ringroad-away-'))
let clickhouse: Server
let world: World
let office: Office
beforeAll(async () => {
  clickhouse = await startServer(folder)
  world = await openWorld(undefined, { clickhouseUrl: clickhouse.url })
  await putSmallLoop(world)
  await world.as('system', refreshFacts)
  office = await openOffice(world)
}, 120_000)
afterAll(async () => {
  await office?.close()
  await world?.close()
  await clickhouse?.kill()
  rmSync(folder, { recursive: true, force: true })
})

it('boards say that the numbers are away, the leads are open, and everything comes back', async () => {
  await clickhouse.kill()
  const page = await office.at('meng', '/board')
  // A reader's page asks twice more before it believes it.
  await page.getByText('看板数字暂时不可用').first().waitFor({ timeout: 60_000 })
  if (pictures) await page.screenshot({ path: `${pictures}/away.png` })
  await press(page, '去看线索')
  await page.waitForURL(/\/leads/)
  await page.getByRole('row').nth(1).waitFor()
  const board = await office.at('meng', '/insights/boards/dealer')
  await board.getByText('看板数字暂时不可用').first().waitFor({ timeout: 60_000 })
  await clickhouse.start()
  await board.getByRole('button', { name: '再试一次' }).first().click()
  await board.locator('.tile svg[width]').first().waitFor({ timeout: 60_000 })
}, 240_000)
it('a board names the facts that are being loaded again', async () => {
  await world.runtime.analytics.command('drop table insights.repair_order')
  await world.runtime.analytics.command(`delete from insights.refresh where fact = 'repair_order'`)
  const page = await office.at('meng', '/insights/boards/dealer')
  const sentence = '正在重新载入：维修工单；载入完成前数字不全'
  await page.getByText(sentence).first().waitFor()
  if (pictures) await page.screenshot({ path: `${pictures}/missing.png` })
  await world.as('system', refreshFacts)
  await page.reload()
  await page.locator('.tile svg[width]').first().waitFor()
  expect(await page.getByText(sentence).count()).toBe(0)
}, 120_000)
