import { createView } from '../../../../contract/profile.ts'
import { call } from '../client.ts'

type OldView = { key: string; name: string; search: string }
const isOld = (value: unknown): value is OldView =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  typeof value.key === 'string' &&
  'name' in value &&
  typeof value.name === 'string' &&
  'search' in value &&
  typeof value.search === 'string'

/** Taken out before they are sent: a second tab finds nothing left to send. */
const take = (place: string): OldView[] => {
  const text = localStorage.getItem(place)
  localStorage.removeItem(place)
  try {
    const known: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(known) ? known.filter(isOld) : []
  } catch {
    return []
  }
}

/** Views once stayed in the browser; they go to the account. What cannot be sent now waits for the next visit. */
export const moveOldViews = async (page: string, userId: string): Promise<number> => {
  const place = `ringroad.views.${page}.${userId}`
  if (localStorage.getItem(place) === null) return 0
  const old = take(place)
  for (const [index, { key, name, search }] of old.entries())
    try {
      const body = { page, name: name.trim().slice(0, 40) || '–', search }
      // The same key on the next visit: an answer that was lost with its page makes no second view.
      await call(createView, { body }, { idempotencyKey: `${page}-${key}` })
    } catch {
      localStorage.setItem(place, JSON.stringify(old.slice(index)))
      return index
    }
  return old.length
}
