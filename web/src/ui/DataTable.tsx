import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react'
import { useAppearance, usePhone } from '../app/appearance.ts'
import { useTexts } from '../app/i18n.ts'
import type { List } from '../app/query.ts'
import { Button } from './Button.tsx'
import type { Column } from './columns.tsx'
import { Cards } from './DataTable.cards.tsx'
import { ListFoot } from './DataTable.foot.tsx'
import { Rows } from './DataTable.rows.tsx'
import { Empty, Problem } from './Problem.tsx'
import { useCursor } from './useCursor.ts'
import { useFromTop, useKeptScroll } from './useKeptScroll.ts'

export type DataTableProps<T> = {
  /** What a screen reader calls the list. */
  label: string
  list: List<T>
  columns: Column<T>[]
  id: (row: T) => string
  /** A row in words, for its checkbox. */
  rowName?: (row: T) => string
  /** The row whose drawer is open. */
  openId?: string | undefined
  onOpen?: (row: T) => void
  onEdit?: (row: T) => void
  editLabel?: string
  selected?: string[]
  onSelect?: (ids: string[]) => void
  /** Buttons for the selection. */
  bulk?: ReactNode
  /** A row on a phone; `PhoneCard` draws one. Without it the table scrolls sideways. */
  card?: (row: T) => ReactNode
  /** Rows of the same group must be neighbours; each gets a heading. */
  group?: { of: (row: T) => string; heading: (key: string) => ReactNode }
  empty?: ReactNode
  /** Words for the foot instead of the count of loaded rows. */
  count?: ReactNode
  /** Pixels; 36, or 44 when comfortable. */
  rowHeight?: number
}

/** Rows before the end at which the next page is asked for: a second of a hard flick; fewer while nobody scrolls. */
const [ahead, atRest] = [160, 10]
const useLoadMore = <T,>(list: List<T>, firstShown: number, lastShown: number) => {
  const { hasMore, loadingMore, problem, loadMore, items, sees } = list
  useEffect(() => sees?.(firstShown, lastShown), [sees, firstShown, lastShown])
  const near = lastShown >= items.length - (firstShown > 0 ? ahead : atRest)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page (more items) must ask again
  useEffect(() => {
    if (near && hasMore && !loadingMore && !problem) loadMore()
  }, [near, hasMore, loadingMore, items.length])
}

const State = <T,>({ list, empty }: { list: List<T>; empty: ReactNode }) => {
  const { list: words } = useTexts('ui')
  if (list.problem && list.items.length === 0)
    return (
      <div className="list-state">
        <Problem problem={list.problem} onRetry={list.reload} />
      </div>
    )
  if (list.loading)
    return (
      <div className="list-state" role="status">
        <span className="sr">{words.loading}</span>
        {Array.from({ length: 8 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars without content never move
          <i key={row} className="bone" />
        ))}
      </div>
    )
  return empty ?? <Empty title={words.emptyTitle} />
}

/** A keyset list of any length: only the rows in sight are in the page. */
export const DataTable = <T,>(props: DataTableProps<T>) => {
  const { list, id, card, group, empty, rowHeight } = props
  const phone = usePhone() && card !== undefined
  const { density } = useAppearance()
  const scroller = useRef<HTMLDivElement>(null)
  const row = rowHeight ?? (density === 'comfortable' ? 44 : 36)
  const rows = list.items
  const startsGroup = (index: number) => {
    const [before, here] = [rows[index - 1], rows[index]]
    return (
      group !== undefined &&
      here !== undefined &&
      (before === undefined || group.of(before) !== group.of(here))
    )
  }
  const keyOf = useRef(id)
  keyOf.current = id
  // The same function until rows come: a new one makes the virtualizer measure all of them again, at every frame.
  const getItemKey = useCallback(
    (index: number) => (rows[index] ? keyOf.current(rows[index]) : index),
    [rows],
  )
  const kept = useKeptScroll(`${props.label} ${list.asked ?? ''}`)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (phone ? 118 : row) + (startsGroup(index) ? 30 : 0),
    getItemKey,
    overscan: 8,
    useFlushSync: false,
    scrollPaddingStart: 40,
    initialOffset: kept.began,
  })
  // After every render, not only after a scroll: a drawer that opened has an entry of its own in the history.
  useEffect(() => {
    // Before its rows are there and it has been scrolled to its place, a list has not been left anywhere.
    if (rows.length > 0 && virtual.scrollOffset !== null) kept.keep(virtual.scrollOffset)
  })
  useFromTop(list.asked, () => virtual.scrollToOffset(0))
  // Row heights are computed, not measured, so a change of density must be told.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => virtual.measure(), [row, phone])
  const shown = virtual.getVirtualItems()
  useLoadMore(list, shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0)
  const cursor = useCursor({
    rows,
    id,
    openId: props.openId,
    onOpen: props.onOpen,
    onEdit: props.onEdit,
    selected: props.selected,
    onSelect: props.onSelect,
    scrollTo: (index) => virtual.scrollToIndex(index),
    enabled: !phone,
  })
  const latest = useRef({ open: props.onOpen, toggle: cursor.toggle })
  useEffect(() => {
    latest.current = { open: props.onOpen, toggle: cursor.toggle }
  })
  const act = useMemo(
    () => ({
      open: (one: T) => latest.current.open?.(one),
      toggle: (key: string) => latest.current.toggle(key),
    }),
    [],
  )
  const state = rows.length === 0 ? <State list={list} empty={empty} /> : null
  const view = { ...props, virtual, shown, startsGroup, rowHeight: row, cursorId: cursor.cursorId, act }
  return (
    <>
      <section
        ref={scroller}
        className={phone ? 'scroll cards' : 'scroll'}
        aria-label={props.label}
        aria-busy={list.loading}
      >
        {state ?? (phone && card ? <Cards {...view} card={card} /> : <Rows {...view} />)}
        {list.problem && rows.length > 0 && <Problem problem={list.problem} onRetry={list.reload} />}
      </section>
      <ListFoot {...props} />
    </>
  )
}

/** For `empty` when filters are on: says so, and offers to clear them. */
export const EmptyFiltered = ({ onClear }: { onClear: () => void }) => {
  const { list } = useTexts('ui')
  return (
    <Empty
      icon="filter"
      title={list.emptyFilteredTitle}
      action={<Button onClick={onClear}>{list.clearFilters}</Button>}
    >
      {list.emptyFilteredText}
    </Empty>
  )
}
