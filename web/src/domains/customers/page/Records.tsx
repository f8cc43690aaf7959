import { useTranslation } from 'react-i18next'
import { readRecords } from '../../../../../contract/customers.ts'
import { useTexts } from '../../../app/i18n.ts'
import { type Listed, useList } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { When } from '../../../ui/Figures.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { useSearch } from '../../../ui/useSearch.ts'
import { useSourceName } from '../words.ts'

type Row = Listed<typeof readRecords>

const said = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'string'
      ? value
      : typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : JSON.stringify(value)

/** `{ person: { name } }` as lines `person.name`: what came, readable without braces. */
const linesOf = (raw: unknown, path = ''): [string, string][] => {
  if (raw === null || typeof raw !== 'object') return path ? [[path, said(raw)]] : []
  if (Array.isArray(raw))
    return raw.flatMap((value, at) => linesOf(value, raw.length > 1 ? `${path} ${at + 1}` : path))
  return Object.entries(raw).flatMap(([name, value]) => linesOf(value, path ? `${path}.${name}` : name))
}

const Raw = ({ raw }: { raw: unknown }) => {
  const { t } = useTranslation('customers')
  const lines = linesOf(raw).filter(([, value]) => value !== '')
  if (lines.length === 0) return <p className="cap">{t('records.empty')}</p>
  return (
    <dl className="raw">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt className="cut" title={name}>
            {name}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const Source = ({ row, open }: { row: Row; open: boolean }) => {
  const { t } = useTranslation('customers')
  const sourceName = useSourceName()
  const how: Record<string, string> = useTexts('customers').how
  const place = [
    row.dealer?.name ?? row.brand?.name,
    row.externalId && t('records.external', { value: row.externalId }),
  ]
  return (
    <details className="rec-line" open={open} id={`record-${row.id}`}>
      <summary>
        <b className="nw">{sourceName(row.source)}</b>
        <StateTag look="outline">{how[row.how] ?? row.how}</StateTag>
        <span className="cap cut">{place.filter(Boolean).join(' · ')}</span>
        <span className="cap nw end">
          <When at={row.happenedAt} />
        </span>
      </summary>
      <Raw raw={row.raw} />
    </details>
  )
}

/** Every source record behind the golden record, as it came, contact details masked. */
export const Records = ({ id }: { id: string }) => {
  const { t } = useTranslation('customers')
  const { one } = useSearch()
  const { timeline } = useTexts('ui')
  const list = useList(readRecords, { params: { id }, query: { limit: 50 } })
  return (
    <div className="cp-past">
      {list.problem && <Problem problem={list.problem} onRetry={list.reload} />}
      {list.loading && [1, 2, 3].map((bar) => <i key={bar} className="bone" />)}
      {!list.loading && !list.problem && list.items.length === 0 && (
        <Empty icon="doc" title={t('records.none')}>
          {t('records.noneText')}
        </Empty>
      )}
      {list.items.map((row, index) => (
        <Source key={row.id} row={row} open={one('record') ? one('record') === row.id : index === 0} />
      ))}
      {list.hasMore && (
        <Button look="quiet" busy={list.loadingMore} onClick={list.loadMore}>
          {timeline.more}
        </Button>
      )}
    </div>
  )
}
