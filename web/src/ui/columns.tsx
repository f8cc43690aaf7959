import { Checkbox } from 'antd'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { useTexts } from '../app/i18n.ts'
import { Button, IconButton } from './Button.tsx'
import { Popup } from './Popup.tsx'

export type Column<T> = {
  key: string
  title: ReactNode
  /** Pixels; columns without one share what is left. */
  width?: number
  /** Right-aligned, for figures. */
  number?: boolean
  cell: (row: T) => ReactNode
  /** Cannot be hidden. */
  always?: boolean
  /** Off until chosen. */
  hidden?: boolean
  /** The name in the chooser when `title` is not words. */
  name?: string
}

const storedAt = (name: string) => `ringroad.columns.${name}`
const kept = (name: string): string[] | undefined => {
  const text = localStorage.getItem(storedAt(name))
  return text ? text.split(',') : undefined
}

/** `const { columns, chooser } = useColumns('leads', all)`: what the reader chose, kept in this browser. */
export const useColumns = <T,>(
  name: string,
  all: Column<T>[],
): { columns: Column<T>[]; chooser: ReactNode } => {
  const { list } = useTexts('ui')
  const [chosen, setChosen] = useState(() => kept(name))
  const isOn = useCallback(
    (column: Column<T>) => column.always || (chosen ? chosen.includes(column.key) : !column.hidden),
    [chosen],
  )
  const choose = (keys: string[] | undefined) => {
    if (keys) localStorage.setItem(storedAt(name), keys.join(','))
    else localStorage.removeItem(storedAt(name))
    setChosen(keys)
  }
  const toggle = (column: Column<T>) => {
    const on = all.filter(isOn).map((one) => one.key)
    choose(isOn(column) ? on.filter((key) => key !== column.key) : [...on, column.key])
  }
  const chooser = (
    <Popup
      flush
      placement="bottomRight"
      content={
        <div className="pick">
          <ul>
            {all.map((column) => (
              <li key={column.key}>
                <Checkbox
                  checked={isOn(column)}
                  disabled={column.always ?? false}
                  onChange={() => toggle(column)}
                >
                  {column.name ?? column.title}
                </Checkbox>
              </li>
            ))}
          </ul>
          <Button look="quiet" onClick={() => choose(undefined)}>
            {list.columnsReset}
          </Button>
        </div>
      }
    >
      <IconButton icon="cols" label={list.columns} />
    </Popup>
  )
  // The same array while nothing changed, so that rows need not be drawn again.
  const columns = useMemo(() => all.filter(isOn), [all, isOn])
  return { columns, chooser }
}

export const ColGroup = <T,>({ columns, selects = false }: { columns: Column<T>[]; selects?: boolean }) => (
  <colgroup>
    {selects && <col style={{ width: 38 }} />}
    {columns.map((column) => (
      <col key={column.key} style={column.width ? { width: column.width } : {}} />
    ))}
  </colgroup>
)

/** Columns without a width get at least 120 px before the table scrolls sideways. */
export const leastWidth = <T,>(columns: Column<T>[]) =>
  columns.reduce((sum, column) => sum + (column.width ?? 120), 0)
