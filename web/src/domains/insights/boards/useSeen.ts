import { type RefObject, useEffect, useState } from 'react'

/** A screen ahead, so that nobody waits who reads downwards. */
const ahead = '800px'

/** True from when it first came near the screen, or is about to be printed: a board of twenty tiles asks for four. */
export const useSeen = (place: RefObject<HTMLElement | null>): boolean => {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (seen || !place.current) return
    const see = () => setSeen(true)
    const watcher = new IntersectionObserver(
      (entries) => entries.some((one) => one.isIntersecting) && see(),
      {
        rootMargin: ahead,
      },
    )
    watcher.observe(place.current)
    window.addEventListener('beforeprint', see)
    return () => {
      watcher.disconnect()
      window.removeEventListener('beforeprint', see)
    }
  }, [seen, place])
  return seen
}
