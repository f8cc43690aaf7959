import { useTexts } from '../app/i18n.ts'
import { Button } from './Button.tsx'
import type { DataTableProps } from './DataTable.tsx'
import { fill } from './fill.ts'
import { Kbd } from './Marks.tsx'

const grouped = (n: number) => n.toLocaleString('en-US')

/** Counts on the left, keys on the right; while rows are selected, what can be done with them. */
export const ListFoot = <T,>({
  list,
  selected = [],
  onSelect,
  bulk,
  count,
  onEdit,
  editLabel,
  onOpen,
}: DataTableProps<T>) => {
  const { list: words } = useTexts('ui')
  if (selected.length > 0)
    return (
      <div className="foot-bar bulk">
        <b>{fill(words.selected, { n: grouped(selected.length) })}</b>
        {bulk}
        <Button look="quiet" onClick={() => onSelect?.([])}>
          {words.clear}
        </Button>
      </div>
    )
  const loaded = fill(list.hasMore ? words.countMore : words.count, { n: grouped(list.items.length) })
  return (
    <div className="foot-bar">
      <span>{count ?? (list.loading ? words.loading : loaded)}</span>
      {list.loadingMore && <span>{words.loading}</span>}
      <span className="foot-keys">
        <Kbd>J</Kbd> <Kbd>K</Kbd> {words.move}
        {onSelect && (
          <>
            <Kbd>X</Kbd> {words.select}
          </>
        )}
        {onEdit && (
          <>
            <Kbd>E</Kbd> {editLabel ?? words.edit}
          </>
        )}
        {onOpen && (
          <>
            <Kbd>↵</Kbd> {words.open}
          </>
        )}
      </span>
    </div>
  )
}
