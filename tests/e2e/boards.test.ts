import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { refreshFacts } from '../../server/domains/insights/facts/refresh.ts'
import { putSmallLoop } from '../harness/loop.ts'
import { openWorld, type World } from '../harness/world.ts'
import { phone } from './browser.ts'
import { type Office, openOffice, press, sees } from './hands.ts'

const pictures = process.env.PICTURES
let world: World
let office: Office
beforeAll(async () => {
  world = await openWorld()
  await putSmallLoop(world)
  await world.as('system', refreshFacts)
  office = await openOffice(world)
  if (pictures) mkdirSync(pictures, { recursive: true })
})
afterEach((step) => office.expectQuiet(step))
afterAll(async () => {
  await office?.close()
  await world?.close()
})

const tileOf = (page: Page, name: string) =>
  page.locator('.tile', { has: page.getByRole('heading', { name, exact: true }) })
const saved = async (page: Page, item: string, reason?: string) => {
  const file = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: item }).filter({ visible: true }).click()
  if (reason) {
    await page.getByRole('dialog').getByLabel('原因').fill(reason)
    await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  }
  return (await file).suggestedFilename()
}

describe('a built-in board', () => {
  let page: Page
  it('is opened from the list, and each tile gives its account', async () => {
    page = await office.at('meng', '/insights/boards')
    await page.getByRole('link', { name: /^经销商 自己店/ }).click()
    const tile = tileOf(page, '漏斗')
    await tile.locator('svg[width]').first().waitFor()
    if (pictures) await page.screenshot({ path: `${pictures}/board.png` })
    await tile.getByRole('heading').getByRole('button').click()
    await sees(page, '使用它的看板')
    await press(page, 'SQL')
    await page.getByRole('dialog').getByText('花括号中的参数').waitFor()
    await page.keyboard.press('Escape')
  })
  it('leaves as a picture and as a file with a reason, and turns to its figures as a table', async () => {
    const tile = tileOf(page, '漏斗')
    const take = tile.getByRole('button', { name: '导出 漏斗' })
    await take.click()
    expect(await saved(page, '图片（PNG）')).toBe('漏斗.png')
    await take.click()
    expect(await saved(page, 'CSV', '周会')).toMatch(/\.csv$/)
    await tile.getByRole('button', { name: '漏斗：看表格' }).click()
    await page.waitForURL(/table=funnel/)
    await tile.getByRole('table', { name: /./ }).getByRole('row').nth(1).waitFor()
  })
  it('keeps its chips from one of the seven analyses to the next, and fits a phone', async () => {
    page = await office.at('meng', '/insights/boards/product?period=2026-10-01..2026-11-22', {
      viewport: phone,
    })
    await page.getByRole('button', { name: '性能分析', exact: true }).click()
    await page.waitForURL(/performance\?period=2026-10-01\.\.2026-11-22/)
    await tileOf(page, '漏斗').locator('svg[width]').first().waitFor()
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide).toBe(0)
    if (pictures) await page.screenshot({ path: `${pictures}/board-phone.png` })
  })
})

describe('a board of one’s own', () => {
  it('is made of two analyses, reordered, and deleted again', async () => {
    const page = await office.at('meng', '/insights/boards')
    await page.getByRole('button', { name: '新建看板' }).first().click()
    await page.getByLabel('标题', { exact: true }).fill('周一例会')
    await page.getByLabel('搜索分析').fill('漏斗')
    await press(page, '加入 漏斗')
    await page.getByLabel('搜索分析').fill('')
    await page
      .getByRole('button', { name: /^加入 .*(人流|客流)/ })
      .first()
      .click()
    await press(page, '下移 漏斗')
    if (pictures) await page.screenshot({ path: `${pictures}/board-editor.png` })
    await press(page, /^保存/)
    await sees(page, '已保存“周一例会”')
    await page.locator('.tile').nth(1).getByRole('heading', { name: '漏斗' }).waitFor()
    expect(await page.locator('.tile').count()).toBe(2)
    await press(page, '更多操作')
    await page.getByRole('menuitem', { name: '删除看板' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '删除看板' }).click()
    await sees(page, '已删除“周一例会”')
    await sees(page, '还没有自己的看板')
  })
})

describe('exploration', () => {
  it('asks a fact by dimension and measure, and shows the rows beside the chart', async () => {
    const page = await office.at('meng', '/insights/explore')
    await page.locator('.tile .tbl').last().getByRole('row').first().waitFor()
    if (pictures) await page.screenshot({ path: `${pictures}/explore.png` })
  })
})
