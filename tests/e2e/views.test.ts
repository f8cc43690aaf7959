import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { captureLead } from '../../contract/leads.ts'
import { placeOrder } from '../../contract/sales.ts'
import { castId } from '../harness/cast.ts'
import { openWorld, type World } from '../harness/world.ts'
import { phone } from './browser.ts'
import { leaves, type Office, openOffice, press, sees } from './hands.ts'

/** One near a dealer of the east, one of the south. */
const people = [
  ['上官若琳', '13957188888', '浙江省杭州市滨江区', 'week'],
  ['尉迟喆', '13957188889', '浙江省杭州市滨江区', 'later'],
  ['古丽娜尔', '13957188890', '广东省广州市天河区', 'week'],
] as const

let world: World
let office: Office
const leads = new Map<string, string>()
beforeAll(async () => {
  world = await openWorld()
  for (const [name, number, division, horizon] of people) {
    const consents = [{ purpose: 'sales' as const, recipient: 'dealer' as const, granted: true }]
    const person = { name, phone: number, division }
    const body = { source: 'website', brand: '环路', series: '越岭', horizon, person, consents }
    leads.set(name, (await world.call('meng', captureLead, { body })).body.leadId!)
  }
  office = await openOffice(world)
})
afterEach((step) => office.expectQuiet(step))
afterAll(async () => {
  await office?.close()
  await world?.close()
})

describe('a saved view', () => {
  it('is named, shared with the dealer, and shows when it was changed', async () => {
    const page = await office.at('pei', '/leads?grade=H')
    await press(page, '保存视图')
    await page.getByLabel('名称', { exact: true }).fill('高意向')
    await page.getByLabel(/^共享/).click()
    await press(page, /^保存$/)
    await sees(page, '已保存视图“高意向”')
    await press(page, '去掉筛选：级别')
    await page.getByRole('button', { name: /高意向.*已修改/ }).waitFor()
    await press(page, '视图操作')
    await page.getByRole('menuitem', { name: '还原到已保存' }).click()
    await page.getByRole('button', { name: '去掉筛选：级别' }).waitFor()
    await leaves(page.getByText('已修改'))
  })
  it('is a colleague’s to open with, and not to change', async () => {
    const page = await office.at('gu', '/leads')
    await page.getByRole('button', { name: '高意向' }).click()
    await page.getByRole('row', { name: '上官若琳' }).waitFor()
    await leaves(page.getByRole('row', { name: '尉迟喆' }))
    await press(page, '视图操作')
    expect(await page.getByRole('menuitem', { name: '删除视图' }).count()).toBe(0)
    await page.getByRole('menuitem', { name: '设为默认打开' }).click()
    await sees(page, '以后打开本页就是这个视图')
    await office.at('gu', '/leads')
    await page.waitForURL(/grade=H&saved=/)
  })
  it('that an older browser kept moves to the account, once', async () => {
    const page = await office.at('pei', '/leads')
    const old = JSON.stringify([{ key: 'own-1', name: '旧视图', search: 'tab=lost' }])
    await page.evaluate(
      ([at, text]) => localStorage.setItem(at!, text!),
      [`ringroad.views.leads.${castId('pei')}`, old],
    )
    await page.reload()
    await page.getByRole('button', { name: '旧视图' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: '旧视图' }).waitFor()
    expect(await page.getByRole('button', { name: '旧视图' }).count()).toBe(1)
  })
  it('keeps the loop board’s chips, and is deleted again', async () => {
    const page = await office.at('meng', '/board?compare=year')
    await press(page, '保存视图')
    await page.getByLabel('名称', { exact: true }).fill('周会')
    await press(page, /^保存$/)
    await page.waitForURL(/saved=/)
    await office.at('meng', '/board')
    await press(page, /^视图$/)
    await page.getByRole('menuitem', { name: '周会' }).click()
    await page.waitForURL(/compare=year&saved=/)
    await press(page, /^周会/)
    await page.getByRole('menuitem', { name: '删除视图' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '删除视图' }).click()
    await page.waitForURL(/compare=year$/)
  })
})

describe('the place in the network', () => {
  it('narrows leads and dispatch to one region, and widens again', async () => {
    const page = await office.at('meng', '/leads')
    await page.getByRole('row', { name: '古丽娜尔' }).waitFor()
    await press(page, /：选择要看的部分$/)
    await page.getByRole('region', { name: '大区' }).getByRole('button', { name: '华东 环路' }).click()
    await page.getByRole('row', { name: '古丽娜尔' }).waitFor({ state: 'detached' })
    await page.getByRole('row', { name: '上官若琳' }).waitFor()
    await office.at('meng', '/dispatch')
    await page.getByRole('row', { name: /^华东 3 0 2 2 / }).waitFor()
    await press(page, /：选择要看的部分$/)
    await page.getByRole('button', { name: /^全部：/ }).click()
    await page.getByRole('row', { name: /^全国 5 0 3 3 / }).waitFor()
  })
  it('is only a name for who has one dealer', async () => {
    const page = await office.at('gu', '/orders')
    await page.getByRole('navigation').getByText('杭州之江环路店').waitFor()
    expect(await page.getByRole('button', { name: /选择要看的部分/ }).count()).toBe(0)
  })
})

describe('the sale, from the drawer', () => {
  it('records who came, beside the list', async () => {
    const page = await office.at('gu', `/leads?open=${leads.get('上官若琳')}`)
    await press(page, '登记到店')
    await page.getByLabel(/^同行人数/).fill('3')
    await page.getByLabel('备注').fill('带了家人')
    await press(page, /^登记 ?Ctrl/)
    await sees(page, '已登记 上官若琳 到店')
    await page
      .getByRole('complementary', { name: '上官若琳' })
      .getByText('到店', { exact: true })
      .first()
      .waitFor()
  })
  it('asks before feedback that was begun is lost', async () => {
    const page = await office.at('gu', `/leads?open=${leads.get('上官若琳')}`)
    await page.getByRole('radio', { name: '已接通' }).click()
    await press(page, '下订')
    await press(page, '继续填写')
    await page.getByRole('radio', { name: '已接通', checked: true }).waitFor()
  })
  it('opens an order by its address, also when the list does not show it', async () => {
    const params = { id: leads.get('上官若琳')! }
    const body = { variantId: castId('越岭 L 四驱'), priceFen: 22_580_000 }
    const { id, number } = (await world.call('gu', placeOrder, { params, body })).body
    const page = await office.at('gu', `/orders?view=cancelled&open=${id}`)
    await page.getByRole('complementary').getByText(number).waitFor()
    const small = await office.at('gu', `/orders/${id}`, { viewport: phone })
    await small.getByRole('dialog').getByText(number).waitFor()
    const other = await office.at('ge', `/orders/${id}`)
    await sees(other, '没有这条记录，或不在你的范围内。')
  })
})
