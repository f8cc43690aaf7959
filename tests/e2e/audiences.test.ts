import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { takeAudienceJob } from '../../server/domains/insights/audiences/taking.ts'
import { refreshFacts } from '../../server/domains/insights/facts/refresh.ts'
import { castId } from '../harness/cast.ts'
import { putRepairOrder } from '../harness/loop.ts'
import { putDelivery } from '../harness/sold.ts'
import { openWorld, type World } from '../harness/world.ts'
import { phone } from './browser.ts'
import { leaves, type Office, openOffice, press, sees } from './hands.ts'

const pictures = process.env.PICTURES
let world: World
let office: Office
beforeAll(async () => {
  world = await openWorld()
  for (const [name, dealer, on] of [
    ['林晓舟', 'D0001', '2026-11-10'],
    ['周宁', 'D0001', '2026-01-10'],
    ['苏平', 'D0004', '2026-11-05'],
  ] as const) {
    const { customerId } = await putDelivery(world, {
      dealer,
      series: '越岭',
      on: '2025-06-01',
      division: '330108',
    })
    await world.sql('update customers.customer set name = $2 where id = $1', [customerId, name])
    await putRepairOrder(world, { dealer, customerId, on, fen: 90_000 })
  }
  await world.as('system', refreshFacts)
  office = await openOffice(world)
  if (pictures) mkdirSync(pictures, { recursive: true })
})
afterEach((step) => office.expectQuiet(step))
afterAll(async () => {
  await office?.close()
  await world?.close()
})

const keep = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` })
}
/** Nobody works in this world: the one audience is taken by hand. */
const take = async () => {
  const [row] = await world.sql<{ id: string; name: string }>('select id, name from insights.audience')
  await world.as('meng', async ({ actor, scope }) => {
    await takeAudienceJob.run(
      {
        jobId: row!.id,
        actor,
        scope,
        transact: (work) => world.as('meng', work),
        progress: async () => {},
        shouldStop: async () => false,
      },
      row!,
    )
  })
  await world.sql(`update kernel.job set state = 'done' where queue = 'insights.take-audience'`)
  await world.as('system', refreshFacts)
}

describe('an audience', () => {
  let page: Page
  it('is written with the keyboard alone, counted while it is written, and said in words', async () => {
    page = await office.at('meng', '/insights/audiences')
    await sees(page, '还没有客群')
    await page.keyboard.press('n')
    await page.getByLabel('名称', { exact: true }).fill('近月进厂')
    await page.getByLabel('添加条件').focus()
    await page.keyboard.type('进厂')
    await page.keyboard.press('Enter')
    await page.getByLabel('最近一次进厂距今：不大于').fill('30')
    await sees(page, '最近一次进厂距今：不大于 30 天')
    await sees(page, '目前 2 位客户')
    await keep(page, 'audience-editor')
    await page.keyboard.press('ControlOrMeta+Enter')
    await page.waitForURL(/\/insights\/audiences\/[0-9a-f-]{36}$/)
    await sees(page, '尚未更新')
  })
  it('has its members, its taking and its way to the seven analyses, which keep it from tab to tab', async () => {
    await take()
    await page.reload()
    await sees(page, '第 1 次')
    await sees(page, '林晓舟')
    await sees(page, '苏平')
    expect(await page.getByText('周宁').count()).toBe(0)
    await keep(page, 'audience')
    await press(page, '打开七大分析')
    await page.waitForURL(/\/insights\/boards\/profiling\?audience=/)
    await page
      .getByRole('tab', { name: '忠诚度' })
      .or(page.getByRole('button', { name: '忠诚度' }))
      .first()
      .click()
    await page.waitForURL(/\/insights\/boards\/persistency\?audience=/)
    await sees(page, '近月进厂')
    await keep(page, 'audience-seven')
  })
  it('narrows the list of customers, and is told on a customer’s page', async () => {
    await page.goBack()
    await page.goBack()
    await press(page, '在客户列表中打开')
    await page.waitForURL(/\/customers\?audience=/)
    await page.getByText('正在载入').first().waitFor({ state: 'hidden' })
    await sees(page, '林晓舟')
    await leaves(page.getByText('周宁'))
    await keep(page, 'audience-customers')
    const [someone] = await world.sql<{ id: string }>(
      `select id from customers.customer where name = '林晓舟'`,
    )
    page = await office.at('meng', `/customers/${someone!.id}`)
    await sees(page, '所在客群')
    await sees(page, '近月进厂')
    await keep(page, 'audience-customer')
  })
  it('is read at phone width, in English and in the dark', async () => {
    await world.sql(`update admin.account set language = 'en' where id = $1`, [castId('meng')])
    const small = await office.at('meng', '/insights/audiences', {
      viewport: phone,
      theme: 'dark',
      language: 'en',
    })
    await small.getByText('近月进厂').first().click()
    await sees(small, 'Customers of whom all this holds:')
    await keep(small, 'audience-phone')
    await press(small, 'Edit')
    await sees(small, 'Last workshop visit')
    await keep(small, 'audience-phone-edit')
  })
})
