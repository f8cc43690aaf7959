import { useEffect, useRef } from 'react'

type CheckProps = { checked: boolean; onChange: (checked: boolean) => void; label: string; some?: boolean }

/** A bare checkbox for rows. antd's costs five components a row, which shows when a long list scrolls. */
export const Check = ({ checked, onChange, label, some = false }: CheckProps) => {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = some
  }, [some])
  return (
    <input
      ref={box}
      type="checkbox"
      className="check"
      aria-label={label}
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
    />
  )
}
