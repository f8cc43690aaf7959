import { linkVisitors } from '../../server/domains/customers/index.ts'
import { newId } from '../../server/kernel/ids.ts'
import type { World } from '../harness/world.ts'
import type { RouteCase, RouteCases } from './case.ts'
import { customerOf, ofCustomer } from './customers.ts'

/** A browser of one customer of the caller's dealer; for the refusal, one of a customer elsewhere. */
async function browserOf(world: World, dealer?: string): Promise<{ id: string; visitorId: string }> {
  const [id, visitorId] = [await customerOf(world, dealer), newId()]
  await world.as('system', (ctx) =>
    linkVisitors(ctx, [{ visitorId, customerId: id, recordId: newId(), at: ctx.now }]),
  )
  return { id, visitorId }
}
const ofBrowser = (rest: Partial<RouteCase>, before?: (world: World) => Promise<unknown>): RouteCase => ({
  as: 'gu',
  ...rest,
  prepare: async (world) => {
    const params = await browserOf(world)
    const other = await browserOf(world, 'D0004')
    await before?.(world)
    return { params, outOfScope: { as: 'gu', params: other } }
  },
})

export const visitorCases: RouteCases = {
  'GET /api/customers/:id/visitors': ofCustomer(),
  'GET /api/customers/:id/carts': ofCustomer(),
  'POST /api/customers/:id/visitors/:visitorId/detachment': ofBrowser({ body: { reason: '店内公用电脑' } }),
  'DELETE /api/customers/:id/visitors/:visitorId/detachment': ofBrowser({}, (world) =>
    world.sql(`update customers.visitor_link set detached_at = at, detached_by = '顾'`),
  ),
}
