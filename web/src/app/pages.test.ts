import { describe, expect, test } from 'vitest'
import { joined, type Page, type Pages, rowsAgain, rowsOf, unseen } from './pages.ts'

const page = (ids: string, next: string | null = ids.at(-1) ?? null): Page => ({
  items: [...ids].map((id) => ({ id })),
  next,
})
const ids = (rows: unknown[]) => rows.map((row) => (row as { id: string }).id).join('')
const pages = (...of: Page[]): Pages => ({ pages: of, pageParams: [null, ...of.map((one) => one.next)] })

describe('a page asked again', () => {
  test('keeps the rows that new ones pushed out of it, and ends where it ended', () => {
    const again = joined(page('abcd'), page('xyab'))
    expect([ids(again.items), again.next]).toEqual(['xyabcd', 'd'])
  })
  test('forgets a row that is gone, and shows none twice', () => {
    const again = joined(page('abcd'), page('acde'))
    expect([ids(rowsOf([again, page('efgh')])), again.next]).toEqual(['acdefgh', 'd'])
    expect(ids(joined(page('abcd'), page('abce')).items)).toBe('abce')
  })
  test('is taken as it comes when nothing of it is left, or nothing follows', () => {
    expect(joined(page('abcd'), page('wxyz')).next).toBe('z')
    expect(ids(joined(page('abcd'), page('ab', null)).items)).toBe('ab')
  })
  test('of rows without an id is taken as it comes', () => {
    const nameless: Page = { items: [{ day: 1 }, { day: 2 }], next: 'x' }
    expect(joined({ ...nameless, next: 'w' }, nameless)).toEqual(nameless)
    expect(rowsOf([nameless, nameless])).toHaveLength(4)
  })
  test('that has grown is asked for at its whole length', () => {
    expect(rowsAgain(page('abcd'))).toBeUndefined()
    expect(rowsAgain({ items: Array(60).fill({}), next: 'x' })).toBe(60)
    expect(rowsAgain({ items: Array(260).fill({}), next: 'x' })).toBe(200)
    expect(rowsAgain({ items: Array(60).fill({}), next: null })).toBeUndefined()
  })
})

describe('a long list', () => {
  const long = pages(page('abcd'), page('efgh'), page('ijkl'), page('mnop'))
  test('asks again only for its first page and those in sight', () => {
    const again = [0, 1, 2, 3].filter((at) => unseen(long, at, [9, 11]) === undefined)
    expect(again).toEqual([0, 2])
  })
  test('asks for a page at its border, and for one it does not know', () => {
    expect(unseen(long, 1, [7, 8])).toBeUndefined()
    expect(unseen(long, 4, [0, 1])).toBeUndefined()
    expect(unseen(undefined, 1, [0, 1])).toBeUndefined()
  })
  test('is asked as a whole while it is short', () => {
    expect(unseen(pages(page('abcd'), page('efgh')), 1, [0, 1])).toBeUndefined()
  })
})
