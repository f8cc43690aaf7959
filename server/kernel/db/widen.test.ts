import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import type { Ctx } from '../ctx.ts'
import { asSystem } from './widen.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const role = async (ctx: Ctx) =>
  (await sql<{ role: string }>`select current_user::text as role`.execute(ctx.db)).rows[0]!.role

it('widens one part, also when a part of it widens again, and narrows when the outermost is done', async () => {
  const roles = await world.as('gu', async (ctx) => {
    const seen = [await role(ctx)]
    await asSystem(ctx, async (wide) => {
      await asSystem(ctx, async (inner) => void seen.push(await role(inner)))
      seen.push(await role(wide))
    })
    await asSystem(ctx, async () => {
      throw new Error('refused')
    }).catch(() => {})
    return [...seen, await role(ctx)]
  })
  expect(roles).toEqual(['scope_dealer', 'scope_system', 'scope_system', 'scope_dealer'])
})
