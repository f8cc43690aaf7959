import { useSyncExternalStore } from 'react'

let connected = false
const listeners = new Set<() => void>()

/** Said by the stream: whether server events arrive right now. */
export const setConnected = (now: boolean) => {
  if (now === connected) return
  connected = now
  for (const listen of listeners) listen()
}

const subscribe = (listen: () => void) => {
  listeners.add(listen)
  return () => listeners.delete(listen)
}
export const useConnected = () => useSyncExternalStore(subscribe, () => connected)
