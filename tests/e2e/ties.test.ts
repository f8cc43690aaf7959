import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { captureLead } from '../../contract/leads.ts'
import { saveVehicles } from '../../server/domains/vehicles/index.ts'
import { castId } from '../harness/cast.ts'
import { openWorld, type World } from '../harness/world.ts'
import { phone } from './browser.ts'
import { choose, type Office, openOffice, press, sees } from './hands.ts'

const pictures = process.env.PICTURES
let world: World
let office: Office
const ids: Record<string, string> = {}
const people = [
  { name: '欧阳思远', phone: '13805718010', address: '杭州市滨江区江虹路 88 号' },
  { name: '苏晓', phone: '13805718010' },
  { name: '欧阳小雨', phone: '13805718012', address: '杭州市滨江区江虹路 88 号' },
  { name: '浙江萧然冷链物流供应链管理有限公司', phone: '057188201000' },
]

beforeAll(async () => {
  world = await openWorld()
  for (const person of people) {
    const { body } = await world.call('meng', captureLead, {
      body: { source: 'website', brand: '环路', series: '越岭', person },
    })
    ids[person.name] = body.customerId!
    world.clock.advance(60_000)
  }
  await world.as('system', (ctx) =>
    saveVehicles(ctx, [
      {
        vin: 'LRHB40FM7RA000271',
        seriesId: castId('越岭'),
        variantId: castId('越岭 L 四驱'),
        keepers: [
          { customerId: ids.欧阳思远!, role: 'payer' },
          { customerId: ids.欧阳思远!, role: 'contact' },
          { customerId: ids.苏晓!, role: 'driver' },
        ],
      },
    ]),
  )
  office = await openOffice(world)
})
afterEach((step) => office.expectQuiet(step))
afterAll(async () => {
  await office?.close()
  await world?.close()
})

const open = (viewport?: { width: number; height: number }) =>
  office.at('meng', `/customers/${ids.欧阳思远}`, viewport ? { viewport, language: 'en', theme: 'dark' } : {})

describe('who is who to a customer', () => {
  it('is proposed with its evidence, and confirmed as what it is', async () => {
    const page = await open()
    await sees(page, '同一电话 138****8010')
    await page.getByRole('listitem').filter({ hasText: '苏晓' }).getByRole('button', { name: '确认' }).click()
    await choose(page, '苏晓是', '配偶')
    if (pictures) await page.screenshot({ path: `${pictures}/ties-dialog.png` })
    await press(page, '保存')
    await sees(page, '越岭 L 四驱 驾驶人')
  })
  it('is dismissed, and that is taken back', async () => {
    const page = await open()
    await page
      .getByRole('listitem')
      .filter({ hasText: '欧阳小雨' })
      .getByRole('button', { name: '不是' })
      .click()
    await sees(page, '不再建议')
    await press(page, /撤销/)
    await sees(page, '同姓欧阳')
  })
  it('is found and added by hand, with dates', async () => {
    const page = await open()
    await press(page, '添加关系')
    await page.getByLabel('查找客户').fill('萧然')
    await page.getByRole('button', { name: '选择', exact: true }).click()
    await choose(page, '浙江萧然冷链物流供应链管理有限公司是', '任职单位')
    await page.getByLabel('备注').fill('物流主管')
    await press(page, '保存')
    await sees(page, '任职单位')
    await page.goto(`${office.address}/customers/${ids.浙江萧然冷链物流供应链管理有限公司}`)
    await sees(page, '员工')
  })
  it('makes a household with a head', async () => {
    const page = await open()
    await press(page, '苏晓：更多操作')
    await page.getByText('加入家庭').click()
    await sees(page, '户主 欧阳思远')
    if (pictures) await page.screenshot({ path: `${pictures}/ties-desk.png` })
    expect(await page.getByText('1 条进行中线索').count()).toBeGreaterThan(0)
  })
  it('gives somebody a role around the car, and takes one away', async () => {
    const page = await open()
    await press(page, '越岭 L 四驱：登记与车辆的关系')
    await page.getByText('不再是联系人').click()
    await press(page, '越岭 L 四驱：登记与车辆的关系')
    await page.getByText('其他人…').click()
    await page.getByLabel('查找客户').fill('萧然')
    await page.getByRole('button', { name: '选择', exact: true }).click()
    await choose(page, '浙江萧然冷链物流供应链管理有限公司是这辆车的', '车主')
    await press(page, '保存')
    await sees(page, /车主 浙江萧然/)
    if (pictures) await page.screenshot({ path: `${pictures}/ties-car.png` })
  })
  it('reads on a phone, in English and dark', async () => {
    const page = await open(phone)
    // The account speaks Chinese; what was chosen in this browser goes before it.
    await page.evaluate(() => localStorage.setItem('ringroad.language', 'en'))
    await page.reload()
    await sees(page, 'Spouse')
    await page.getByText('Perhaps related').scrollIntoViewIfNeeded()
    await sees(page, 'Head 欧阳思远')
    if (pictures) await page.screenshot({ path: `${pictures}/ties-phone.png` })
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide).toBe(0)
  })
})
