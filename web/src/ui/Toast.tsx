import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTexts } from '../app/i18n.ts'
import { Anchor } from './Anchor.tsx'
import { fill } from './fill.ts'
import { Icon } from './Icon.tsx'
import { ProblemWords } from './Problem.tsx'
import { dismissToast, type ToastNotice, toast, toastStore } from './Toast.store.ts'

const UndoButton = ({ notice }: { notice: ToastNotice }) => {
  const { toast: words } = useTexts('ui')
  const rest = () => Math.max(0, Math.ceil((notice.until - Date.now()) / 1000))
  const [seconds, setSeconds] = useState(rest)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(rest()), 500)
    return () => clearInterval(timer)
  })
  const undo = async () => {
    dismissToast(notice.id)
    await notice.undo?.()
    toast({ text: words.undone })
  }
  return (
    <button type="button" onClick={() => void undo()}>
      {fill(words.undo, { seconds })}
    </button>
  )
}

/** Rendered once, by the shell. */
export const Toasts = () => {
  const { toast: words } = useTexts('ui')
  const notices = useSyncExternalStore(toastStore.subscribe, toastStore.read)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {notices.map((notice) => (
        <div key={notice.id} className="toast">
          {notice.problem ? <ProblemWords problem={notice.problem} /> : <span>{notice.text}</span>}
          {notice.undo && <UndoButton notice={notice} />}
          {notice.link && (
            <Anchor to={notice.link.to} onClick={() => dismissToast(notice.id)}>
              {notice.link.text}
            </Anchor>
          )}
          {notice.problem && (
            <button
              type="button"
              aria-label={words.dismiss}
              title={words.dismiss}
              onClick={() => dismissToast(notice.id)}
            >
              <Icon name="x" small />
            </button>
          )}
        </div>
      ))}
    </div>
  )
}
