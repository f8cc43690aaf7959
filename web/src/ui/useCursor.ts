import { useEffect, useMemo, useRef, useState } from 'react'
import { useTexts } from '../app/i18n.ts'
import { useKeys } from './useKeys.ts'

type Given<T> = {
  rows: T[]
  id: (row: T) => string
  openId: string | undefined
  onOpen: ((row: T) => void) | undefined
  onEdit: ((row: T) => void) | undefined
  selected: string[] | undefined
  onSelect: ((ids: string[]) => void) | undefined
  scrollTo: (index: number) => void
  enabled: boolean
}

/** The row the keyboard is on: j and k move, x selects, e edits, enter opens. With a drawer open it follows the cursor. */
export const useCursor = <T>({
  rows,
  id,
  openId,
  onOpen,
  onEdit,
  selected,
  onSelect,
  scrollTo,
  enabled,
}: Given<T>) => {
  const { list } = useTexts('ui')
  const [cursorId, setCursorId] = useState<string>()
  useEffect(() => setCursorId(openId), [openId])
  const keyOf = useRef(id)
  keyOf.current = id
  // Asked at every frame of scrolling, over every row there is.
  const at = useMemo(
    () => (cursorId === undefined ? -1 : rows.findIndex((row) => keyOf.current(row) === cursorId)),
    [rows, cursorId],
  )
  const row = rows[at]
  const move = (by: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, at + by))
    const target = rows[next]
    if (!target) return
    setCursorId(id(target))
    scrollTo(next)
    if (openId) onOpen?.(target)
  }
  const toggle = (key: string) => {
    const chosen = selected ?? []
    onSelect?.(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key])
  }
  useKeys(
    [
      { keys: 'j', label: `${list.move} ↓`, run: () => move(1) },
      { keys: 'k', label: `${list.move} ↑`, run: () => move(-1) },
      ...(onSelect ? [{ keys: 'x', label: list.select, run: () => row && toggle(id(row)) }] : []),
      ...(onEdit ? [{ keys: 'e', label: list.edit, run: () => row && onEdit(row) }] : []),
      ...(onOpen ? [{ keys: 'Enter', label: list.open, run: () => row && onOpen(row) }] : []),
    ],
    { enabled },
  )
  return { cursorId, toggle }
}
