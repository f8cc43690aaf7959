import type { InfiniteData } from '@tanstack/react-query'

export type Page = { items: unknown[]; next: string | null }
export type Pages = InfiniteData<Page>

/** Up to here a list is asked again as a whole: two screens of rows and what was fetched ahead. */
const few = 3
/** What the server sends unless asked for more, and the most it sends. */
const usual = 50
export const most = 200

type Row = { id?: string | null; lead?: { id: string } }
const idOf = (row: unknown) => (row as Row | undefined)?.id ?? (row as Row | undefined)?.lead?.id

/**
 * The known page for a cursor when nobody looks at it: a list of a hundred pages asks again only for the first and
 * for those in sight, else every event of a busy network would cost a hundred requests. `sight` is in rows.
 */
export const unseen = (known: Pages | undefined, at: number, sight: readonly [number, number]) => {
  const page = known?.pages[at]
  if (!known || !page || at === 0 || known.pages.length <= few) return undefined
  const start = known.pages.slice(0, at).reduce((rows, one) => rows + one.items.length, 0)
  return start > sight[1] || start + page.items.length <= sight[0] ? page : undefined
}

/** A page that has grown by rows pushed out of it is asked for at its whole length. */
export const rowsAgain = ({ items, next }: Page) =>
  next !== null && items.length > usual ? Math.min(most, items.length) : undefined

/**
 * A page asked again ends where it ended, so that the cursors of the pages after it stay good: rows pushed out by
 * new ones are kept, rows it now takes from the next page are there twice until `rowsOf`.
 */
export const joined = (old: Page, fresh: Page): Page => {
  const there = new Set(fresh.items.map(idOf))
  const ends = idOf(fresh.items.at(-1))
  const overlaps = !there.has(undefined) && old.items.some((row) => there.has(idOf(row)))
  if (!overlaps || fresh.next === null || old.next === null) return fresh
  // Ended before the old page did: what follows was pushed out. Went past its end: what is missing is gone.
  const last = old.items.findIndex((row) => idOf(row) === ends)
  return { items: last < 0 ? fresh.items : [...fresh.items, ...old.items.slice(last + 1)], next: old.next }
}

/** All rows, each once: one that moved while pages were fetched can be on two of them. */
export const rowsOf = (pages: Page[]): unknown[] => {
  if (pages.length === 1) return pages[0]?.items ?? []
  const seen = new Set<unknown>()
  return pages
    .flatMap((page) => page.items)
    .filter((row) => {
      const id = idOf(row)
      if (id === undefined) return true
      if (seen.has(id)) return false
      seen.add(id)
      return true
    })
}
