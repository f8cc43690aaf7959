import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { castId } from '../harness/cast.ts'
import { openWorld, type World } from '../harness/world.ts'
import { makeLead } from '../routes/leads.ts'
import { leaves, type Office, openOffice, press, sees } from './hands.ts'

/** Enough for several pages of a list; all of them with one dealer. */
const many = 900
const rowHeight = 36

let world: World
let office: Office
beforeAll(async () => {
  world = await openWorld()
  await world.sql(`create table public.bulk as select n, uuidv7() as id,
    timestamptz '${world.clock.now().toISOString()}' - n * interval '1 minute' as at from generate_series(1, ${many}) n`)
  await world.sql(`insert into customers.customer (id, name, first_source, created_at, updated_at, seen_at)
    select id, '宗政' || n, 'dms', at, at, at from public.bulk`)
  await world.sql(`insert into customers.reach (node_id, customer_id, seen_at)
    select node, id, at from public.bulk, unnest(array['${castId('HL')}', '${castId('D0001')}']::uuid[]) node`)
  await world.sql(`insert into leads.lead (id, number, brand_id, customer_id, holder, dealer_id, stage, grade, score, source,
      captured_at, last_touch_at, due_at, dispatched_at, next_step, next_step_at, created_at, updated_at)
    select uuidv7(), 'B' || n, '${castId('HL')}', id, 'dealer', '${castId('D0001')}', 'new', 'A', 60, 'website',
      at, at, at + interval '7 days', at, 'call', at + interval '7 days', at, at from public.bulk`)
  office = await openOffice(world)
})
afterEach((step) => office.expectQuiet(step))
afterAll(async () => {
  await office?.close()
  await world?.close()
})

const scroller = (page: Page) => page.locator('section.scroll')
const topOf = (page: Page) => scroller(page).evaluate((element) => element.scrollTop)
const scrollTo = (page: Page, row: number) =>
  scroller(page).evaluate((element, top) => element.scrollTo(0, top), row * rowHeight)
/** As far as the pages that came reach, again and again until the row is there. */
const goTo = (page: Page, row: number) =>
  expect
    .poll(
      async () => {
        await scrollTo(page, row - 10)
        return rowAt(page, row).count()
      },
      { timeout: 20_000 },
    )
    .toBe(1)
const rowAt = (page: Page, row: number) => page.locator(`tr[aria-rowindex="${row + 1}"]`)

describe('a list of many rows', () => {
  it('fetches on before its end is reached, and keeps few rows in the page', async () => {
    const page = await office.at('pei', '/leads?tab=all')
    await rowAt(page, 1).waitFor()
    for (const row of [100, 400, 700]) {
      await goTo(page, row)
      expect(await page.locator('section.scroll tbody tr').count()).toBeLessThan(60)
    }
  })
  it('is found as it was left by who comes back, and begins at its top for who asks for something else', async () => {
    const page = await office.at('pei', '/leads?tab=all')
    await rowAt(page, 1).waitFor()
    await goTo(page, 300)
    const name = await rowAt(page, 300).getByRole('button').first().textContent()
    await rowAt(page, 300).getByRole('button').first().click()
    const top = await topOf(page)
    // Back again at once also while the page gone to is still coming.
    for (let round = 0; round < 3; round++) {
      await page.getByRole('complementary').getByRole('button', { name: '打开整页' }).click()
      await page.waitForURL(/\/leads\/[0-9a-f-]+$/)
      await page.goBack()
      await rowAt(page, 300).getByText(name!).first().waitFor()
      expect(await topOf(page)).toBe(top)
    }
    await page
      .getByRole('button', { name: '高意向' })
      .or(page.getByRole('button', { name: '今日到期' }))
      .first()
      .click()
    await expect.poll(() => topOf(page)).toBe(0)
  })
  it('says the dealers’ own system in words', async () => {
    const page = await office.at('meng', '/customers')
    await page
      .getByRole('row', { name: /宗政1 .*经销商系统/ })
      .first()
      .waitFor()
  })
})

describe('customers, dealers and campaigns', () => {
  it('begin at the place chosen in the network', async () => {
    const page = await office.at('meng', '/dealers')
    const choose = async (of: string, name: string) => {
      await press(page, /：选择要看的部分$/)
      await page.getByRole('region', { name: of }).getByRole('button', { name }).first().click()
    }
    await page.getByRole('row', { name: '广州' }).first().waitFor()
    await choose('大区', '华东 环路')
    await page.getByRole('row', { name: '广州' }).first().waitFor({ state: 'detached' })
    await page.getByRole('row', { name: '杭州之江环路店' }).waitFor()
    await choose('品牌', '星程')
    await office.at('meng', '/campaigns')
    await page.getByRole('row', { name: '星程 N7 上市' }).waitFor()
    await leaves(page.getByRole('row', { name: '秋季置换' }))
    await office.at('meng', '/customers')
    await sees(page, '还没有客户')
    expect(await page.getByRole('row', { name: /宗政/ }).count()).toBe(0)
    await office.at('meng', '/dealers')
    await press(page, /：选择要看的部分$/)
    await page.getByRole('button', { name: /^全部：/ }).click()
    await page.getByRole('row', { name: '广州' }).first().waitFor()
  })
})

describe('the qualification drawer', () => {
  it('says where the lead would go before it is sent', async () => {
    const { leadId } = await makeLead(world, { source: 'aggregator', horizon: 'week', consents: [] })
    const page = await office.at('qiu', `/qualification?open=${leadId}`)
    await page.getByRole('radio', { name: '有效，派发' }).click()
    const preview = page.getByRole('region', { name: '派发预览' })
    await preview.getByText(/没有单独同意.*杭州之江环路店/).waitFor()
    await page
      .getByRole('checkbox', { name: /单独同意/ })
      .or(page.getByText(/已口头取得单独同意/))
      .first()
      .click()
    await preview.getByText('将派给 杭州之江环路店').waitFor()
  })
})
