import { z } from 'zod'
import { formParams } from './dispatch.ts'
import { endpoint, fen, id, idParams, instant, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

export const cartKinds = ['accessory', 'service', 'part', 'option'] as const
export type CartKind = (typeof cartKinds)[number]
export const cartStates = ['open', 'ordered', 'emptied'] as const
export type CartState = (typeof cartStates)[number]

/** Most different things a cart remembers, taken out ones included. */
export const mostCartLines = 200
/** A line of one million yuan is a car, not what lies in a cart. */
export const mostPriceFen = 100_000_000
export const mostQuantity = 999
/** Most open carts shown of one customer. */
export const mostCarts = 5

/** The cart as it now stands: what was in it before and is not here was taken out. When, the server says. */
export const submitCart = endpoint({
  method: 'POST',
  path: '/api/forms/:code/carts',
  summary: {
    zh: '网上商城的购物车：仅在访客同意后由页面上报，每次是购物车的全部内容',
    en: 'The cart of the web shop as it now stands; sent by the page only where the visitor agreed',
  },
  params: formParams,
  body: z.strictObject({
    token: z.string().max(200),
    visitorId: id,
    /** The shop’s own number of the cart, only within this browser. */
    cartId: text(100),
    /** An ordered cart stays ordered; what is bought next is another cart. */
    state: z.enum(['open', 'ordered']).default('open'),
    items: z
      .array(
        z.strictObject({
          code: text(80),
          name: text(200),
          kind: z.enum(cartKinds),
          quantity: z.int().min(1).max(mostQuantity),
          /** Of one. */
          priceFen: fen.min(0).max(mostPriceFen),
        }),
      )
      .max(100),
  }),
  reply: z.object({ received: z.literal(true) }),
  status: 201,
})

const cart = z.object({
  id,
  beganAt: instant,
  updatedAt: instant,
  valueFen: fen,
  items: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      kind: z.enum(cartKinds),
      quantity: z.int(),
      priceFen: fen,
      addedAt: instant,
    }),
  ),
})
export type OpenCart = z.infer<typeof cart>

export const readCarts = endpoint({
  method: 'GET',
  path: '/api/customers/:id/carts',
  summary: { zh: '客户未下单的购物车', en: 'Carts a customer has not ordered' },
  params: idParams,
  /** The latest first. */
  reply: z.object({ items: z.array(cart) }),
})

export const cartProblems = {
  full: {
    status: 422,
    zh: '这个购物车先后放过超过 {most} 种商品，请换一个购物车编号',
    en: 'This cart has held more than {most} different things; give the next one a number of its own',
  },
} satisfies Record<string, Refusal>
