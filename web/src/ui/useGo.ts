import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'

/** `go(paths.lead(id))`; `go(path, true)` replaces the entry so that back skips it. */
export const useGo = () => {
  const router = useRouter()
  return useCallback(
    (to: string, replace = false) => (replace ? router.history.replace(to) : router.history.push(to)),
    [router],
  )
}
