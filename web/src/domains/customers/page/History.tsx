import { useTranslation } from 'react-i18next'
import { readHistory } from '../../../../../contract/customers.ts'
import { useTexts } from '../../../app/i18n.ts'
import { type Listed, useList } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { When } from '../../../ui/Figures.tsx'
import { Empty, Note, Problem } from '../../../ui/Problem.tsx'
import { MergeHistory } from '../merge/MergeHistory.tsx'

type Row = Listed<typeof readHistory>

const Line = ({ row }: { row: Row }) => {
  const { t } = useTranslation('customers')
  const { history, field } = useTexts('customers')
  const actions: Record<string, string> = history.action
  const fields: Record<string, string> = field
  return (
    <li className="hist">
      <div className="row">
        <b>{row.actorName ?? t('history.system')}</b>
        <span className="q2">{actions[row.action] ?? row.action}</span>
        {row.reason && (
          <span className="cap cut" title={row.reason}>
            {row.reason}
          </span>
        )}
        <span className="cap end nw">
          <When at={row.at} />
        </span>
      </div>
      {row.action === 'update' &&
        row.changes.map((change) => (
          <div key={change.field} className="hist-change">
            <span className="cap cut">{fields[change.field] ?? change.field}</span>
            <span className="q cut" title={change.before ?? ''}>
              <s>{change.before ?? t('history.empty')}</s>
            </span>
            <span className="cut" title={change.after ?? ''}>
              {change.after ?? t('history.empty')}
            </span>
          </div>
        ))}
    </li>
  )
}

/** Who was merged and split; who changed what, and who looked at it in plain, for head office only. */
export const History = ({ id, changes }: { id: string; changes: boolean }) => (
  <div className="cp-past">
    <MergeHistory id={id} />
    {changes && <Changes id={id} />}
  </div>
)

const Changes = ({ id }: { id: string }) => {
  const { t } = useTranslation('customers')
  const { timeline } = useTexts('ui')
  const list = useList(readHistory, { params: { id }, query: { limit: 50 } })
  // Bookkeeping alone, such as whom a merge points to, says nothing here.
  const told = list.items.filter((row) => row.action !== 'update' || row.changes.length > 0)
  return (
    <>
      {list.problem?.status === 403 ? (
        <Note icon="lock">{t('history.headOffice')}</Note>
      ) : (
        list.problem && <Problem problem={list.problem} onRetry={list.reload} />
      )}
      {list.loading && [1, 2, 3].map((bar) => <i key={bar} className="bone" />)}
      {!list.loading && !list.problem && list.items.length === 0 && (
        <Empty icon="lock" title={t('history.none')}>
          {t('history.noneText')}
        </Empty>
      )}
      <ul>
        {told.map((row) => (
          <Line key={row.id} row={row} />
        ))}
      </ul>
      {list.hasMore && (
        <Button look="quiet" busy={list.loadingMore} onClick={list.loadMore}>
          {timeline.more}
        </Button>
      )}
    </>
  )
}
