import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Merge, previewUndo, undoMerge } from '../../../../../contract/customer-merge.ts'
import { useTexts } from '../../../app/i18n.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { touched } from './MergeDialog.tsx'
import './merge.css'
import { Moved, Reason } from './Outcome.tsx'
import { PeopleTable, type Side } from './PeopleTable.tsx'

type Props = { merge: Merge; onClose: () => void }

/** A merge taken back, or a split: who will be there again, and what goes to whom. */
export const UndoDialog = ({ merge, onClose }: Props) => {
  const { t } = useTranslation('merging')
  const { form } = useTexts('ui')
  const [reason, setReason] = useState('')
  const { data, problem, reload } = useRead(previewUndo, { params: { id: merge.id }, body: {} })
  const write = useWrite(undoMerge, {
    quiet: true,
    refresh: touched,
    done: () => t('undone'),
    onDone: onClose,
  })
  const side = (isResult: boolean) => (customer: Side['customer']) => ({
    key: `${isResult} ${customer.id}`,
    head: customer.fields.name.value ?? '–',
    note: t(isResult ? 'result' : 'before'),
    customer,
    isResult,
  })
  const send = () =>
    write.send({ params: { id: merge.id }, body: { reason: reason.trim() } }).catch(() => undefined)
  return (
    <Dialog
      open
      title={t(merge.kind === 'split' ? 'undoSplitTitle' : 'undoTitle')}
      width={860}
      onClose={onClose}
    >
      <div className="mg">
        <p className="q2">{t(merge.kind === 'split' ? 'undoSplitText' : 'undoText')}</p>
        {problem && <Problem problem={problem} onRetry={reload} />}
        {!data && !problem && <i className="bone" />}
        {data && (
          <>
            <PeopleTable sides={[...data.before.map(side(false)), ...data.after.map(side(true))]} />
            <Moved moved={data.moved} />
            <Reason label={t('undoWhy')} value={reason} required onChange={setReason} />
          </>
        )}
        {write.problem && <Problem problem={write.problem} />}
        <div className="ask-foot">
          <Button big onClick={onClose}>
            {form.cancel}
          </Button>
          <Button
            big
            look="danger"
            busy={write.sending}
            disabled={!data || reason.trim() === ''}
            title={t('undoWhy')}
            onClick={() => void send()}
          >
            {t('undo')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
