import { useSyncExternalStore } from 'react'

const tickMs = 30_000
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

const tick = () => {
  now = Date.now()
  for (const listen of listeners) listen()
}
const subscribe = (listen: () => void) => {
  listeners.add(listen)
  // One timer for all clocks of a screen: they change together, and a hidden list costs nothing.
  timer ??= setInterval(tick, tickMs)
  return () => {
    listeners.delete(listen)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
const fresh = () => {
  if (!timer && Date.now() - now > tickMs) now = Date.now()
  return now
}

/** The time, ticking each 30 seconds. */
export const useNow = () => useSyncExternalStore(subscribe, fresh)
