import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Customer, listCustomers } from '../../../../../contract/customers.ts'
import { useTexts } from '../../../app/i18n.ts'
import { useList } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Check } from '../../../ui/Check.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useSettled } from '../../../ui/useSettled.ts'
import { searchable } from '../words.ts'
import { MergeDialog } from './MergeDialog.tsx'
import './merge.css'

type Props = { customer: Customer; onClose: () => void; onDone: (survivorId: string) => void }

/** From a customer's page: first who else it is, then the merge itself. */
export const MergeWith = ({ customer, onClose, onDone }: Props) => {
  const { t } = useTranslation('merging')
  const { form } = useTexts('ui')
  const name = customer.fields.name.value ?? ''
  const [q, setQ] = useState(name)
  const [chosen, setChosen] = useState<string[]>([])
  const [comparing, setComparing] = useState(false)
  const asked = useSettled(q.trim(), q)
  const list = useList(listCustomers, { query: { q: asked, limit: 20 } }, { enabled: searchable(asked) })
  if (comparing) return <MergeDialog ids={[customer.id, ...chosen]} onClose={onClose} onDone={onDone} />
  const others = searchable(asked) ? list.items.filter((row) => row.id !== customer.id) : []
  const toggle = (id: string) => (on: boolean) =>
    setChosen((now) => (on ? [...now, id] : now.filter((one) => one !== id)))
  const ready = chosen.length > 0 && chosen.length < 6
  return (
    <Dialog open title={t('find', { name })} width={560} onClose={onClose}>
      <div className="mg">
        <Input
          autoFocus
          aria-label={t('findLabel')}
          placeholder={t('findPlaceholder')}
          value={q}
          maxLength={100}
          onChange={(event) => setQ(event.target.value)}
        />
        {list.problem && <Problem problem={list.problem} onRetry={list.reload} />}
        {!list.loading && others.length === 0 && <p className="cap">{t('nobody')}</p>}
        <ul className="mg-list">
          {others.map((row) => (
            <li key={row.id} className="row">
              <Check checked={chosen.includes(row.id)} onChange={toggle(row.id)} label={row.name} />
              <b className="nw">{row.name}</b>
              <span className="q2 nw">{row.phone}</span>
              <span className="cap cut">
                {[row.place, ...row.dealers.map((dealer) => dealer.name)].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
        <div className="ask-foot">
          <Button big onClick={onClose}>
            {form.cancel}
          </Button>
          <Button
            big
            look="primary"
            disabled={!ready}
            title={ready ? undefined : t('twoToSix')}
            onClick={() => setComparing(true)}
          >
            {t('compare')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
