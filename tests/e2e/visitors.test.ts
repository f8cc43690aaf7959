import { mkdirSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { captureLead } from '../../contract/leads.ts'
import { linkVisitors } from '../../server/domains/customers/index.ts'
import { saveWebEvents } from '../../server/domains/customers/visitors/watch.ts'
import { newId } from '../../server/kernel/ids.ts'
import { castId } from '../harness/cast.ts'
import { suspects } from '../harness/suspects.ts'
import { openWorld, type World } from '../harness/world.ts'
import { desk, phone } from './browser.ts'
import { leaves, type Office, openOffice, press, sees } from './hands.ts'

const pictures = process.env.PICTURES
let world: World
let office: Office
let id: string
const [own, tablet] = [newId(), newId()]
beforeAll(async () => {
  world = await openWorld()
  const { ids } = await suspects(
    world,
    [
      { name: '宇文静姝', phones: ['+8615910014417'], company: '浙江宏途远大建设工程集团股份有限公司' },
      { name: '宇文静书', phones: ['+8615910014418'] },
    ],
    [[0, 1, [2, 0, 2]]],
  )
  id = ids[0]!
  const at = (days: number, minutes = 0) =>
    new Date(world.clock.now().getTime() - days * 86_400_000 + minutes * 60_000)
  const seen = (
    visitor: string,
    days: number,
    page: string,
    series: string,
    minutes = 0,
    campaign: string | null = null,
  ) => ({
    visitor,
    at: at(days, minutes),
    kind: page.endsWith('test-drive') ? ('form' as const) : ('view' as const),
    page: `https://huanlu.example/${page}`,
    series,
    brandId: castId('HL'),
    campaign,
    medium: campaign ? 'search' : null,
    named: null,
  })
  await world.as('system', async (ctx) => {
    await saveWebEvents(ctx, 'website', [
      ...['yueling', 'yueling/price', 'yueling/configurator', 'yueling/finance'].map((page, n) =>
        seen(own, 21, page, '越岭', n, n === 0 ? 'C-TRADE' : null),
      ),
      ...['yunheng', 'yunheng/gallery'].map((page, n) => seen(own, 9, page, '云衡', n)),
      ...['yueling/compare', 'yueling/test-drive'].map((page, n) => seen(own, 6, page, '越岭', n, 'C-TRADE')),
      seen(own, 2, 'yueling/dealers', '越岭'),
      seen(tablet, 4, 'qingzhou', '青舟'),
    ])
    const form = (visitorId: string, customerId: string, days: number) => ({
      visitorId,
      customerId,
      recordId: newId(),
      at: at(days),
    })
    await linkVisitors(ctx, [
      form(own, id, 6),
      form(own, id, 2),
      form(tablet, id, 4),
      ...ids.slice(1).map((other) => form(tablet, other, 4)),
    ])
  })
  office = await openOffice(world)
  if (pictures) mkdirSync(pictures, { recursive: true })
})
afterEach((step) => office.expectQuiet(step))
afterAll(async () => {
  await office?.close()
  await world?.close()
})

describe('web visits on the page of a customer', () => {
  it('say how sure a browser is theirs and why; of a shared one no pages show', async () => {
    const page = await office.at('meng', `/customers/${id}`)
    const card = page.locator('.panel', { has: page.getByRole('heading', { name: '网页访问' }) })
    await card.getByText('99%').waitFor()
    await card.getByText('在这里填表 2 次', { exact: false }).first().waitFor()
    await card.getByText('另有 1 位客户也用').waitFor()
    expect(await card.getByText('青舟').count()).toBe(0)
    if (pictures) {
      await card.scrollIntoViewIfNeeded()
      await page.screenshot({ path: `${pictures}/visitors-desk-zh-light.png` })
    }
  })
  it('are detached with a reason, and brought back from the same card', async () => {
    const page = await office.at('meng', `/customers/${id}`)
    const line = page.locator('.vis-line').first()
    await line.getByRole('button', { name: '不是本人' }).click()
    await sees(page, '取消这个浏览器与客户的关联？')
    if (pictures) await page.screenshot({ path: `${pictures}/visitors-detach.png` })
    await page.getByText('店内或公用设备').click()
    await page.getByRole('dialog').getByRole('button', { name: '不是本人' }).click()
    await sees(page, /已由 孟庭筠 取消关联/)
    await leaves(page.locator('.vis-days'))
    if (pictures) await page.screenshot({ path: `${pictures}/visitors-detached.png` })
    await press(page, '恢复关联')
    await page.locator('.vis-days').waitFor()
  })
  it('fit a phone, in English, in the dark', async () => {
    const seats = [
      { viewport: phone, language: 'en', theme: 'dark' },
      { viewport: { ...desk, width: 1439 }, language: 'en', theme: 'dark' },
      { viewport: { ...phone, width: 389 }, language: 'zh-CN', theme: 'light' },
    ] as const
    for (const seat of seats) {
      const page = await office.at('meng', `/customers/${id}`, seat)
      await page.evaluate((language) => localStorage.setItem('ringroad.language', language), seat.language)
      await page.reload()
      const card = page.locator('.vis-line').first()
      await card.waitFor()
      await card.scrollIntoViewIfNeeded()
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide).toBe(0)
      if (pictures)
        await page.screenshot({
          path: `${pictures}/visitors-${seat.viewport.width}-${seat.language}-${seat.theme}.png`,
        })
    }
  })
  it('stand beside the lead they led to', async () => {
    const body = {
      source: 'website',
      series: '越岭',
      visitorId: own,
      person: { name: '宇文静姝', phone: '15910014417' },
    }
    const lead = (await world.call('meng', captureLead, { body })).body
    expect(lead.customerId).toBe(id)
    const page = await office.at('meng', `/leads/${lead.leadId}`)
    const card = page.locator('.panel', { has: page.getByRole('heading', { name: '询价前的网页访问' }) })
    await card.getByText('/yueling/dealers').waitFor()
    if (pictures) await page.screenshot({ path: `${pictures}/visitors-lead.png` })
  })
})
