import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

type Kept = { entry: number; offset: number }
const places = new Map<string, Kept>()

/** Where a list was left: taken up again by who comes back to it, not by who goes to it anew. */
export const useKeptScroll = (list: string) => {
  const { history } = useRouter()
  const path = useRef(history.location.pathname)
  const key = `${path.current} ${list}`
  const entryNow = () => history.location.state.__TSR_index
  const [began] = useState(() => {
    const known = places.get(key)
    // Going anew there is another page in between, two steps on; a drawer over the list may have been one that was not noticed.
    return known && entryNow() <= known.entry + 1 ? known.offset : 0
  })
  const keep = (offset: number) => {
    // Until it is gone the old page still hears of the new address.
    if (history.location.pathname === path.current) places.set(key, { entry: entryNow(), offset })
  }
  return { began, keep }
}

/** A list asked for something else begins at its top. */
export const useFromTop = (asked: string | undefined, toTop: () => void) => {
  const before = useRef(asked)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another question counts
  useEffect(() => {
    if (before.current !== asked) toTop()
    before.current = asked
  }, [asked])
}
