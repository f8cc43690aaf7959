import { afterAll, afterEach, beforeAll, it } from 'vitest'
import { openWorld, type World } from '../harness/world.ts'
import { type Office, openOffice } from './hands.ts'
let world: World
let office: Office
beforeAll(async () => { world = await openWorld(); office = await openOffice(world) })
afterEach((step) => office.expectQuiet(step))
afterAll(async () => { await office?.close(); await world?.close() })
it('must fail', async () => {
  const page = await office.at('pei', '/leads')
  await page.evaluate(() => { setTimeout(() => { throw new Error('planted') }, 0) })
  await page.waitForTimeout(200)
})
