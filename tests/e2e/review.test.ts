import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readCustomer } from '../../contract/customers.ts'
import { castId } from '../harness/cast.ts'
import { suspects } from '../harness/suspects.ts'
import { openWorld, type World } from '../harness/world.ts'
import { phone } from './browser.ts'
import { type Office, openOffice, press, sees } from './hands.ts'

let world: World
let office: Office
let three: string[]
beforeAll(async () => {
  world = await openWorld()
  // Else one settled pair in twenty is shown again, to somebody else.
  await world.sql(
    `insert into kernel.setting (id, key, value, updated_at) values ($1, 'customers.second-opinions', '0', now())`,
    [castId('second-opinions')],
  )
  const birthOn = '1988-05-12'
  const made = await suspects(
    world,
    [
      { name: '尉迟喆', phones: ['+8615910013317'], birthOn },
      { name: '尉迟哲', phones: ['+8615910013318'], birthOn, source: 'website' },
      { name: '尉迟晢', phones: ['+8615910013319'], company: '浙江宏途远大建设工程集团股份有限公司' },
    ],
    [
      [0, 1, [2, 1, 2]],
      [0, 2, [2, 0, 1], 16],
      [1, 2, [2, 0, 2]],
    ],
  )
  three = made.ids
  await suspects(
    world,
    [
      { name: '欧阳思源', phones: ['+8613805718001'] },
      { name: '欧阳思远', phones: ['+8613805718002'] },
    ],
    [[0, 1, [2, 0, 2]]],
  )
  office = await openOffice(world)
})
afterEach((step) => office.expectQuiet(step))
afterAll(async () => {
  await office?.close()
  await world?.close()
})

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 2 }).waitFor()
const row = (page: Page, field: string) =>
  page.getByRole('table', { name: '对比' }).getByRole('row', { name: field })
const keys = async (page: Page, ...pressed: string[]) => {
  for (const key of pressed) await page.keyboard.press(key)
}
const shown = async (id: string) => (await world.call('meng', readCustomer, { params: { id } })).body
/** Time passes between two decisions, as it does for people. */
const later = () => world.clock.advance(1000)

describe('the review queue', () => {
  it('opens at the likeliest group, side by side, and says why they are alike', async () => {
    const page = await office.at('meng', '/customers/review')
    await heading(page, '尉迟喆')
    await row(page, '姓名').getByText('同音').waitFor()
    expect(await row(page, '姓名').locator('mark').allTextContents()).toEqual(['喆', '哲', '晢'])
    const why = page.getByRole('complementary', { name: '为什么像' })
    await why.getByText('姓名同音').waitFor()
    await why.getByText('+16.6').first().waitFor()
    await page.getByRole('link', { name: '查重复核 2' }).waitFor()
  })
  it('walks the groups and hides what is the same, by keyboard', async () => {
    const page = await office.at('meng', '/customers/review')
    await heading(page, '尉迟喆')
    await keys(page, 'j')
    await heading(page, '欧阳思源')
    await keys(page, 'k')
    await heading(page, '尉迟喆')
    await row(page, '拼音').waitFor()
    await keys(page, 'd')
    await row(page, '拼音').waitFor({ state: 'detached' })
    await keys(page, 'd', '?')
    await page.getByRole('dialog', { name: '快捷键' }).getByText('撤销我上一个决定').waitFor()
    await keys(page, 'Escape')
  })
  it('merges all with a value picked by arrow, goes on, and takes it back with Z', async () => {
    const page = await office.at('meng', '/customers/review')
    await heading(page, '尉迟喆')
    // The rules take the latest name; two to the left is the first one's.
    await row(page, '姓名').getByRole('button', { name: '尉迟晢', pressed: true }).waitFor()
    await keys(page, 'ArrowLeft', 'ArrowLeft')
    await row(page, '姓名').getByRole('button', { name: '尉迟喆', pressed: true }).waitFor()
    later()
    await keys(page, 'm')
    await sees(page, '已合并 3 份：尉迟喆')
    await heading(page, '欧阳思源')
    expect((await shown(three[2]!)).id).toBe(three[0])
    expect((await shown(three[0]!)).fields.name.value).toBe('尉迟喆')
    const record = await office.at('yue', `/customers/${three[1]}`)
    await record.getByRole('heading', { name: '尉迟喆', level: 2 }).waitFor()
    later()
    await keys(page, 'z')
    await heading(page, '尉迟喆')
    expect((await shown(three[2]!)).id).toBe(three[2])
  })
  it('merges two of three, keeps the third apart, and says so in the recent decisions', async () => {
    const page = await office.at('meng', '/customers/review')
    await heading(page, '尉迟喆')
    later()
    await keys(page, '2')
    await sees(page, '已合并 2 份：尉迟喆')
    await page.getByRole('button', { name: '合并两份' }).waitFor()
    later()
    await keys(page, 'n')
    await heading(page, '欧阳思源')
    const recent = page.getByRole('complementary', { name: '为什么像' }).getByRole('listitem')
    await recent.filter({ hasText: '分开 2 份' }).waitFor()
    await recent.filter({ hasText: '合并 2 份' }).waitFor()
    await page.getByRole('link', { name: '查重复核 1' }).waitFor()
  })
  it('asks why where ID numbers differ, and shows the group again to who turns back', async () => {
    const phones = ['+8613805718009']
    await suspects(
      world,
      [
        { name: '赵刚', phones, residentId: '440524188001010014' },
        { name: '赵钢', phones, residentId: '33010819900307001X' },
      ],
      [[0, 1, [2, 0, 1], 16]],
    )
    const page = await office.at('meng', '/customers/review')
    await heading(page, '赵刚')
    later()
    await keys(page, 'm')
    const why = page.getByRole('dialog', { name: '为什么仍是同一个人？' })
    await why.getByText('证件号码不同').waitFor()
    await keys(page, 'Escape')
    await page.locator('.ant-modal-wrap').waitFor({ state: 'hidden' })
    await heading(page, '赵刚')
    await keys(page, 'm')
    await why.getByRole('textbox').fill('本人出示了换发的证件')
    await keys(page, 'Enter')
    await sees(page, '已合并 2 份：赵刚')
  })
  it('on a phone shows the list, then a group, then why; a supervisor decides there as well', async () => {
    const page = await office.at('yue', '/customers/review', { viewport: phone })
    await page.getByText('欧阳思源').first().click()
    await heading(page, '欧阳思源')
    await page.getByRole('radio', { name: '为什么像' }).click()
    await sees(page, '起点：任意两人')
    await page.getByRole('radio', { name: '对比' }).click()
    later()
    await press(page, '拿不准')
    await sees(page, '没有待定的')
    await page.getByRole('button', { name: /^撤销/ }).click()
    await heading(page, '欧阳思源')
  })
  it('lets an analyst look and offers no decision', async () => {
    const page = await office.at('xie', '/customers/review')
    await heading(page, '欧阳思源')
    await sees(page, '你可以查看；作决定需要复核权限。')
    await keys(page, 'm')
    expect(await page.getByRole('button', { name: '合并两份' }).count()).toBe(0)
  })
})
