import type { Locator, Page } from 'playwright-core'
import { expect, type TestContext } from 'vitest'
import type { World } from '../harness/world.ts'
import { openBrowser, type Seat, sitDown } from './browser.ts'

/** A `Choice`: opened, and one of what it offers taken. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  const wanted = page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true })
  // The input lies under what it shows, so the whole field is pressed. Never forced: a press on a dialog that still
  // comes in would hit the page behind and close it.
  const field = page.locator('.ant-select', { has: page.getByLabel(label) }).first()
  await expect
    .poll(
      async () => {
        if ((await wanted.count()) === 0) await field.click()
        return wanted.count()
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBeGreaterThan(0)
  await wanted.click()
}

/** A date and time, typed as the field writes it: `2026年11月22日 15:00`. */
export async function writeTime(page: Page, label: string, words: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(words)
  await page.getByLabel(label, { exact: true }).press('Enter')
}

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()
/** What stood there goes once the answer has come; it is not asked for before. */
export const leaves = (what: Locator) => expect.poll(() => what.count(), { timeout: 15_000 }).toBe(0)
export const sees = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()

/** `PICTURES=folder` keeps a picture of every seat when a step fails. */
const pictures = process.env.PICTURES
type Desk = Awaited<ReturnType<typeof sitDown>>

/** One seat for each person, kept for the whole journey. */
export async function openOffice(world: World) {
  const browser = await openBrowser()
  const address = await world.app.listen({ host: '127.0.0.1', port: 0 })
  const desks = new Map<string, Desk>()
  return {
    address,
    /** Somebody goes to a page, at the time it is now; `null` is whoever is not signed in. */
    async at(login: string | null, path: string, seat: Seat = {}): Promise<Page> {
      const name = `${login} ${seat.viewport?.width ?? ''}`
      const desk = desks.get(name) ?? (await sitDown(browser, world, address, login, seat))
      desks.set(name, desk)
      desk.page.setDefaultTimeout(20_000)
      await desk.page.clock.setFixedTime(world.clock.now())
      await desk.page.goto(address + path)
      return desk.page
    },
    /** After every step: nobody's page has logged a fault. */
    async expectQuiet({ task }: TestContext): Promise<void> {
      if (pictures && task.result?.state === 'fail')
        for (const [name, { page }] of desks)
          await page.screenshot({ path: `${pictures}/${task.name} - ${name}.png` })
      for (const [name, { faults }] of desks) expect([name, faults.splice(0)]).toEqual([name, []])
    },
    close: () => browser.close(),
  }
}
export type Office = Awaited<ReturnType<typeof openOffice>>
