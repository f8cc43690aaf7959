import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { captureLead } from '../../contract/leads.ts'
import { openWorld, type World } from '../harness/world.ts'
import { phone } from './browser.ts'
import { choose, leaves, type Office, openOffice, press, sees } from './hands.ts'

const pictures = process.env.PICTURES
let world: World
let office: Office
let id: string
beforeAll(async () => {
  world = await openWorld()
  const { body } = await world.call('meng', captureLead, {
    body: {
      source: 'website',
      brand: '环路',
      series: '越岭',
      person: { name: '欧阳思远', phone: '13805718010', email: 'ouyang@example.cn' },
    },
  })
  id = body.customerId!
  office = await openOffice(world)
})
afterEach((step) => office.expectQuiet(step))
afterAll(async () => {
  await office?.close()
  await world?.close()
})
const picture = async (page: { screenshot(options: { path: string }): Promise<unknown> }, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` })
}

describe('how a customer lives', () => {
  it('is filled in on the form and stands in the golden record in words', async () => {
    const page = await office.at('meng', `/customers/${id}`)
    await press(page, /^修改$/)
    await choose(page, '婚姻状况', '已婚有子女')
    await choose(page, '子女数', '2')
    await choose(page, '学历', '本科')
    await choose(page, '月收入', '1 万至 2 万元')
    await page.getByLabel('职业').fill('教师')
    await page.getByLabel('兴趣爱好').fill('露营，骑行')
    await picture(page, 'living-form')
    await press(page, '保存')
    await sees(page, '已婚有子女')
    await sees(page, '露营，骑行')
    await leaves(page.getByText('1 万至 2 万元'))
    await page.getByText('兴趣爱好').first().scrollIntoViewIfNeeded()
    await picture(page, 'living-desk')
  })
  it('shows what somebody earns to who says why, for a minute', async () => {
    const page = await office.at('meng', `/customers/${id}`)
    await press(page, '查看月收入')
    await page.getByRole('dialog').getByText('核对来访者身份').click()
    await picture(page, 'living-reason')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /月收入/ })
      .click()
    await sees(page, '1 万至 2 万元')
    await picture(page, 'living-shown')
  })
  it('reads and is written on a phone, in English and dark', async () => {
    const page = await office.at('meng', `/customers/${id}`, { viewport: phone, theme: 'dark' })
    await page.evaluate(() => localStorage.setItem('ringroad.language', 'en'))
    await page.reload()
    await page.getByText('Married with children').scrollIntoViewIfNeeded()
    await picture(page, 'living-phone')
    await press(page, /^Edit$/)
    await page.getByLabel('Interests').scrollIntoViewIfNeeded()
    await picture(page, 'living-phone-form')
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide).toBe(0)
  })
})
