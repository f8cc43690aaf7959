import { useTranslation } from 'react-i18next'
import { type AnalysisAnswer, type AnalysisRow, shownColumns } from '../../../../../contract/analyses.ts'
import type { Column } from '../../../ui/columns.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { isNumber, useCells } from './cells.ts'

/** More than this nobody reads on a board; the export has them all. */
const mostShown = 200

type Props = {
  answer: Pick<AnalysisAnswer, 'columns' | 'rows'>
  label: string
  most?: number
  onRow?: ((row: AnalysisRow) => void) | undefined
}

/** The rows of an analysis as a table, every value with its interval. */
export const RowsTable = ({ answer: { columns, rows }, label, most = mostShown, onRow }: Props) => {
  const { t } = useTranslation('boards')
  const cells = useCells()
  const shown = rows.slice(0, most).map((row, at) => ({ row, at }))
  const table = shownColumns({ columns, rows }).map(
    (column, at): Column<{ row: AnalysisRow; at: number }> => ({
      key: column.key,
      title: <span title={cells.title(column)}>{cells.title(column)}</span>,
      number: isNumber(column.kind),
      ...(at > 0 && isNumber(column.kind) ? { width: column.low ? 156 : 96 } : {}),
      cell: ({ row }) => {
        const around = cells.around(column, row)
        const words = cells.write(column, row[column.key])
        return (
          <span title={cells.whole(column, row[column.key]) ?? words}>
            {words} {around && <span className="q">{around}</span>}
          </span>
        )
      },
    }),
  )
  return (
    <>
      <PlainTable
        low
        label={label}
        rows={shown}
        id={({ at }) => String(at)}
        {...(onRow ? { onOpen: ({ row }: { row: AnalysisRow }) => onRow(row) } : {})}
        columns={table}
      />
      {rows.length > most && <p className="cap tile-left">{t('left', { n: rows.length - most })}</p>}
    </>
  )
}
