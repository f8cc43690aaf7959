import { type CartKind, type CartState, mostCartLines } from '../../../../contract/carts.ts'

export type CartLine = {
  code: string
  name: string
  kind: CartKind
  quantity: number
  priceFen: number
  addedAt: Date
  removedAt: Date | null
}
export type Cart = {
  state: CartState
  orderedAt: Date | null
  beganAt: Date
  updatedAt: Date
  lines: CartLine[]
}

/** What is told of a cart. A page tells all that is in it (`whole`); rows of a file tell lines, and when they came and went. */
export type CartSaid = {
  at: Date
  state: CartState
  orderedAt: Date | null
  whole: boolean
  items: readonly (Omit<CartLine, 'addedAt' | 'removedAt'> &
    Partial<Pick<CartLine, 'addedAt' | 'removedAt'>>)[]
}

/**
 * The cart after that; null where nothing changes: it was told before, is older than what is known, or the cart is ordered,
 * which is its end. Told again unchanged it was not touched: how long it has lain there counts from the last change.
 */
export function cartAfter(before: Cart | null, said: CartSaid): Cart | null {
  if (before && (before.state === 'ordered' || said.at < before.updatedAt)) return null
  const ends = said.state === 'ordered' || said.state === 'emptied'
  // Shops empty a cart when it is ordered: what was in it is what was ordered.
  const isWhole =
    said.state === 'emptied' || (said.whole && !(said.state === 'ordered' && said.items.length === 0))
  const told = new Set(said.items.map(({ code }) => code))
  const lines = new Map((before?.lines ?? []).map((line) => [line.code, line]))
  for (const line of lines.values())
    if (isWhole && !told.has(line.code) && !line.removedAt)
      lines.set(line.code, { ...line, removedAt: said.at })
  for (const item of said.items) {
    const known = lines.get(item.code)
    const addedAt = item.addedAt ?? (known && !known.removedAt ? known.addedAt : said.at)
    const removedAt = item.removedAt ?? (said.state === 'emptied' ? said.at : null)
    lines.set(item.code, { ...item, addedAt, removedAt })
  }
  const after = [...lines.values()]
  if (after.length === 0 && !ends) return null
  const state: CartState =
    said.state === 'ordered' ? 'ordered' : after.every((line) => line.removedAt) ? 'emptied' : 'open'
  if (before && state === before.state && sameLines(before.lines, after)) return null
  return {
    state,
    orderedAt: state === 'ordered' ? (said.orderedAt ?? said.at) : null,
    beganAt: new Date(
      Math.min(...after.map((line) => line.addedAt.getTime()), (before?.beganAt ?? said.at).getTime()),
    ),
    updatedAt: said.at,
    lines: after,
  }
}

/** A cart that has held more than this is a program’s. */
export const isFull = ({ lines }: Cart): boolean => lines.length > mostCartLines

const shape = (lines: readonly CartLine[]) =>
  JSON.stringify(
    [...lines]
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map((one) => [one.code, one.name, one.kind, one.quantity, one.priceFen, one.addedAt, one.removedAt]),
  )
const sameLines = (a: readonly CartLine[], b: readonly CartLine[]) => shape(a) === shape(b)
