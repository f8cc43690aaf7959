import { useTranslation } from 'react-i18next'
import {
  type ImportCounts,
  type ImportDetail,
  listImportRows,
  type Outcome,
  outcomes,
} from '../../../../../contract/imports.ts'
import { paths } from '../../../app/paths.ts'
import { type Listed, useList } from '../../../app/query.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Button } from '../../../ui/Button.tsx'
import type { Column } from '../../../ui/columns.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { Views } from '../../../ui/Views.tsx'
import { useKinds } from '../words.ts'
import { Diff } from './Conflicts.tsx'

type Row = Listed<typeof listImportRows>

/** Where the record of a row can be looked at. */
const pathOf = ({ kind }: ImportDetail, id: string): string | undefined =>
  kind === 'customers' ? paths.customer(id) : kind === 'leads' ? paths.lead(id) : undefined

const What = ({ item, row }: { item: ImportDetail; row: Row }) => {
  const { fieldName } = useKinds()
  if (row.problems.length > 0) {
    const words = row.problems.map((one) => `${fieldName(item.kind, one.field)} ${one.message}`)
    return (
      <span className="iw-fault" title={words.join('\n')}>
        {words.join(' · ')}
      </span>
    )
  }
  return (
    <>
      {row.differences.map((one) => (
        <span key={one.field} className="iw-change">
          <span className="q">{fieldName(item.kind, one.field)}</span>{' '}
          <s className="q">
            <Diff text={one.before} other={one.after} />
          </s>{' '}
          <Diff text={one.after} other={one.before} />
        </span>
      ))}
    </>
  )
}

const useRowColumns = (item: ImportDetail): Column<Row>[] => {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const shown = item.columns.filter((column) => column.field !== null).slice(0, 4)
  return [
    {
      key: 'row',
      title: t('conflict.row', { n: '' }).trim(),
      width: 76,
      number: true,
      cell: (row) => format.number(row.rowNumber),
    },
    ...shown.map((column, index) => ({
      key: String(column.column),
      title: column.header,
      width: index === 0 ? 150 : 130,
      cell: (row: Row) => {
        const cell = row.cells[column.column] ?? ''
        const to = index === 0 && row.subjectId ? pathOf(item, row.subjectId) : undefined
        return to ? (
          <Anchor to={to}>
            <b title={cell}>{cell || t('run.openRecord')}</b>
          </Anchor>
        ) : (
          <span className="cut" title={cell}>
            {cell}
          </span>
        )
      },
    })),
    { key: 'what', title: t('run.changed'), cell: (row) => <What item={item} row={row} /> },
  ]
}

type Props = { item: ImportDetail; outcome: Outcome; counts: ImportCounts | null; onBack?: () => void }

/** The rows behind a count, with what differs or why they are refused; the first five hundred of each are kept. */
export const RowsByOutcome = ({ item, outcome, counts, onBack }: Props) => {
  const { t } = useTranslation('imports')
  const { set } = useSearch()
  const list = useList(listImportRows, { params: { id: item.id }, query: { outcome, limit: 100 } })
  const columns = useRowColumns(item)
  return (
    <>
      <Views
        views={outcomes.map((key) => ({ key, label: t(`outcome.${key}`), count: counts?.[key] }))}
        value={outcome}
        onChange={(key) => set({ rows: key }, true)}
        end={
          onBack && (
            <Button look="quiet" icon="left" onClick={onBack}>
              {t('step.mapping')}
            </Button>
          )
        }
      />
      <DataTable
        label={t('run.sample')}
        list={list}
        columns={columns}
        id={(row) => String(row.rowNumber)}
        empty={<Empty icon="rows" title={t('run.noRows')} />}
      />
    </>
  )
}
