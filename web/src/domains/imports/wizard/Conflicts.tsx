import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ImportCounts,
  type ImportDetail,
  type ImportOptions,
  listImportRows,
} from '../../../../../contract/imports.ts'
import { type Listed, useList } from '../../../app/query.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Section } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { Segment } from '../../../ui/Segment.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useKinds } from '../words.ts'

type Row = Listed<typeof listImportRows>
type Props = {
  item: ImportDetail
  counts: ImportCounts
  onOptions: (options: Partial<ImportOptions>) => void
  locked: boolean
}

/** The characters in the middle that differ are marked, what is common before and after is not. */
const marked = (text: string, other: string) => {
  const [here, there] = [[...text], [...other]]
  let start = 0
  while (start < here.length && start < there.length && here[start] === there[start]) start++
  let end = 0
  const room = Math.min(here.length, there.length) - start
  while (end < room && here[here.length - 1 - end] === there[there.length - 1 - end]) end++
  return [
    here.slice(0, start).join(''),
    here.slice(start, here.length - end).join(''),
    here.slice(here.length - end).join(''),
  ] as const
}

export const Diff = ({ text, other }: { text: string | null; other: string | null }) => {
  const { t } = useTranslation('imports')
  if (text === null || text === '') return <span className="q">{t('conflict.empty')}</span>
  const [before, middle, after] = marked(text, other ?? '')
  return (
    <span title={text}>
      {before}
      {middle && <mark className="diff">{middle}</mark>}
      {after}
    </span>
  )
}

const One = ({ item, row }: { item: ImportDetail; row: Row }) => {
  const { t } = useTranslation('imports')
  const { fieldName } = useKinds()
  const format = useFormat()
  return (
    <div className="iw-diff">
      <span className="cap">{t('conflict.row', { n: format.number(row.rowNumber) })}</span>
      <span className="cap">{t('conflict.file')}</span>
      <span className="cap">{t('conflict.ours')}</span>
      {row.differences.map((difference) => (
        <div key={difference.field}>
          <span className="q2 cut" title={fieldName(item.kind, difference.field)}>
            {fieldName(item.kind, difference.field)}
          </span>
          <Diff text={difference.after} other={difference.before} />
          <Diff text={difference.before} other={difference.after} />
        </div>
      ))}
    </div>
  )
}

const useSides = () => {
  const { t } = useTranslation('imports')
  return [
    { value: 'ours' as const, label: t('conflict.keep') },
    { value: 'theirs' as const, label: t('conflict.take') },
  ]
}

/** Each conflict to look at, and one answer for a field or for all. */
export const Conflicts = ({ item, counts, onOptions, locked }: Props) => {
  const { t } = useTranslation('imports')
  const { fieldName } = useKinds()
  const format = useFormat()
  const sides = useSides().map((side) => ({ ...side, disabled: locked }))
  const [at, setAt] = useState(0)
  const list = useList(listImportRows, {
    params: { id: item.id },
    query: { outcome: 'conflict', limit: 100 },
  })
  const row = list.items[at]
  const { conflict, conflictByField } = item.options
  const step = (by: number) => {
    const next = Math.max(0, Math.min(list.items.length - 1, at + by))
    if (next > list.items.length - 5) list.loadMore()
    setAt(next)
  }
  return (
    <div className="iw-conflicts">
      <Section
        title={t('conflict.title', {
          at: format.number(Math.min(at + 1, counts.conflict)),
          n: format.number(counts.conflict),
        })}
        end={
          <span className="row">
            <IconButton
              icon="left"
              label={t('conflict.previous')}
              disabled={at === 0}
              onClick={() => step(-1)}
            />
            <IconButton
              icon="right"
              label={t('conflict.next')}
              disabled={at >= list.items.length - 1}
              onClick={() => step(1)}
            />
          </span>
        }
      />
      {list.problem && <Problem problem={list.problem} onRetry={list.reload} />}
      {row && <One item={item} row={row} />}
      {counts.conflicts.slice(0, 6).map(({ field, rows }) => (
        <div key={field} className="f">
          <span className="lab">
            {t('conflict.all', { n: format.number(rows), field: fieldName(item.kind, field) })}
          </span>
          <Segment
            label={t('conflict.field', { field: fieldName(item.kind, field) })}
            options={sides}
            value={conflictByField[field] ?? conflict}
            onChange={(side) => onOptions({ conflictByField: { ...conflictByField, [field]: side } })}
          />
        </div>
      ))}
      <div className="f">
        <span className="lab">{t('conflict.rest')}</span>
        <Segment
          label={t('conflict.rest')}
          options={sides}
          value={conflict}
          onChange={(side) => onOptions({ conflict: side })}
        />
      </div>
    </div>
  )
}
