import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type MergeOutcome,
  mergeCustomers,
  previewMerge,
  undoMerge,
} from '../../../../../contract/customer-merge.ts'
import { call } from '../../../app/client.ts'
import { useTexts } from '../../../app/i18n.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Note, Problem } from '../../../ui/Problem.tsx'
import './merge.css'
import { ConsentAfter, Moved, Reason } from './Outcome.tsx'
import { PeopleTable, type Side } from './PeopleTable.tsx'

/** Everything that shows customers or what hangs from them. */
export const touched = [
  '/api/customers',
  '/api/customer-merges',
  '/api/leads',
  '/api/consent',
  '/api/vehicles',
  '/api/sales',
]

type Props = { ids: string[]; onClose: () => void; onDone: (survivorId: string) => void }

const Form = ({ ids, onClose, onDone }: Props) => {
  const { t } = useTranslation('merging')
  const { form } = useTexts('ui')
  const [survivorId, setSurvivor] = useState<string>()
  const [picks, setPicks] = useState<Record<string, string>>({})
  const [reason, setReason] = useState('')
  const body = { customers: ids.map((id) => ({ id })), ...(survivorId ? { survivorId } : {}), picks }
  const { data, problem, reload } = useRead(previewMerge, { body })
  // The last preview stays while the next one is on its way.
  const [shown, setShown] = useState<MergeOutcome>()
  if (data && data !== shown) setShown(data)
  const write = useWrite(mergeCustomers, {
    quiet: true,
    refresh: touched,
    done: () => t('merged', { n: ids.length }),
    undo: async ({ merges }) => {
      for (const { id } of merges.toReversed())
        await call(undoMerge, { params: { id }, body: { reason: t('mergedUndo') } })
    },
    onDone: (reply) => onDone(reply.survivorId),
  })
  if (!shown) return problem ? <Problem problem={problem} onRetry={reload} /> : <i className="bone" />
  const { before, after, moved, consent, needsReason } = shown
  const kept = after[0]!.id
  const sides: Side[] = [
    ...before.map((customer) => ({
      key: customer.id,
      head: customer.fields.name.value ?? '–',
      customer,
      ...(customer.id === kept ? { note: t('keeps') } : {}),
    })),
    { key: 'result', head: t('result'), customer: after[0]!, isResult: true },
  ]
  const send = () =>
    write
      .send({
        body: {
          ...body,
          customers: before.map(({ id, version }) => ({ id, version })),
          ...(reason.trim() ? { reason: reason.trim() } : {}),
        },
      })
      .catch(() => undefined)
  const ready = !needsReason || reason.trim() !== ''
  return (
    <div className="mg">
      {problem && <Problem problem={problem} onRetry={reload} />}
      <Radio.Group
        className="mg-keep"
        aria-label={t('keep')}
        value={kept}
        onChange={(event) => setSurvivor(String(event.target.value))}
        options={before.map(({ id, fields, createdAt }) => ({
          value: id,
          label: `${t('keep')} · ${fields.name.value} · ${createdAt.slice(0, 10)}`,
        }))}
      />
      <PeopleTable
        sides={sides}
        picks={picks}
        onPick={(field, id) => setPicks((now) => ({ ...now, [field]: id }))}
      />
      <Moved moved={moved} />
      <ConsentAfter consent={consent} />
      {needsReason && <Note icon="warn">{t('reasonNeeded')}</Note>}
      <Reason label={t('reasonWhy')} value={reason} required={needsReason} onChange={setReason} />
      {write.problem && <Problem problem={write.problem} />}
      <div className="ask-foot">
        <Button big onClick={onClose}>
          {form.cancel}
        </Button>
        <Button
          big
          look="primary"
          busy={write.sending}
          disabled={!ready}
          title={ready ? undefined : t('reasonNeeded')}
          onClick={() => void send()}
        >
          {t('merge')}
        </Button>
      </div>
    </div>
  )
}

/** Two to six records become one: everything is shown before it is done. */
export const MergeDialog = (props: Props) => {
  const { t } = useTranslation('merging')
  return (
    <Dialog open title={t('title')} width={860} onClose={props.onClose}>
      <Form {...props} />
    </Dialog>
  )
}
