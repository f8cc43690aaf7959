import type { ReactNode } from 'react'
import { useTexts } from '../app/i18n.ts'
import { fill } from './fill.ts'
import type { KanbanColumn, KanbanProps } from './Kanban.tsx'
import { Kbd } from './Marks.tsx'
import { salutationIn } from './useSalutation.ts'

export type Place<T> = { card: T; column: KanbanColumn<T>; at: number }

/** Every drag has a menu that does the same. */
export const MoveMenu = <T,>({
  place,
  columns,
  hint,
  name,
  onMove,
  onClose,
}: Pick<KanbanProps<T>, 'columns' | 'hint' | 'name' | 'onMove'> & {
  place: Place<T>
  onClose: () => void
}) => {
  const { kanban } = useTexts('ui')
  return (
    <div className="move-menu" role="menu" aria-label={fill(kanban.moveTo, { name: name(place.card) })}>
      <div className="cap">
        {fill(kanban.moveTo, { name: name(place.card) })} <Kbd>M</Kbd>
      </div>
      {columns
        .filter((column) => column.key !== place.column.key)
        .map((column, index) => {
          const said = hint?.(place.card, column.key)
          return (
            <button
              key={column.key}
              type="button"
              role="menuitem"
              // biome-ignore lint/a11y/noAutofocus: the menu was asked for by key, so the keys go on inside it
              autoFocus={index === 0}
              disabled={said?.refused}
              onClick={() => {
                onMove(place.card, column.key)
                onClose()
              }}
              onKeyDown={(event) => {
                const to =
                  event.key === 'ArrowDown'
                    ? event.currentTarget.nextElementSibling
                    : event.key === 'ArrowUp'
                      ? event.currentTarget.previousElementSibling
                      : null
                if (to instanceof HTMLElement) to.focus()
                if (event.key === 'Escape') onClose()
              }}
            >
              {column.title}
              {said?.words && <span className="cap">{said.words}</span>}
            </button>
          )
        })}
    </div>
  )
}

export type KanbanCardProps = {
  name: ReactNode
  honorific?: string | undefined
  end?: ReactNode
  lines?: [ReactNode?, ReactNode?]
  clock?: ReactNode
  holder?: ReactNode
}

/** Name and grade, model and price, clock and holder, next step. */
export const KanbanCard = ({ name, honorific, end, lines = [], clock, holder }: KanbanCardProps) => (
  <>
    <div className="r">
      <b className="cut">{name}</b>
      {honorific && <span className="q nw">{salutationIn(honorific)}</span>}
      {end && <span className="end">{end}</span>}
    </div>
    {lines[0] && <div className="m cut">{lines[0]}</div>}
    <div className="r">
      {clock}
      {holder && <span className="end">{holder}</span>}
    </div>
    {lines[1] && <div className="m cut">{lines[1]}</div>}
  </>
)
