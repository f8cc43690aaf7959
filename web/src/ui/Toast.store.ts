import type { ProblemError } from '../app/client.ts'

export type ToastNotice = {
  id: number
  text?: string
  problem?: ProblemError | undefined
  undo?: () => unknown
  link?: { to: string; text: string }
  until: number
}
type Given = Partial<Omit<ToastNotice, 'id' | 'until'>> & { seconds?: number }

const listeners = new Set<() => void>()
let notices: ToastNotice[] = []
let last = 0

const publish = (next: ToastNotice[]) => {
  notices = next
  for (const listen of listeners) listen()
}

/** One line at the bottom. With `undo` it stays ten seconds and counts them; a refusal stays until dismissed. */
export const toast = ({ seconds, ...given }: Given) => {
  last += 1
  const stay = seconds ?? (given.undo ? 10 : given.problem ? 30 : 4)
  const notice: ToastNotice = { ...given, id: last, until: Date.now() + stay * 1000 }
  publish([...notices.slice(-2), notice])
  setTimeout(() => dismissToast(notice.id), stay * 1000)
  return notice.id
}
export const dismissToast = (id: number) => publish(notices.filter((notice) => notice.id !== id))

export const toastStore = {
  subscribe: (listen: () => void) => {
    listeners.add(listen)
    return () => {
      listeners.delete(listen)
    }
  },
  read: () => notices,
}
