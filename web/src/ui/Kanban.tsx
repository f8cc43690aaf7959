import { type DragEvent, type ReactNode, useState } from 'react'
import { useTexts } from '../app/i18n.ts'
import { classes } from './classes.ts'
import { fill } from './fill.ts'
import { MoveMenu, type Place } from './Kanban.menu.tsx'
import { Popup } from './Popup.tsx'
import { useKeys } from './useKeys.ts'

export type KanbanColumn<T> = {
  key: string
  title: string
  cards: T[]
  /** All of them, when only some are loaded. */
  count?: number
  /** At the end of the head: how many are overdue, today's. */
  end?: ReactNode
  /** Under the title: the column's money. */
  note?: ReactNode
  /** A narrow strip until opened: lost leads. */
  folded?: boolean
  onMore?: () => void
}
export type KanbanProps<T> = {
  label: string
  columns: KanbanColumn<T>[]
  id: (card: T) => string
  name: (card: T) => string
  card: (card: T) => ReactNode
  selectedId?: string | undefined
  onSelect: (card: T | undefined) => void
  onOpen?: (card: T) => void
  onMove: (card: T, to: string) => void
  /** What the move will ask for (`需驾照`), or `refused` when it cannot be. */
  hint?: (card: T, to: string) => { words?: string; refused?: boolean } | undefined
}

/** Columns of cards. Drag, or select with j k h l and press M. */
export const Kanban = <T,>(props: KanbanProps<T>) => {
  const { label, columns, id, name, card, selectedId, onSelect, onOpen, onMove, hint } = props
  const { kanban } = useTexts('ui')
  const [opened, setOpened] = useState<string[]>([])
  const [moving, setMoving] = useState(false)
  const [dragged, setDragged] = useState<Place<T>>()
  const [over, setOver] = useState<string>()
  const isFolded = (column: KanbanColumn<T>) => (column.folded ?? false) && !opened.includes(column.key)
  const wide = columns.filter((column) => !isFolded(column))
  const places = wide.flatMap((column) => column.cards.map((one, at) => ({ card: one, column, at })))
  const current = places.find((place) => id(place.card) === selectedId)
  const step = (by: number) => {
    const next = current ? current.column.cards[current.at + by] : places[0]?.card
    if (next) onSelect(next)
  }
  const side = (by: number) => {
    const from = current ? wide.indexOf(current.column) : -1
    const next = wide[from + by]?.cards
    const target = next?.[Math.min(current?.at ?? 0, next.length - 1)]
    if (target) onSelect(target)
  }
  useKeys([
    { keys: 'j', label: `${kanban.move} ↓`, run: () => step(1) },
    { keys: 'k', label: `${kanban.move} ↑`, run: () => step(-1) },
    { keys: 'l', label: `${kanban.move} →`, run: () => side(1) },
    { keys: 'h', label: `${kanban.move} ←`, run: () => side(-1) },
    { keys: 'm', label: kanban.move, run: () => current && setMoving(true) },
    { keys: 'Enter', run: () => current && onOpen?.(current.card) },
  ])
  const allowed = (to: string) => dragged && dragged.column.key !== to && !hint?.(dragged.card, to)?.refused
  const drop = (to: string) => (event: DragEvent) => {
    event.preventDefault()
    setOver(undefined)
    if (dragged && allowed(to)) onMove(dragged.card, to)
    setDragged(undefined)
  }
  const target = (key: string) => ({
    onDragOver: (event: DragEvent) => {
      if (!allowed(key)) return
      event.preventDefault()
      setOver(key)
    },
    onDragLeave: () => setOver(undefined),
    onDrop: drop(key),
  })
  const close = () => {
    setMoving(false)
    document.querySelector<HTMLElement>('.kc.on .rowlink')?.focus()
  }
  return (
    <section
      className="kan"
      aria-label={label}
      style={{
        gridTemplateColumns: columns
          .map((column) => (isFolded(column) ? '40px' : 'minmax(176px, 1fr)'))
          .join(' '),
      }}
    >
      {columns.map((column) =>
        isFolded(column) ? (
          <button
            key={column.key}
            type="button"
            className={classes('kside', over === column.key && 'over')}
            aria-label={fill(kanban.unfold, { name: column.title })}
            onClick={() => setOpened([...opened, column.key])}
            {...target(column.key)}
          >
            <b>{column.title}</b> {column.count ?? column.cards.length}
          </button>
        ) : (
          <section
            key={column.key}
            className={classes('kcol', over === column.key && 'over')}
            aria-label={column.title}
            {...target(column.key)}
          >
            <header>
              <div className="r1">
                {column.title}
                <em>{column.count ?? column.cards.length}</em>
                {column.end && <span className="kov">{column.end}</span>}
              </div>
              {column.note && <div className="cap">{column.note}</div>}
            </header>
            <ul
              className="stack"
              onScroll={(event) =>
                event.currentTarget.scrollHeight - event.currentTarget.scrollTop <
                  event.currentTarget.clientHeight + 200 && column.onMore?.()
              }
            >
              {column.cards.map((one, at) => {
                const on = id(one) === selectedId
                return (
                  <Popup
                    key={id(one)}
                    flush
                    placement="right"
                    open={on && moving}
                    onOpenChange={(open) => !open && setMoving(false)}
                    content={<MoveMenu {...props} place={{ card: one, column, at }} onClose={close} />}
                  >
                    {/* biome-ignore lint/a11y/useKeyWithClickEvents: j k h l select by key, and the button inside does */}
                    <li
                      className={classes('kc', on && 'on', dragged?.card === one && 'drag')}
                      draggable
                      title={kanban.dragHint}
                      onClick={() => onSelect(one)}
                      onDoubleClick={() => onOpen?.(one)}
                      onDragStart={() => setDragged({ card: one, column, at })}
                      onDragEnd={() => setDragged(undefined)}
                    >
                      <button
                        type="button"
                        className="rowlink sr-focus"
                        aria-label={name(one)}
                        onFocus={() => onSelect(one)}
                      />
                      {card(one)}
                    </li>
                  </Popup>
                )
              })}
              {column.cards.length === 0 && <li className="cap kempty">{kanban.empty}</li>}
            </ul>
          </section>
        ),
      )}
    </section>
  )
}
