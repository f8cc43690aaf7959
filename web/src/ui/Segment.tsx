import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { classes } from './classes.ts'
import { Icon, type IconName } from './Icon.tsx'

export type SegmentOption<T extends string> = {
  value: T
  label: ReactNode
  icon?: IconName
  disabled?: boolean
}
export type SegmentProps<T extends string> = {
  options: SegmentOption<T>[]
  /** Both come from `Field` in a form. */
  value?: T | undefined
  onChange?: (value: T) => void
  id?: string
  label?: string
}

/** Two to five choices in sight; arrows move, like radio buttons. */
export const Segment = <T extends string>({ options, value, onChange, id, label }: SegmentProps<T>) => {
  const group = useRef<HTMLDivElement>(null)
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!by) return
    event.preventDefault()
    const open = options.filter((option) => !option.disabled)
    const at = open.findIndex((option) => option.value === value)
    const next = open[(at + by + open.length) % open.length]
    if (!next) return
    onChange?.(next.value)
    group.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(next.value)}"]`)?.focus()
  }
  const first = options.find((option) => !option.disabled)?.value
  return (
    <div
      ref={group}
      id={id}
      className="seg"
      role="radiogroup"
      onKeyDown={step}
      tabIndex={-1}
      {...(label ? { 'aria-label': label } : id ? { 'aria-labelledby': `${id}-label` } : {})}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a button holds an icon and words, a radio input cannot
        <button
          key={option.value}
          type="button"
          role="radio"
          data-value={option.value}
          aria-checked={option.value === value}
          tabIndex={option.value === (value ?? first) ? 0 : -1}
          disabled={option.disabled}
          className={classes(option.value === value && 'on')}
          onClick={() => onChange?.(option.value)}
        >
          {option.icon && <Icon name={option.icon} small />}
          {option.label}
        </button>
      ))}
    </div>
  )
}
