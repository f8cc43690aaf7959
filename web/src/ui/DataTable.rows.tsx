import type { VirtualItem, Virtualizer } from '@tanstack/react-virtual'
import { Checkbox } from 'antd'
import { Fragment, type MouseEvent } from 'react'
import { useTexts } from '../app/i18n.ts'
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
  toggle: (id: string) => void
}

const Head = <T,>({ columns, list, id, selected, onSelect }: Shown<T>) => {
  const { list: words } = useTexts('ui')
  const chosen = selected?.length ?? 0
  const all = chosen > 0 && chosen === list.items.length
  return (
    <thead>
      <tr>
        {onSelect && (
          <th className="cb-cell">
            <Checkbox aria-label={words.selectAll} checked={all} indeterminate={chosen > 0 && !all} onChange={() => onSelect(all ? [] : list.items.map(id))} />
          </th>
        )}
        {columns.map(column => (
          <th key={column.key} scope="col" className={classes(column.number && 'num')}>
            {column.title}
          </th>
        ))}
      </tr>
    </thead>
  )
}

const Row = <T,>({ row, index, ...view }: Shown<T> & { row: T; index: number }) => {
  const { list: words } = useTexts('ui')
  const { columns, id, rowName, selected, onSelect, onOpen, openId, cursorId, toggle, rowHeight } = view
  const key = id(row)
  const checked = selected?.includes(key) ?? false
  const open = (event: MouseEvent) => {
    // A click on a control inside the row, or the end of marking text, is not a click on the row.
    const inner = (event.target as HTMLElement).closest('a, button:not(.rowlink), input, label, .ant-checkbox-wrapper')
    if (!inner && !getSelection()?.toString()) onOpen?.(row)
  }
  return (
    <tr
      aria-rowindex={index + 2}
      className={classes((key === openId || (key === cursorId && !openId)) && 'on', checked && 'sel', onOpen && 'go')}
      style={{ height: rowHeight }}
      onClick={open}
      {...(onSelect ? { 'aria-selected': checked } : {})}
    >
      {onSelect && (
        <td className="cb-cell">
          <Checkbox aria-label={fill(words.selectRow, { name: rowName?.(row) ?? String(index + 1) })} checked={checked} onChange={() => toggle(key)} />
        </td>
      )}
      {columns.map((column, at) => (
        <td key={column.key} className={classes(column.number && 'num')} style={{ height: rowHeight }}>
          {at === 0 && onOpen ? (
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

/** A real table; two blank rows stand for what is above and below the sight. */
export const Rows = <T,>(view: Shown<T>) => {
  const { columns, list, group, onSelect, shown, virtual, startsGroup, label } = view
  const selects = onSelect !== undefined
  const width = columns.length + (selects ? 1 : 0)
  const above = shown[0]?.start ?? 0
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0)
  return (
    <table className="tbl" style={{ minWidth: leastWidth(columns) + (selects ? 38 : 0) }} aria-label={label} aria-rowcount={list.hasMore ? -1 : list.items.length + 1}>
      <ColGroup columns={columns} selects={selects} />
      <Head {...view} />
      <tbody>
        {above > 0 && (
          <tr aria-hidden="true" className="pad">
            <td colSpan={width} style={{ height: above }} />
          </tr>
        )}
        {shown.map(({ index, key }) => {
          const row = list.items[index]
          if (row === undefined) return null
          return (
            <Fragment key={String(key)}>
              {group && startsGroup(index) && (
                <tr className="grp">
                  <th colSpan={width} scope="colgroup">
                    {group.heading(group.of(row))}
                  </th>
                </tr>
              )}
              <Row {...view} row={row} index={index} />
            </Fragment>
          )
        })}
        {below > 0 && (
          <tr aria-hidden="true" className="pad">
            <td colSpan={width} style={{ height: below }} />
          </tr>
        )}
      </tbody>
    </table>
  )
}
