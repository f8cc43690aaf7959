import { cartProblems, mostCartLines, mostCarts, type OpenCart } from '../../../../contract/carts.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { Refused } from '../../../kernel/errors.ts'
import { seenPerson } from '../actions/read.ts'
import { browsersKnown } from '../visitors/watch.ts'
import { type CartToKeep, cartsKeyed, keepCarts, openCartsOf } from './queries.ts'
import { type CartSaid, cartAfter, isFull } from './rules.ts'

/** `visitor`: our own id of the browser, or the sender's. A cart is named once a call. */
export type CartArrival = CartSaid & { visitor: string; key: string; brandId: string | null }
export type CartKept = { cartId: string | null; outcome: 'create' | 'update' | 'unchanged' | 'full' }

/** Carts as they stand, any number at once; told again they change nothing. One answer per cart, in order. */
export async function saveCarts(
  ctx: Ctx,
  source: string,
  carts: readonly CartArrival[],
): Promise<CartKept[]> {
  if (carts.length === 0) return []
  return asSystem(ctx, async (wide) => {
    const visitors = await browsersKnown(
      wide,
      source,
      carts.map(({ visitor }) => visitor),
    )
    const keyed = carts.map((cart, at) => ({ ...cart, visitorId: visitors[at]! }))
    const known = new Map((await cartsKeyed(wide, keyed)).map((one) => [`${one.visitorId} ${one.key}`, one]))
    const answers: CartKept[] = []
    const keep: { at: number; cart: CartToKeep }[] = []
    for (const [at, said] of keyed.entries()) {
      const before = known.get(`${said.visitorId} ${said.key}`) ?? null
      const after = cartAfter(before, said)
      const outcome = !after ? 'unchanged' : isFull(after) ? 'full' : before ? 'update' : 'create'
      answers[at] = { cartId: before?.id ?? null, outcome }
      const { visitorId, key, brandId } = said
      if (after && outcome !== 'full') keep.push({ at, cart: { ...after, visitorId, key, brandId } })
    }
    if (keep.length === 0) return answers
    const ids = await keepCarts(
      wide,
      keep.map(({ cart }) => cart),
    )
    for (const [n, { at }] of keep.entries()) answers[at]!.cartId = ids[n]!
    return answers
  })
}

/** One cart, from the website. Refusals: full. */
export async function saveCart(ctx: Ctx, source: string, cart: CartArrival): Promise<void> {
  const [kept] = await saveCarts(ctx, source, [cart])
  if (kept!.outcome === 'full') throw new Refused(cartProblems.full, { most: mostCartLines })
}

/** Refusals: notFound for a customer out of sight. */
export async function cartsOf(ctx: Ctx, id: string): Promise<{ items: OpenCart[] }> {
  const { id: customerId } = await seenPerson(ctx, id)
  return { items: await openCartsOf(ctx, customerId, mostCarts) }
}
