import { useState } from 'react'
import { useSession } from '../../../app/session.tsx'

export type SavedView = { key: string; name: string; search: string }

const place = (userId: string) => `ringroad.views.leads.${userId}`
const read = (userId: string): SavedView[] => {
  try {
    const known: unknown = JSON.parse(localStorage.getItem(place(userId)) ?? '[]')
    return Array.isArray(known) ? (known as SavedView[]) : []
  } catch {
    return []
  }
}

/** Views somebody made from their own chips; they stay in this browser, as the columns do. */
export const useSavedViews = () => {
  const { user } = useSession()
  const [views, setViews] = useState(() => read(user.id))
  const keep = (next: SavedView[]) => {
    localStorage.setItem(place(user.id), JSON.stringify(next))
    setViews(next)
  }
  return {
    views,
    add: (name: string, search: string) =>
      keep([...views, { key: `own-${Date.now()}`, name, search }].slice(-8)),
    remove: (key: string) => keep(views.filter((view) => view.key !== key)),
  }
}
