import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshFacts } from '../../server/domains/insights/facts/refresh.ts'
import { castId } from '../harness/cast.ts'
import { putSmallLoop } from '../harness/loop.ts'
import { openWorld, type World } from '../harness/world.ts'
import { openBrowser, phone, type Seat, sitDown } from './browser.ts'

/** `PICTURES=folder` keeps what was seen. */
const pictures = process.env.PICTURES
let world: World
let browser: Browser
let address: string

beforeAll(async () => {
  browser = await openBrowser()
  world = await openWorld()
  await putSmallLoop(world)
  address = await world.app.listen({ host: '127.0.0.1', port: 0 })
  if (pictures) mkdirSync(pictures, { recursive: true })
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

const plans = async () =>
  (
    await world.sql<{ line: string }>(
      `select n.code || ' ' || to_char(p.month, 'MM') || ' ' || p.value as line from insights.plan p
       join dealers.node n on n.id = p.dealer_id where p.measure = 'orders' order by 1`,
    )
  ).map(({ line }) => line)
const until = async (wanted: string[]) => expect.poll(plans, { timeout: 10_000 }).toEqual(wanted)
const seen = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/plans-${name}.png` })
}
/** The account's own language is Chinese; English is chosen, as by the switch. */
const sit = async (login: string, seat: Seat = {}) => {
  const seated = await sitDown(browser, world, address, login, seat)
  await seated.context.addInitScript(
    (language) => localStorage.setItem('ringroad.language', language),
    seat.language ?? 'zh-CN',
  )
  return seated
}
const cell = (page: Page, dealer: string, month: string) =>
  page.getByRole('button', { name: new RegExp(`${dealer}.*${month}`) })

describe('the table of plans', { timeout: 120_000 }, () => {
  it('shows a dealer what it is to reach, and nothing to type into', async () => {
    const { page, context, faults } = await sit('pei')
    await page.goto(`${address}/insights/plans`)
    await page.getByText('2026 年还没有计划').waitFor()
    expect(await page.locator('.pl button.pl-v').count()).toBe(0)
    expect(faults).toEqual([])
    await context.close()
  })
  it('is filled with the keyboard alone: Tab goes to the next month, Enter down, Escape leaves a cell as it was', async () => {
    const { page, context, faults } = await sit('meng', { language: 'en' })
    await page.goto(`${address}/insights/plans`)
    await cell(page, '杭州之江环路店', 'Nov').focus()
    await seen(page, 'empty-en')
    await page.keyboard.press('Enter')
    await page.keyboard.type('30')
    await page.keyboard.press('Tab')
    await page.keyboard.type('35')
    await page.keyboard.press('Enter')
    await page.keyboard.type('8')
    await page.keyboard.press('Escape')
    await until(['D0001 11 30', 'D0001 12 35'])
    await cell(page, '杭州钱塘环路店', 'Nov').click()
    await page.keyboard.type('ten')
    await page.keyboard.press('Enter')
    await page.getByText('Write a whole number').first().waitFor()
    await page.keyboard.press('Escape')
    await page
      .getByRole('row', { name: /All dealers/ })
      .getByText('65')
      .waitFor()
    await seen(page, 'desk-en')
    // An emptied cell has no plan.
    await cell(page, '杭州之江环路店', 'Dec').click()
    await page.keyboard.press('Delete')
    await page.keyboard.press('Enter')
    await until(['D0001 11 30'])
    expect(faults).toEqual([])
    await context.close()
  })
  it('tells who comes second that somebody else changed the cell', async () => {
    const { page, context } = await sit('meng')
    await page.goto(`${address}/insights/plans`)
    await cell(page, '杭州之江环路店', '11').click()
    await world.sql('update insights.plan set value = 44, version = version + 1')
    await page.keyboard.type('50')
    await page.keyboard.press('Enter')
    await page.getByText('已被他人修改').first().waitFor()
    await cell(page, '杭州之江环路店', '11').getByText('44').waitFor()
    await world.sql('update insights.plan set value = 30, version = version + 1')
    await context.close()
  })
  it('fits a phone', async () => {
    const { page, context, faults } = await sit('meng', { viewport: phone, theme: 'dark' })
    await page.goto(`${address}/insights/plans`)
    await cell(page, '杭州之江环路店', '11').waitFor()
    await seen(page, 'phone-zh-dark')
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect([wide, faults]).toEqual([0, []])
    await context.close()
  })
})

describe('a board that compares with the plan', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await world.sql(
      `insert into insights.plan (id, dealer_id, brand_id, month, measure, value) values (gen_random_uuid(), $1, $2, '2026-11-01', 'visits', 30)`,
      [castId('D0001'), castId('HL')],
    )
    await world.as('system', refreshFacts)
  })
  const november = 'period=2026-11-01..2026-11-22&compare=plan'
  it('shows plan and attained by the days of the period, and whose plan is missing', async () => {
    const { page, context, faults } = await sit('meng', { language: 'en' })
    await page.goto(`${address}/board?${november}`)
    await page.getByText('Plan 22, of which 2 in the period: 9.1%').waitFor()
    await page.getByText(/Without a plan, so not counted: 杭州钱塘环路店 2026-11/).waitFor()
    await seen(page, 'board-en')
    await page.getByRole('link', { name: 'Sales plans' }).last().click()
    await page.waitForURL(/insights\/plans/)
    expect(faults).toEqual([])
    await context.close()
  })
  it('says that there is none, and the way to bring one', async () => {
    const { page, context } = await sit('pei', { viewport: phone, theme: 'dark' })
    await page.goto(`${address}/board?${november}`)
    await page.getByText(/计划 22，本期完成 2，完成率 9.1%/).waitFor()
    await seen(page, 'board-phone-dark')
    await page.goto(`${address}/board?period=2026-10-01..2026-10-31&compare=plan`)
    await page.getByText('这段时间没有计划。').waitFor()
    await context.close()
  })
  it('has it on the boards of analyses, on a phone, too', async () => {
    for (const seat of [{ theme: 'dark' }, { viewport: phone }] as const) {
      const { page, context, faults } = await sit('pei', seat)
      await page.goto(`${address}/insights/boards/dealer?${november}`)
      await page.getByText('计划与完成').first().waitFor()
      await page.getByText(/项落后计划/).waitFor()
      await page.getByText('计划与完成').first().scrollIntoViewIfNeeded()
      await page.waitForTimeout(pictures ? 1500 : 0)
      await seen(page, `dealer-board-${'theme' in seat ? 'dark' : 'phone'}`)
      expect(faults).toEqual([])
      await context.close()
    }
  })
})
