import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listCustomers } from '../../../../../contract/customers.ts'
import { useList } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { useSettled } from '../../../ui/useSettled.ts'
import { searchable } from '../words.ts'
import type { Other } from './TieDialog.tsx'

type Props = { own: { id: string; name: string }; onClose: () => void; onChoose: (other: Other) => void }

/** Who it is, before what they are to each other, or to a car. */
export const FindOther = ({ own, onClose, onChoose }: Props) => {
  const { t } = useTranslation('ties')
  const [q, setQ] = useState('')
  const asked = useSettled(q.trim(), q)
  const list = useList(listCustomers, { query: { q: asked, limit: 20 } }, { enabled: searchable(asked) })
  const others = searchable(asked) ? list.items.filter((row) => row.id !== own.id) : []
  return (
    <Dialog open title={t('findTitle', { name: own.name })} width={480} onClose={onClose}>
      <div className="tie-find">
        <Input
          autoFocus
          aria-label={t('findLabel')}
          placeholder={t('findPlaceholder')}
          value={q}
          maxLength={100}
          onChange={(event) => setQ(event.target.value)}
        />
        {list.problem && <Problem problem={list.problem} onRetry={list.reload} />}
        {searchable(asked) && !list.loading && others.length === 0 && <p className="cap">{t('nobody')}</p>}
        <ul>
          {others.map((row) => (
            <li key={row.id} className="row">
              <b className="nw">{row.name}</b>
              <span className="q2 nw">{row.phone}</span>
              <span className="cap cut grow">
                {[row.place, ...row.dealers.map((dealer) => dealer.name)].filter(Boolean).join(' · ')}
              </span>
              <Button onClick={() => onChoose(row)}>{t('choose')}</Button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
