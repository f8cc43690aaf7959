import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { revokeSessions } from '../../contract/admin.ts'
import { captureLead } from '../../contract/leads.ts'
import { hashPassword } from '../../server/domains/admin/sessions.ts'
import { castId } from '../harness/cast.ts'
import { openWorld, type World } from '../harness/world.ts'
import { type Office, openOffice, press, sees } from './hands.ts'

const password = 'yue-ling-si-qu-2026'
const callers = [
  ['上官若琳', '13957188888'],
  ['欧阳思远', '13805718001'],
  ['尉迟喆', '13805718002'],
] as const

let world: World
let office: Office
beforeAll(async () => {
  world = await openWorld()
  await world.sql(
    'insert into admin.credential (account_id, password_hash, changed_at) values ($1, $2, now())',
    [castId('song'), await hashPassword(password)],
  )
  for (const [name, phone] of callers) {
    const person = { name, phone, division: '浙江省杭州市滨江区' }
    const consents = [{ purpose: 'sales' as const, recipient: 'dealer' as const, granted: true }]
    const body = {
      source: 'website',
      brand: '环路',
      series: '越岭',
      horizon: 'week' as const,
      person,
      consents,
    }
    const answer = await world.call('meng', captureLead, { body })
    expect(answer.status, answer.text).toBeLessThan(300)
  }
  office = await openOffice(world)
})
afterEach((step) => office.expectQuiet(step))
afterAll(async () => {
  await office?.close()
  await world?.close()
})

async function signIn(page: Page, login: string, secret: string): Promise<void> {
  await page.getByLabel('工号、手机或邮箱').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(secret)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** Something only this document knows: gone after a reload. */
const remember = (page: Page) =>
  page.evaluate(() => document.documentElement.setAttribute('data-kept', 'yes'))
const remembers = (page: Page) =>
  page.evaluate(() => document.documentElement.getAttribute('data-kept') === 'yes')
const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

describe('the door', () => {
  it('says so when the password is wrong, and lets nobody in', async () => {
    const page = await office.at(null, '/leads')
    await page.waitForURL(/\/sign-in\?next=%2Fleads/, { waitUntil: 'commit' })
    await signIn(page, 'song', 'wrong-wrong-wrong')
    await page.getByRole('alert').getByText('账号或密码不对').waitFor()
    expect(page.url()).toContain('/sign-in')
  })
  it('opens with the right one and goes on to where one was going', async () => {
    const page = await office.at(null, '/leads')
    await signIn(page, 'song', password)
    await page.waitForURL(/\/leads$/, { waitUntil: 'commit' })
    await page.getByRole('button', { name: '我的账号: 宋文博' }).waitFor()
  })
  it('closes behind whoever signs out', async () => {
    const page = await office.at(null, '/leads')
    await press(page, '我的账号: 宋文博')
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await page.waitForURL(/\/sign-in$/, { waitUntil: 'commit' })
    await page.goto(`${office.address}/leads`)
    await page.waitForURL(/\/sign-in\?next=/, { waitUntil: 'commit' })
  })
  it('closes, too, when an administrator ends the session of somebody at work', async () => {
    const page = await office.at('ran', '/leads')
    await page.getByRole('navigation', { name: '主导航' }).waitFor()
    const ended = await world.call('admin', revokeSessions, { query: { userId: castId('ran') } })
    expect(ended.body.ended).toBe(1)
    // The inbox asks for news by itself, and may come upon the closed door before the click does.
    await page
      .getByRole('link', { name: '我的客户' })
      .click({ timeout: 5_000 })
      .catch(() => {})
    await page.waitForURL(/\/sign-in\?next=%2F(customers|leads)/, { waitUntil: 'commit' })
    await page.getByRole('heading', { name: '登录' }).waitFor()
  })
})

describe('the looks', () => {
  it('change language in place and keep it', async () => {
    const page = await office.at('gongsun', '/leads')
    await page.getByRole('link', { name: '市场活动' }).waitFor()
    await remember(page)
    await press(page, 'Switch to English')
    await page.getByRole('link', { name: 'Campaigns' }).waitFor()
    expect(await page.getAttribute('html', 'lang')).toBe('en')
    expect(await remembers(page)).toBe(true)
    await page.reload()
    await page.getByRole('link', { name: 'Campaigns' }).waitFor()
    await press(page, '切换到中文')
    await page.getByRole('link', { name: '市场活动' }).waitFor()
  })
  it('turn dark in place and stay dark', async () => {
    const page = await office.at('meng', '/leads')
    const light = await paper(page)
    await remember(page)
    await press(page, '主题')
    await page.getByRole('menuitem', { name: '深色' }).click()
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark')
    expect(await paper(page)).not.toBe(light)
    expect(await remembers(page)).toBe(true)
    await page.reload()
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark')
  })
})

async function lookFor(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: /^搜索姓名/ }).fill(words)
}

describe('the keyboard', () => {
  it.each([
    ['pinyin', 'shangguanruolin'],
    ['initials', 'sgrl'],
    ['the end of the number', '8888'],
  ])('finds a customer by %s and opens the record', async (_how, words) => {
    const page = await office.at('meng', '/leads')
    await page.getByRole('row', { name: '上官若琳' }).waitFor()
    await lookFor(page, words)
    const lead = page.getByRole('option', { name: /上官若琳.*越岭/ })
    const customer = page.getByRole('option', { name: /上官若琳.*139/ })
    await Promise.all([lead.waitFor(), customer.waitFor()])
    expect(await lead.getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('ArrowDown')
    expect(await customer.getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/customers\/[\w-]{36}$/, { waitUntil: 'commit' })
    await page.getByRole('heading', { name: '上官若琳', level: 2 }).waitFor()
  })
  it('walks the lead list: j and k move, Enter opens, Escape closes', async () => {
    const page = await office.at('pei', '/leads')
    await page.getByRole('row', { name: '尉迟喆' }).waitFor()
    const rows = page.getByRole('table', { name: '线索' }).getByRole('row')
    const first = (await rows.nth(1).getByRole('button').textContent()) ?? ''
    expect(first).not.toBe('')
    for (const key of ['j', 'j', 'k', 'Enter']) await page.keyboard.press(key)
    await page.waitForURL(/open=/, { waitUntil: 'commit' })
    const drawer = page.getByRole('complementary')
    await drawer.getByRole('heading', { level: 2 }).filter({ hasText: first }).waitFor()
    await page.keyboard.press('j')
    await drawer.getByRole('heading', { level: 2 }).filter({ hasNotText: first }).waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL(/\/leads$/, { waitUntil: 'commit' })
    await drawer.waitFor({ state: 'detached' })
  })
  it('lists its keys when asked with a question mark', async () => {
    const page = await office.at('pei', '/leads')
    await page.getByRole('row', { name: '尉迟喆' }).waitFor()
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: '快捷键' })
    await sheet.getByText('任何页面').waitFor()
    await sheet.getByText('当前页面').waitFor()
    await sheet.getByText('搜索').first().waitFor()
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
    await sees(page, '尉迟喆')
  })
})
