import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { ColGroup, type Column, leastWidth } from './columns.tsx'

export type PlainTableProps<T> = {
  columns: Column<T>[]
  rows: T[]
  id: (row: T) => string
  /** `sum` bold total, `sub` indented part, `on` selected. */
  rowLook?: (row: T) => 'sum' | 'sub' | 'on' | undefined
  onOpen?: (row: T) => void
  /** 36 unless said; 32 on boards. */
  low?: boolean
  /** Words for an empty table. */
  empty?: ReactNode
  label?: string
}

/** A short table inside a panel: no scrolling, no selection. */
export const PlainTable = <T,>({
  columns,
  rows,
  id,
  rowLook,
  onOpen,
  low = false,
  empty,
  label,
}: PlainTableProps<T>) => (
  <div className="scroll-x">
    <table
      className={classes('tbl in', low && 'c32')}
      style={{ minWidth: leastWidth(columns) }}
      aria-label={label}
    >
      <ColGroup columns={columns} />
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={classes(column.number && 'num')}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={id(row)}
            className={classes(rowLook?.(row), onOpen && 'go')}
            {...(onOpen ? { onClick: () => onOpen(row) } : {})}
          >
            {columns.map((column, index) => (
              <td key={column.key} className={classes(column.number && 'num')}>
                {index === 0 && onOpen ? (
                  <button type="button" className="rowlink">
                    {column.cell(row)}
                  </button>
                ) : (
                  column.cell(row)
                )}
              </td>
            ))}
          </tr>
        ))}
        {rows.length === 0 && empty && (
          <tr>
            <td colSpan={columns.length} className="cap none">
              {empty}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  </div>
)
