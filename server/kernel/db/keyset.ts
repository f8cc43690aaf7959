import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { commonProblems } from '../../../contract/problem.ts'
import { Refused } from '../errors.ts'

type Key = string | number | null

/** The cursor is the sort key of the last row, nothing else: a page stays right while rows come and go. */
export const cursorOf = (keys: Key[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url')

export function readCursor(cursor: string, length: number): Key[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (
      Array.isArray(keys) &&
      keys.length === length &&
      keys.every((k) => k === null || ['string', 'number'].includes(typeof k))
    )
      return keys as Key[]
  } catch {}
  throw notACursor()
}

export const notACursor = (): Refused =>
  new Refused(commonProblems.invalid, {}, [
    {
      field: 'after',
      zh: '翻页位置无效，请从第一页重新开始',
      en: 'Not a valid page position; start again from the first page',
    },
  ])

/**
 * Orders by two columns (a sort key and the id, both never null, same direction) and starts after `after`.
 * Asks for one row more than `limit`; hand the rows to `pageOf`.
 */
// biome-ignore lint/suspicious/noExplicitAny: Kysely's builder types cannot be named generically here
export function keyset<Q extends SelectQueryBuilder<any, any, any>>(
  query: Q,
  [first, second]: [string, string],
  direction: 'asc' | 'desc',
  page: { after?: string; limit: number },
): Q {
  let paged = query
    .orderBy(sql.ref(first), direction)
    .orderBy(sql.ref(second), direction)
    .limit(page.limit + 1) as unknown as Q
  if (page.after) {
    const [a, b] = readCursor(page.after, 2)
    const sign = sql.raw(direction === 'asc' ? '>' : '<')
    const later = sql<SqlBool>`(${sql.ref(first)}, ${sql.ref(second)}) ${sign} (${a}, ${b})`
    paged = paged.where(later as Expression<SqlBool>) as unknown as Q
  }
  return paged
}

/** Cuts the extra row off and says where the next page starts. */
export function pageOf<T, I>(
  rows: T[],
  limit: number,
  keys: (row: T) => Key[],
  show: (row: T) => I,
): { items: I[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(show), next: rows.length > limit && last ? cursorOf(keys(last)) : null }
}
