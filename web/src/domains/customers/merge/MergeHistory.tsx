import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listMerges, type Merge } from '../../../../../contract/customer-merge.ts'
import { useTexts } from '../../../app/i18n.ts'
import { useList } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { When } from '../../../ui/Figures.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { UndoDialog } from './UndoDialog.tsx'

const Line = ({ merge, onUndo }: { merge: Merge; onUndo: () => void }) => {
  const { t } = useTranslation('merging')
  const mayMerge = useCan('customers.merge')
  const { kind, survivor, absorbed, undone, undoable, reason, evidence } = merge
  const names = { survivor: survivor.name ?? '–', absorbed: absorbed.name ?? '–' }
  const weight = typeof evidence?.weight === 'number' ? evidence.weight : undefined
  return (
    <li className="hist">
      <div className="row">
        <b>{merge.by}</b>
        <span className="q2 cut">{t(kind === 'merge' ? 'mergedLine' : 'splitLine', names)}</span>
        <span className="cap end nw">
          <When at={merge.at} />
        </span>
      </div>
      <div className="row">
        <span className="cap cut">
          {[
            reason,
            weight !== undefined && t('weight', { value: weight.toFixed(1) }),
            undone && [t('undoneBy', { name: undone.by }), undone.reason].filter(Boolean).join(': '),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {mayMerge && !undone && (
          <span className="end">
            <Button
              look="quiet"
              icon="undo"
              disabled={!undoable}
              title={undoable ? undefined : t('absorbedSince')}
              onClick={onUndo}
            >
              {t('undo')}
            </Button>
          </span>
        )}
      </div>
    </li>
  )
}

/** Who was merged with whom, by whom and why; nothing at all where nobody was. */
export const MergeHistory = ({ id }: { id: string }) => {
  const { t } = useTranslation('merging')
  const { timeline } = useTexts('ui')
  const list = useList(listMerges, { query: { customer: id, limit: 20 } })
  const [undoing, setUndoing] = useState<Merge>()
  if (list.problem) return <Problem problem={list.problem} onRetry={list.reload} />
  if (list.items.length === 0) return null
  return (
    <section className="mg-history">
      <h3>{t('history')}</h3>
      <ul>
        {list.items.map((merge) => (
          <Line key={merge.id} merge={merge} onUndo={() => setUndoing(merge)} />
        ))}
      </ul>
      {list.hasMore && (
        <Button look="quiet" busy={list.loadingMore} onClick={list.loadMore}>
          {timeline.more}
        </Button>
      )}
      {undoing && <UndoDialog merge={undoing} onClose={() => setUndoing(undefined)} />}
    </section>
  )
}
