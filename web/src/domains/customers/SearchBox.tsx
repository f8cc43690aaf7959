import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { useSearch } from '../../ui/useSearch.ts'
import './search.css'

const pauseMs = 250

type Props = { label: string; placeholder: string; clearLabel: string; name?: string }

/** Search as you type: the address follows a moment later, so that back and a shared link show the same list. */
export const SearchBox = ({ label, placeholder, clearLabel, name = 'q' }: Props) => {
  const { one, set } = useSearch()
  const inAddress = one(name) ?? ''
  const [text, setText] = useState(inAddress)
  const box = useRef<HTMLInputElement>(null)
  const sent = useRef(inAddress)
  useEffect(() => {
    if (inAddress === sent.current) return
    sent.current = inAddress
    setText(inAddress)
  }, [inAddress])
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === sent.current) return
    const timer = setTimeout(() => {
      sent.current = wanted
      set({ [name]: wanted || undefined }, true)
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [text, set, name])
  useKeys([{ keys: 'f', label, run: () => box.current?.focus() }])
  return (
    <label className="inp sm find">
      <Icon name="search" small />
      <span className="sr">{label}</span>
      <input
        ref={box}
        value={text}
        placeholder={placeholder}
        title={placeholder}
        maxLength={100}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && setText('')}
      />
      {text && <IconButton icon="x" label={clearLabel} onClick={() => setText('')} />}
    </label>
  )
}
