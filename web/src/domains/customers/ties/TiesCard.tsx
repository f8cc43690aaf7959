import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readTies } from '../../../../../contract/customer-ties.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { useRead } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { IconButton } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { FindOther } from './FindOther.tsx'
import { TieDialog } from './TieDialog.tsx'
import { type Editing, TieList } from './TieList.tsx'
import './ties.css'
import { useTieActions } from './useTieActions.ts'

type Doing = 'find' | Editing

/** Family, employers, people of an organisation: what somebody said, and what the data suggests. */
export const TiesCard = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation('ties')
  const mayEdit = useCan('customers.edit')
  const { data, problem, reload } = useRead(readTies, { params: { id: customer.id } })
  const acting = useTieActions(customer.id)
  const actions = mayEdit ? acting : undefined
  const [doing, setDoing] = useState<Doing>()
  const done = () => setDoing(undefined)
  const households = data?.households ?? []
  const housed = new Set(households.flatMap((one) => one.members.map((member) => member.id)))
  const ties = data?.ties ?? []
  const isEmpty = data && ties.length === 0 && households.length === 0 && data.proposals.length === 0
  const others = new Set([...housed, ...ties.filter((tie) => !tie.untilOn).map((tie) => tie.other.id)])
  others.delete(customer.id)
  return (
    <Panel
      title={t('title')}
      end={
        <span className="row">
          {data && <span className="cap">{others.size}</span>}
          {mayEdit && <IconButton icon="plus" label={t('add')} onClick={() => setDoing('find')} />}
        </span>
      }
      flush
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <i className="bone tie-wait" />}
      {isEmpty && <p className="cap tie-none">{t('none')}</p>}
      {households.length > 1 && <p className="cap tie-none">{t('two')}</p>}
      {data && <TieList customer={customer} data={data} actions={actions} onEdit={setDoing} />}
      {doing === 'find' && (
        <FindOther
          own={{ id: customer.id, name: customer.fields.name.value ?? '' }}
          onClose={done}
          onChoose={(other) => setDoing({ other })}
        />
      )}
      {doing && doing !== 'find' && (
        <TieDialog
          customer={customer}
          other={doing.other}
          tie={doing.tie}
          proposed={doing.proposed}
          onClose={done}
        />
      )}
    </Panel>
  )
}
