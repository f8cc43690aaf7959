import type { Ctx } from '../../../../kernel/ctx.ts'
import { cursorOf, readCursor } from '../../../../kernel/db/keyset.ts'
import { askQuestion, type Window } from '../../door.ts'
import { cartCustomers } from '../../questions/cart-customers/question.ts'
import { cartNext, cartWindow } from '../../questions/cart-next/question.ts'
import type { Analysis } from '../analysis.ts'
import { percent, shareCells } from '../cells.ts'
import { customerNames } from '../named.ts'

/** Whose next product stands in a cart of their own is not told by a rule. A cart says nothing of a series. */
export const asksCarts = ({ series }: Window): boolean => !series?.length

/** Next products customers chose themselves, as rows beside those of the rules. */
export async function cartNextRows(ctx: Ctx, window: Window) {
  if (!asksCarts(window)) return []
  const found = await askQuestion(ctx, cartNext, window, cartWindow)
  return found.map(({ item, name, kind, customers, ordered, decided }) => {
    const { share, shareLow, shareHigh } = shareCells('share', { of: decided, did: ordered })
    const times = (part: number | null) => (part === null ? null : customers * part)
    return {
      item,
      product: name,
      kind: kind as string | null,
      source: 'cart' as const,
      customers,
      expected: times(share),
      expectedLow: times(shareLow),
      expectedHigh: times(shareHigh),
      reason: `${percent(share ?? 0)} (${ordered} / ${decided})`,
    }
  })
}

type Page = Parameters<NonNullable<Analysis['behind']>>[3]
export async function cartNextBehind(ctx: Ctx, window: Window, item: string, page: Page) {
  const [after] = page.after ? readCursor(page.after, 1) : ['']
  const rows = asksCarts(window)
    ? await askQuestion(ctx, cartCustomers, window, {
        ...cartWindow,
        item,
        after: String(after),
        limit: page.limit + 1,
      })
    : []
  const shown = rows.slice(0, page.limit)
  const names = await customerNames(
    ctx,
    shown.map(({ customerId }) => customerId),
  )
  const last = shown.at(-1)
  return {
    items: shown.map(({ customerId, hours }) => ({
      id: customerId,
      title: names.get(customerId) ?? '–',
      page: 'customer' as const,
      cells: { hours },
    })),
    next: rows.length > page.limit && last ? cursorOf([last.customerId]) : null,
  }
}
