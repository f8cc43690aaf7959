import type { VirtualItem, Virtualizer } from '@tanstack/react-virtual'
import { Fragment, type MouseEvent, memo } from 'react'
import { useTexts } from '../app/i18n.ts'
import { Check } from './Check.tsx'
import { classes } from './classes.ts'
import { ColGroup, leastWidth } from './columns.tsx'
import type { DataTableProps } from './DataTable.tsx'
import { fill } from './fill.ts'

export type Shown<T> = DataTableProps<T> & {
  virtual: Virtualizer<HTMLDivElement, Element>
  shown: VirtualItem[]
  startsGroup: (index: number) => boolean
  rowHeight: number
  cursorId: string | undefined
  act: RowActs<T>
}
/** The same object for the life of the list, so that rows need not be drawn again. */
export type RowActs<T> = { open: (row: T) => void; toggle: (id: string) => void }

const Head = <T,>({ columns, list, id, selected, onSelect }: Shown<T>) => {
  const { list: words } = useTexts('ui')
  const chosen = selected?.length ?? 0
  const all = chosen > 0 && chosen === list.items.length
  return (
    <thead>
      <tr>
        {onSelect && (
          <th className="cb-cell">
            <Check
              label={words.selectAll}
              checked={all}
              some={chosen > 0 && !all}
              onChange={() => onSelect(all ? [] : list.items.map(id))}
            />
          </th>
        )}
        {columns.map((column) => (
          <th key={column.key} scope="col" className={classes(column.number && 'num')}>
            {column.title}
          </th>
        ))}
      </tr>
    </thead>
  )
}

type RowProps<T> = Pick<DataTableProps<T>, 'columns'> & {
  row: T
  index: number
  rowKey: string
  name: string
  on: boolean
  checked: boolean
  selects: boolean
  opens: boolean
  rowHeight: number
  act: RowActs<T>
}

const PlainRow = <T,>({
  row,
  index,
  rowKey,
  name,
  columns,
  on,
  checked,
  selects,
  opens,
  rowHeight,
  act,
}: RowProps<T>) => {
  const { list: words } = useTexts('ui')
  const open = (event: MouseEvent) => {
    // A click on a control inside the row, or the end of marking text, is not a click on the row.
    const inner = (event.target as HTMLElement).closest('a, button:not(.rowlink), input, label')
    if (!inner && !getSelection()?.toString()) act.open(row)
  }
  return (
    <tr
      aria-rowindex={index + 2}
      className={classes(on && 'on', checked && 'sel', opens && 'go')}
      onClick={open}
      {...(selects ? { 'aria-selected': checked } : {})}
    >
      {selects && (
        <td className="cb-cell">
          <Check
            label={fill(words.selectRow, { name })}
            checked={checked}
            onChange={() => act.toggle(rowKey)}
          />
        </td>
      )}
      {columns.map((column, at) => (
        <td key={column.key} className={classes(column.number && 'num')} style={{ height: rowHeight }}>
          {at === 0 && opens ? (
            <button type="button" className="rowlink cut">
              {column.cell(row)}
            </button>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  )
}
// Scrolling renders the table sixty times a second; only rows that come into sight are drawn.
const Row = memo(PlainRow) as typeof PlainRow

/** A real table; two blank rows stand for what is above and below the sight. */
export const Rows = <T,>(view: Shown<T>) => {
  const {
    columns,
    list,
    id,
    rowName,
    group,
    onSelect,
    onOpen,
    selected,
    openId,
    cursorId,
    rowHeight,
    act,
    shown,
    virtual,
    startsGroup,
    label,
  } = view
  const selects = onSelect !== undefined
  const width = columns.length + (selects ? 1 : 0)
  const above = shown[0]?.start ?? 0
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0)
  return (
    <table
      className="tbl"
      style={{ minWidth: leastWidth(columns) + (selects ? 38 : 0) }}
      aria-label={label}
      aria-rowcount={list.hasMore ? -1 : list.items.length + 1}
    >
      <ColGroup columns={columns} selects={selects} />
      <Head {...view} />
      <tbody>
        {above > 0 && (
          <tr className="pad">
            <td colSpan={width} style={{ height: above }} />
          </tr>
        )}
        {shown.map(({ index, key }) => {
          const row = list.items[index]
          if (row === undefined) return null
          const rowKey = id(row)
          return (
            <Fragment key={String(key)}>
              {group && startsGroup(index) && (
                <tr className="grp">
                  <th colSpan={width} scope="colgroup">
                    {group.heading(group.of(row))}
                  </th>
                </tr>
              )}
              <Row
                row={row}
                index={index}
                rowKey={rowKey}
                name={rowName?.(row) ?? String(index + 1)}
                columns={columns}
                on={rowKey === (openId ?? cursorId)}
                checked={selected?.includes(rowKey) ?? false}
                selects={selects}
                opens={onOpen !== undefined}
                rowHeight={rowHeight}
                act={act}
              />
            </Fragment>
          )
        })}
        {below > 0 && (
          <tr className="pad">
            <td colSpan={width} style={{ height: below }} />
          </tr>
        )}
      </tbody>
    </table>
  )
}
