import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { tokenOf } from '../harness/cast.ts'
import type { World } from '../harness/world.ts'

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The machine's Chromium; without one the journeys fail and say how to get it, they are never skipped. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = places.find((place) => place && existsSync(place))
  if (!executablePath)
    throw new Error(
      'No Chromium found. Install one, for example `apt-get install chromium fonts-noto-cjk`, or set CHROMIUM to its path.',
    )
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

export type Seat = {
  viewport?: { width: number; height: number }
  language?: 'zh-CN' | 'en'
  theme?: 'light' | 'dark'
}

/** A page signed in as a cast member. Anything the page logs as an error fails the journey at `expectQuiet`. */
export async function sitDown(
  browser: Browser,
  world: World,
  address: string,
  login: string | null,
  seat: Seat = {},
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const viewport = seat.viewport ?? desk
  const context = await browser.newContext({
    viewport,
    hasTouch: viewport.width <= phone.width,
    locale: seat.language ?? 'zh-CN',
    colorScheme: seat.theme ?? 'light',
    // A press on a dialog that still moves may begin on its button and end beside it.
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Shanghai',
  })
  if (login)
    await context.addCookies([
      { name: 'ringroad', value: tokenOf(login), url: address, httpOnly: true, sameSite: 'Strict' },
    ])
  const page = await context.newPage()
  await page.clock.setFixedTime(world.clock.now())
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on(
    'console',
    (message) =>
      message.type() === 'error' && !/status of 4\d\d/.test(message.text()) && faults.push(message.text()),
  )
  return { page, context, faults }
}
