import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Customer, readCustomer } from '../../../../contract/customers.ts'
import { listLeads } from '../../../../contract/leads.ts'
import { paths } from '../../app/paths.ts'
import { useList, useRead } from '../../app/query.ts'
import { useCan, useSession } from '../../app/session.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { useGo } from '../../ui/useGo.ts'
import { ConsentPanel } from '../consent/ConsentPanel.tsx'
import { AudiencesCard } from '../insights/audiences/AudiencesCard.tsx'
import { NextActionCard } from '../insights/propensity/NextActionCard.tsx'
import { VerdictCard } from '../insights/value/VerdictCard.tsx'
import { CustomerService } from '../service/CustomerService.tsx'
import { CustomerVehicles } from '../vehicles/CustomerVehicles.tsx'
import { IdCheck } from './credibility/IdCheck.tsx'
import './customers.css'
import { EditCustomer } from './EditCustomer.tsx'
import { MergeWith } from './merge/MergeWith.tsx'
import { SplitDialog } from './merge/SplitDialog.tsx'
import { Golden } from './page/Golden.tsx'
import { NextQuestion } from './page/NextQuestion.tsx'
import { OpenLeads } from './page/OpenLeads.tsx'
import { Past } from './page/Past.tsx'
import { RecordHead } from './page/RecordHead.tsx'
import { TiesCard } from './ties/TiesCard.tsx'
import { CartCard } from './visitors/CartCard.tsx'
import { VisitorCard } from './visitors/VisitorCard.tsx'

const Loaded = ({ customer }: { customer: Customer }) => {
  const [editing, setEditing] = useState(false)
  const mayLeads = useCan('leads.read')
  const mayService = useCan('service.read')
  const mayVehicles = useCan('vehicles.read')
  const leads = useList(
    listLeads,
    { query: { customerId: customer.id, open: 'true', limit: 20 } },
    { enabled: mayLeads },
  )
  const edit = () => setEditing(true)
  const [doing, setDoing] = useState<'merge' | 'split'>()
  const done = () => setDoing(undefined)
  const go = useGo()
  const merged = (survivorId: string) => {
    done()
    if (survivorId !== customer.id) go(paths.customer(survivorId))
  }
  return (
    <Split drawer={editing && <EditCustomer id={customer.id} onClose={() => setEditing(false)} />}>
      <div className="cp">
        <RecordHead
          customer={customer}
          lead={leads.items[0]}
          loading={leads.loading}
          onEdit={edit}
          onMerge={() => setDoing('merge')}
          onSplit={() => setDoing('split')}
        />
        <div className="cp-grid">
          <div className="cp-col">
            {mayVehicles && <CustomerVehicles id={customer.id} />}
            {mayService && <CustomerService id={customer.id} />}
            <Golden customer={customer} />
            <TiesCard customer={customer} />
            <IdCheck id={customer.id} />
          </div>
          <Past id={customer.id} />
          <div className="cp-col">
            <NextQuestion customer={customer} onAnswer={edit} />
            <VerdictCard id={customer.id} />
            <AudiencesCard id={customer.id} />
            <NextActionCard id={customer.id} />
            {mayLeads && <OpenLeads list={leads} />}
            <ConsentPanel id={customer.id} dealers={customer.dealers} />
            <CartCard id={customer.id} />
            <VisitorCard id={customer.id} />
          </div>
        </div>
      </div>
      {doing === 'merge' && <MergeWith customer={customer} onClose={done} onDone={merged} />}
      {doing === 'split' && <SplitDialog customer={customer} onClose={done} />}
    </Split>
  )
}

export const CustomerPage = () => {
  const { t } = useTranslation('customers')
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, problem, reload } = useRead(readCustomer, { params: { id } })
  const atDealer = useSession().home === 'dealer'
  return (
    <Page
      title={data?.fields.name.value ?? t('one')}
      crumbs={[{ label: t(atDealer ? 'mine' : 'title'), to: paths.customers() }]}
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      {data && <Loaded key={data.id} customer={data} />}
      {!data && !problem && (
        <div className="list-state" role="status">
          {[1, 2, 3, 4].map((bar) => (
            <i key={bar} className="bone" />
          ))}
        </div>
      )}
    </Page>
  )
}
