import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { refreshFacts } from '../../server/domains/insights/facts/refresh.ts'
import { valueJob } from '../../server/domains/insights/value/jobs.ts'
import { systemActor, systemScope } from '../../server/kernel/ctx.ts'
import { newId } from '../../server/kernel/ids.ts'
import { putLead, putRepairOrder } from '../harness/loop.ts'
import { openWorld, type World } from '../harness/world.ts'
import { openBrowser, sitDown } from './browser.ts'

/** `PICTURES=folder` keeps what was seen. */
const pictures = process.env.PICTURES
let world: World
let browser: Browser
let address: string
const seen = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/value-${name}.png` })
}

beforeAll(async () => {
  if (pictures) mkdirSync(pictures, { recursive: true })
  browser = await openBrowser()
  world = await openWorld()
  const { customerId } = await putLead(world, { dealer: 'D0001', captured: '2026-10-01T02:00:00Z' })
  await putRepairOrder(world, { dealer: 'D0001', customerId, on: '2026-11-01', fen: 80_000 })
  await valueJob.run(
    {
      jobId: newId(),
      actor: systemActor('test'),
      scope: systemScope,
      transact: (work) => world.as('system', work),
      progress: async () => {},
      shouldStop: async () => false,
    },
    {},
  )
  await world.as('system', refreshFacts)
  address = await world.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

it('a dealer sees the rule and changes nothing', async () => {
  const { page, faults } = await sitDown(browser, world, address, 'pei')
  await page.goto(`${address}/insights/value`)
  await page.getByText('规则第 0 版').waitFor()
  expect(await page.getByRole('button', { name: '修改规则' }).count()).toBe(0)
  expect(faults).toEqual([])
})

it('head office changes a margin: refused above the whole price, then a version that waits for the next valuation', async () => {
  const { page, faults } = await sitDown(browser, world, address, 'meng')
  await page.goto(`${address}/insights/value`)
  await page.getByRole('button', { name: '修改规则' }).click()
  const dialog = page.getByRole('dialog')
  const borders = dialog.getByLabel('RFM 得分')
  await borders.fill('60, 20')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await dialog.getByText('从小到大').waitFor()
  await seen(page, 'refused')
  await borders.fill('50, 80')
  await dialog.getByLabel('服务', { exact: false }).first().fill('45')
  await dialog.getByLabel('修改原因').fill('按去年核算')
  await seen(page, 'dialog')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('第 1 版自下次评定起生效').first().waitFor()
  await seen(page, 'saved')
  const [kept] = await world.sql<{
    rule: { margins: { service: number }; quantiles: number[] }
    note: string
  }>('select rule, note from insights.value_rule where number = 1')
  expect([kept?.rule.margins.service, kept?.rule.quantiles, kept?.note]).toEqual([
    0.45,
    [0.5, 0.8],
    '按去年核算',
  ])
  expect(faults).toEqual([])
})

it('head office asks for best hands on the policy screen', async () => {
  const { page, faults } = await sitDown(browser, world, address, 'meng')
  await page.goto(`${address}/system/policies`)
  const factor = page.getByLabel('择优派发', { exact: false })
  await factor.fill('2')
  await factor.blur()
  await seen(page, 'policy')
  await page.getByRole('button', { name: '保存' }).first().click()
  const kept = async () =>
    (
      await world.sql<{ factor: number | null }>(
        `select (routing -> 'promising' ->> 'inTimeFactor')::float8 as factor from leads.policy`,
      )
    ).map((row) => row.factor)
  await expect.poll(kept, { timeout: 20_000 }).toContain(2)
  expect(faults).toEqual([])
})
