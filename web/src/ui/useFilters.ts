import type { ReactNode } from 'react'
import { useSearch } from './useSearch.ts'

export type FilterOption = { value: string; label: string }
export type Filter = {
  /** The name in the URL and, by habit, in the contract's query. */
  key: string
  label: string
  /** `choice` one or several of `options`; `days` from-to; `text` a word; `flag` yes or nothing. */
  kind: 'choice' | 'days' | 'text' | 'flag'
  options?: FilterOption[]
  /** One value only. */
  single?: boolean
  /** In sight while empty; the others wait behind `+ Filter`. */
  pinned?: boolean
  /** What holds while nothing is chosen: always in sight, and nothing to remove. */
  fallback?: string[]
  icon?: ReactNode
}
export type Filters = ReturnType<typeof useFilters>

const valid = (filter: Filter, values: string[]) =>
  filter.options ? values.filter((value) => filter.options?.some((option) => option.value === value)) : values

/** Filters that live in the URL: shared by link, undone by back. */
export const useFilters = (filters: Filter[]) => {
  const search = useSearch()
  const find = (key: string) => filters.find((filter) => filter.key === key)
  const valuesOf = (key: string) => {
    const filter = find(key)
    const values = filter ? valid(filter, search.many(key)) : search.many(key)
    return values.length === 0 ? (filter?.fallback ?? values) : values
  }
  const isOwn = (filter: Filter) => valid(filter, search.many(filter.key)).length > 0
  const active = filters.filter(isOwn)
  return {
    filters,
    active,
    valuesOf,
    /** For the query of a list: undefined when empty. Options are the contract's values, so `T` is safe. */
    many: <T extends string = string>(key: string): T[] | undefined => {
      const values = valuesOf(key) as T[]
      return values.length > 0 ? values : undefined
    },
    one: <T extends string = string>(key: string): T | undefined => valuesOf(key)[0] as T | undefined,
    flag: (key: string): true | undefined => (valuesOf(key)[0] ? true : undefined),
    days: (key: string): [string, string] | undefined => {
      const [from, to] = valuesOf(key)[0]?.split('..') ?? []
      return from && to ? [from, to] : undefined
    },
    set: (key: string, values: string[]) => search.set({ [key]: values }),
    clear: () => search.set(Object.fromEntries(active.map((filter) => [filter.key, undefined]))),
  }
}
