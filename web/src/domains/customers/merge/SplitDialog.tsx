import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { previewSplit, splitCustomer } from '../../../../../contract/customer-merge.ts'
import { type Customer, readRecords } from '../../../../../contract/customers.ts'
import { useTexts } from '../../../app/i18n.ts'
import { useList, useRead, useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Check } from '../../../ui/Check.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { When } from '../../../ui/Figures.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSourceName } from '../words.ts'
import { touched } from './MergeDialog.tsx'
import './merge.css'
import { ConsentAfter, Moved, Reason } from './Outcome.tsx'
import { PeopleTable } from './PeopleTable.tsx'

const Preview = ({ customer, recordIds }: { customer: Customer; recordIds: string[] }) => {
  const { t } = useTranslation('merging')
  const { data, problem, reload } = useRead(previewSplit, {
    params: { id: customer.id },
    body: { recordIds },
  })
  if (!data) return problem ? <Problem problem={problem} onRetry={reload} /> : <i className="bone" />
  return (
    <>
      <PeopleTable
        sides={[
          { key: 'before', head: t('before'), customer: data.before[0]! },
          ...data.after.map((one, at) => ({
            key: one.id,
            head: t(at === 0 ? 'stays' : 'splitOff'),
            customer: one,
            isResult: true,
          })),
        ]}
      />
      <Moved moved={data.moved} />
      {data.consent.length > 0 && <ConsentAfter consent={data.consent} />}
    </>
  )
}

type Props = { customer: Customer; onClose: () => void }

/** Records that were put together by mistake become a customer of their own. */
export const SplitDialog = ({ customer, onClose }: Props) => {
  const { t } = useTranslation('merging')
  const { form } = useTexts('ui')
  const format = useFormat()
  const sourceName = useSourceName()
  const how: Record<string, string> = useTexts('customers').how
  const list = useList(readRecords, { params: { id: customer.id }, query: { limit: 200 } })
  const [chosen, setChosen] = useState<string[]>([])
  const [reason, setReason] = useState('')
  const write = useWrite(splitCustomer, {
    quiet: true,
    refresh: touched,
    done: () => t('splitDone'),
    onDone: onClose,
  })
  const all = chosen.length === list.items.length && !list.hasMore
  const ready = chosen.length > 0 && !all
  const toggle = (id: string) => (on: boolean) =>
    setChosen((now) => (on ? [...now, id] : now.filter((one) => one !== id)))
  const body = { recordIds: chosen, reason: reason.trim(), version: customer.version }
  const send = () => write.send({ params: { id: customer.id }, body }).catch(() => undefined)
  return (
    <Dialog
      open
      title={t('splitTitle', { name: customer.fields.name.value ?? '' })}
      width={860}
      onClose={onClose}
    >
      <div className="mg">
        <p className="q2">{t('splitText')}</p>
        {list.problem && <Problem problem={list.problem} onRetry={list.reload} />}
        <ul className="mg-list">
          {list.items.map((row) => (
            <li key={row.id} className="row">
              <Check
                checked={chosen.includes(row.id)}
                onChange={toggle(row.id)}
                label={t('record', { at: format.instant(row.happenedAt, true) })}
              />
              <b className="nw">{sourceName(row.source)}</b>
              <span className="q2 nw">{how[row.how] ?? row.how}</span>
              <span className="cap cut">
                {[row.dealer?.name, row.externalId].filter(Boolean).join(' · ')}
              </span>
              <span className="cap end nw">
                <When at={row.happenedAt} />
              </span>
            </li>
          ))}
        </ul>
        {all && list.items.length > 0 && <p className="cap">{t('splitAll')}</p>}
        {ready && <Preview customer={customer} recordIds={chosen} />}
        {ready && <Reason label={t('splitWhy')} value={reason} required onChange={setReason} />}
        {write.problem && <Problem problem={write.problem} />}
        <div className="ask-foot">
          <Button big onClick={onClose}>
            {form.cancel}
          </Button>
          <Button
            big
            look="primary"
            busy={write.sending}
            disabled={!ready || reason.trim() === ''}
            title={ready ? t('splitWhy') : t('splitText')}
            onClick={() => void send()}
          >
            {t('split')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
