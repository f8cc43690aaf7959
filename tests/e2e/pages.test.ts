import { mkdirSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type World } from '../harness/world.ts'
import { desk, openBrowser, phone, sitDown } from './browser.ts'
import { busyDealer } from './busy.ts'

/** `PICTURES=folder` keeps a picture of every page, to be looked at. */
const pictures = process.env.PICTURES
let world: World
let browser: Browser
let address: string

beforeAll(async () => {
  browser = await openBrowser()
  world = await openWorld()
  await busyDealer(world)
  address = await world.app.listen({ host: '127.0.0.1', port: 0 })
  if (pictures) mkdirSync(pictures, { recursive: true })
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

const seats = [
  { login: 'meng', viewport: desk, language: 'zh-CN', theme: 'light' },
  { login: 'huo', viewport: desk, language: 'en', theme: 'dark' },
  { login: 'gongsun', viewport: desk, language: 'en', theme: 'light' },
  { login: 'qiu', viewport: desk, language: 'zh-CN', theme: 'light' },
  { login: 'pei', viewport: desk, language: 'zh-CN', theme: 'dark' },
  { login: 'gu', viewport: phone, language: 'zh-CN', theme: 'light' },
  { login: 'ran', viewport: phone, language: 'en', theme: 'dark' },
  { login: 'admin', viewport: desk, language: 'zh-CN', theme: 'light' },
  { login: 'situ', viewport: desk, language: 'en', theme: 'light' },
] as const

// Side by side: most of the time a seat waits for its network to be idle.
describe.concurrent.each(seats)('every page of $login', ({ login, ...seat }) => {
  it(`opens without a fault at ${seat.viewport.width} px, ${seat.language}, ${seat.theme}`, {
    timeout: 180_000,
  }, async () => {
    const { page, context, faults } = await sitDown(browser, world, address, login, seat)
    await page.goto(address)
    await page.waitForSelector('nav a[href^="/"]', { state: 'attached' })
    const paths = await page.$$eval('nav a[href^="/"]', (links) => [
      ...new Set(links.map((link) => link.getAttribute('href')!)),
    ])
    expect(paths.length).toBeGreaterThan(2)
    for (const path of paths) {
      await page.goto(`${address}${path}`)
      await page.waitForLoadState('networkidle')
      await page.waitForTimeout(150)
      const name = `${login}-${path.replace(/\W+/g, '-')}-${seat.language}-${seat.theme}`
      if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` })
      expect([path, faults]).toEqual([path, []])
      expect([path, await page.locator('.note.fault[role="alert"]').count()]).toEqual([path, 0])
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect([path, 'scrolls sideways', wide]).toEqual([path, 'scrolls sideways', 0])
    }
    await context.close()
  })
})
