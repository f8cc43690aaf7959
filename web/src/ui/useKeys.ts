import { useEffect, useRef, useSyncExternalStore } from 'react'

/** `keys`: `j`, `?`, `Enter`, `Escape`, `mod+k`. `mod` is Cmd on a Mac and Ctrl elsewhere. */
export type KeyBinding = {
  keys: string
  label?: string
  run: (event: KeyboardEvent) => void
  evenWhileTyping?: boolean
}
type Entry = { current: KeyBinding[]; everywhere: boolean }

const entries: Entry[] = []
const listeners = new Set<() => void>()
let shown: { everywhere: KeyBinding[]; here: KeyBinding[] } = { everywhere: [], here: [] }

export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

const publish = () => {
  const labelled = (everywhere: boolean) =>
    entries
      .filter((entry) => entry.everywhere === everywhere)
      .flatMap((entry) => entry.current.filter((binding) => binding.label))
  shown = { everywhere: labelled(true), here: labelled(false) }
  for (const listen of listeners) listen()
}

const typing = (event: KeyboardEvent) => {
  const target = event.target as HTMLElement
  return (
    target.isContentEditable ||
    (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !target.matches('[type=checkbox],[type=radio]'))
  )
}
// Enter and space belong to a focused button or link.
const taken = (event: KeyboardEvent) =>
  (event.key === 'Enter' || event.key === ' ') &&
  (event.target as HTMLElement).closest('button,a,[role=option],[role=menuitem]') !== null
const inDialog = () =>
  document.querySelector('.ant-modal-wrap:not([style*="display: none"]), dialog[open]') !== null

const matches = (keys: string, event: KeyboardEvent) => {
  const mod = isMac ? event.metaKey : event.ctrlKey
  const wantsMod = keys.startsWith('mod+')
  const key = wantsMod ? keys.slice(4) : keys
  return mod === wantsMod && !event.altKey && (event.key === key || event.key.toLowerCase() === key)
}

const onKey = (event: KeyboardEvent) => {
  if (event.defaultPrevented || event.isComposing) return
  // The screen that came last is asked first, so a drawer's keys win over the list's.
  for (const entry of [...entries].reverse())
    for (const binding of entry.current) {
      if (!matches(binding.keys, event)) continue
      if (!binding.evenWhileTyping && (typing(event) || taken(event) || inDialog())) continue
      event.preventDefault()
      binding.run(event)
      return
    }
}

const add = (entry: Entry) => {
  if (entries.length === 0) document.addEventListener('keydown', onKey)
  entries.push(entry)
  publish()
  return () => {
    entries.splice(entries.indexOf(entry), 1)
    if (entries.length === 0) document.removeEventListener('keydown', onKey)
    publish()
  }
}

/** Keys of the screen that calls it; those with a label stand in the `?` sheet. */
export const useKeys = (bindings: KeyBinding[], { enabled = true, everywhere = false } = {}) => {
  const entry = useRef<Entry>({ current: bindings, everywhere })
  useEffect(() => {
    entry.current.current = bindings
  })
  useEffect(() => (enabled ? add(entry.current) : undefined), [enabled])
}

export const useShownKeys = () =>
  useSyncExternalStore(
    (listen) => {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    () => shown,
  )

const names: Record<string, string> = {
  Enter: '↵',
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
}
/** How a key is written on a cap: `⌘K`, `Ctrl K`, `↵`. */
export const keyCap = (keys: string) => {
  const key = keys.replace('mod+', '')
  const cap = names[key] ?? key.toUpperCase()
  return keys.startsWith('mod+') ? (isMac ? `⌘${cap}` : `Ctrl ${cap}`) : cap
}
