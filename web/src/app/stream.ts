import { useEffect, useState } from 'react'
import { setConnected } from './live.ts'
import { refresh } from './query.ts'

/** What the server tells: `{ type: 'leads.dispatched', subject: 'leads/0192…' }`. */
export type Happening = { type: string; subject: string | null }
type Listener = (happening: Happening) => void

const listeners = new Set<Listener>()

/** Hears every event of the stream, e.g. to show a toast for a dispatch. */
export const useHappening = (listen: Listener) => {
  useEffect(() => {
    listeners.add(listen)
    return () => {
      listeners.delete(listen)
    }
  }, [listen])
}

const isHappening = (value: unknown): value is Happening =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** `/api/leads` for `leads.dispatched`, and the same for the subject `customers/0192…`. */
export const pathsOf = ({ type, subject }: Happening): string[] => {
  const domains = [type.split('.')[0], subject?.split(/[/:]/)[0]].filter(Boolean)
  return [...new Set(domains)].map((domain) => `/api/${domain}`)
}

// A burst of imports can bring hundreds of events a second; one refetch a second is enough for eyes.
const gatherMs = 1000

// A server that restarts is back sooner; nobody needs to know.
const tellAfterMs = 10_000

/** Keeps queries fresh from `GET /api/stream`. `live` is false while the connection is lost. */
export const useStream = (enabled: boolean) => {
  const [live, setLive] = useState(true)
  useEffect(() => {
    if (!enabled) return
    let source: EventSource | undefined
    let waiting: ReturnType<typeof setTimeout> | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let tell: ReturnType<typeof setTimeout> | undefined
    let pause = 2000
    const stale = new Set<string>()

    const gather = (happening: Happening) => {
      for (const path of pathsOf(happening)) stale.add(path)
      waiting ??= setTimeout(() => {
        void refresh(...stale)
        stale.clear()
        waiting = undefined
      }, gatherMs)
    }
    const connect = () => {
      source = new EventSource('/api/stream')
      source.onopen = () => {
        // What happened while the line was down is unknown, so everything on screen is asked again.
        if (pause > 2000) void refresh('/api/')
        pause = 2000
        setConnected(true)
        clearTimeout(tell)
        tell = undefined
        setLive(true)
      }
      source.onmessage = (message) => {
        const value: unknown = JSON.parse(message.data)
        if (!isHappening(value)) return
        gather(value)
        for (const listen of listeners) listen(value)
      }
      source.onerror = () => {
        setConnected(false)
        tell ??= setTimeout(() => setLive(false), tellAfterMs)
        source?.close()
        again = setTimeout(connect, pause)
        pause = Math.min(pause * 2, 60_000)
      }
    }
    connect()
    return () => {
      source?.close()
      setConnected(false)
      clearTimeout(waiting)
      clearTimeout(again)
      clearTimeout(tell)
    }
  }, [enabled])
  return live
}
