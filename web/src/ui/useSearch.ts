import { useRouter } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useGo } from './useGo.ts'
import { useShownLocation } from './useShownLocation.ts'

export type SearchPatch = Record<string, string | readonly string[] | undefined>

/** The search of the address as lists of texts, and a function that changes some of them. */
export const useSearch = () => {
  const { pathname, searchStr } = useShownLocation()
  const go = useGo()
  const { history } = useRouter()
  const search = useMemo(() => new URLSearchParams(searchStr), [searchStr])
  const set = useCallback(
    (patch: SearchPatch, replace = false) => {
      // What follows by itself, as a search does what is typed, calls nobody back who is leaving for another page.
      if (replace && history.location.pathname !== pathname) return
      const next = new URLSearchParams(search)
      for (const [name, value] of Object.entries(patch)) {
        next.delete(name)
        for (const one of Array.isArray(value) ? value : [value]) if (one) next.append(name, one)
      }
      const text = next.toString()
      go(text ? `${pathname}?${text}` : pathname, replace)
    },
    [search, pathname, go, history],
  )
  return {
    one: (name: string) => search.get(name) ?? undefined,
    many: (name: string) => search.getAll(name),
    set,
  }
}
