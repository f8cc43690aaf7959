import { useTranslation } from 'react-i18next'
import { readConsents } from '../../../../../contract/consent.ts'
import { type Customer, lifecycleStages, revealCustomer } from '../../../../../contract/customers.ts'
import type { LeadItem } from '../../../../../contract/leads.ts'
import { call } from '../../../app/client.ts'
import { useTexts } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { asProblem, useRead } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Button } from '../../../ui/Button.tsx'
import type { IconName } from '../../../ui/Icon.tsx'
import { Avatar, StateTag } from '../../../ui/Marks.tsx'
import { Masked } from '../../../ui/Masked.tsx'
import { toast } from '../../../ui/Toast.store.ts'
import { salutationIn } from '../../../ui/useSalutation.ts'
import { Score } from '../credibility/Score.tsx'
import { Marks } from '../customerColumns.tsx'

type Revealed = 'phone' | 'otherPhones' | 'email' | 'residentId' | 'plates'

/** The first of many, and how many more; the eye shows them all. */
const some = (values: string[], most: number): string =>
  [...values.slice(0, most), ...(values.length > most ? [`+${values.length - most}`] : [])].join(' · ')

const Identifiers = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation('customers')
  const mayReveal = useCan('customers.reveal')
  const { fields, otherPhones, plates, id } = customer
  const given: [Revealed, IconName, string][] = [
    ['phone', 'phone', fields.phone.value ?? ''],
    ['otherPhones', 'phone', some(otherPhones, 2)],
    ['residentId', 'id', fields.residentId.value ?? ''],
    ['plates', 'car', some(plates, 3)],
    ['email', 'mail', fields.email.value ?? ''],
  ]
  const reveal = (field: Revealed) => async (reason: string) =>
    (await call(revealCustomer, { params: { id }, body: { field, reason } })).values.join(' · ')
  return (
    <div className="cp-ids" title={mayReveal ? undefined : t('head.mayNotReveal')}>
      {given
        .filter(([, , value]) => value !== '')
        .map(([field, icon, value]) => (
          <Masked
            key={field}
            icon={icon}
            value={value}
            label={t(`field.${field}`)}
            reveal={mayReveal ? reveal(field) : undefined}
          />
        ))}
      {fields.creditCode.value && (
        <Masked icon="build" value={fields.creditCode.value} label={t('field.creditCode')} />
      )}
    </div>
  )
}

const Lifecycle = ({ stage }: { stage: Customer['stage'] }) => {
  const { t } = useTranslation('customers')
  const at = lifecycleStages.indexOf(stage)
  return (
    <div className="cp-life">
      <div className="cap">{t('head.lifecycle')}</div>
      <ol className="life">
        {lifecycleStages.map((one, index) => (
          <li
            key={one}
            className={index === at ? 'now' : index < at ? 'past' : undefined}
            aria-current={index === at ? 'step' : undefined}
          >
            {t(`stage.${one}`)}
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Sales contact per recipient: what decides whether somebody may call. */
const ConsentChips = ({ id }: { id: string }) => {
  const { t } = useTranslation('customers')
  const words = useTexts('consent')
  const { data } = useRead(readConsents, { params: { id } })
  const sales = data?.states.filter((state) => state.purpose === 'sales') ?? []
  return (
    <div>
      <div className="cap">{`${t('head.consent')} · ${words.purpose.sales}`}</div>
      <div className="row cp-chips">
        {data && sales.length === 0 && <StateTag look="outline">{words.never}</StateTag>}
        {sales.slice(0, 3).map((state) => {
          const name = state.recipientName ?? words.recipient[state.recipient]
          return (
            <StateTag
              key={`${state.recipient}${state.recipientId ?? ''}`}
              look={state.granted ? 'plain' : 'outline'}
              icon={state.granted ? 'check' : 'ban'}
              title={`${name} · ${state.granted ? words.granted : words.withdrawn}`}
            >
              {name}
            </StateTag>
          )
        })}
        {sales.length > 3 && <span className="cap">{`+${sales.length - 3}`}</span>}
      </div>
    </div>
  )
}

const Holder = ({ lead, loading }: { lead: LeadItem | undefined; loading: boolean }) => {
  const { t } = useTranslation('customers')
  const name =
    lead?.consultantName ??
    (lead && !lead.dealerName ? t(lead.holder === 'pool' ? 'leads.pool' : 'leads.centre') : lead?.dealerName)
  return (
    <div>
      <div className="cap">{t('head.holder')}</div>
      {lead && name ? (
        <div className="row">
          <Avatar name={name} />
          <span className="cut" title={name}>
            {name}
          </span>
          {lead.consultantName && lead.dealerName && <span className="q cut">{lead.dealerName}</span>}
        </div>
      ) : (
        <span className="q">{loading ? '' : t('head.nobody')}</span>
      )}
    </div>
  )
}

/** Shows the number for the call and has it on record, as the eye does; the phone does the rest. */
const useCall = ({ id, fields }: Customer) => {
  const { t } = useTranslation('customers')
  const { masked } = useTexts('ui')
  return async () => {
    try {
      const body = { field: 'phone' as const, reason: masked.callBack }
      const [number] = (await call(revealCustomer, { params: { id }, body })).values
      if (!number) return
      toast({ text: `${t('call', { name: fields.name.value ?? '' })} ${number}`, seconds: 60 })
      location.assign(`tel:${number}`)
    } catch (error) {
      toast({ problem: asProblem(error) })
    }
  }
}

type Props = {
  customer: Customer
  lead: LeadItem | undefined
  loading: boolean
  onEdit: () => void
  onMerge: () => void
  onSplit: () => void
}

export const RecordHead = ({ customer, lead, loading, onEdit, onMerge, onSplit }: Props) => {
  const { t } = useTranslation('customers')
  const { t: merging } = useTranslation('merging')
  const mayEdit = useCan('customers.edit')
  const mayMerge = useCan('customers.merge')
  const maySplit = useCan('customers.split')
  const mayReveal = useCan('customers.reveal')
  const { fields, kind, brands, dealers } = customer
  const name = fields.name.value ?? '–'
  const dial = useCall(customer)
  const silent = customer.doNotContact || customer.deceased
  const why = silent
    ? t(customer.deceased ? 'deceased' : 'doNotContact')
    : mayReveal
      ? undefined
      : t('head.mayNotReveal')
  return (
    <header className="rec">
      <div className="rec-top">
        <Avatar name={name} size="large" />
        <div className="grow">
          <div className="row cp-name">
            <h2 className="h20 cut" title={name}>
              {name}
            </h2>
            {fields.salutation.value && <span className="q nw">{salutationIn(fields.salutation.value)}</span>}
            <StateTag look="outline">{t(`kind.${kind}`)}</StateTag>
            {brands.map((brand) => (
              <StateTag key={brand.id} look="outline">
                {brand.name}
              </StateTag>
            ))}
            <Marks row={customer} />
          </div>
          <Identifiers customer={customer} />
        </div>
        <div className="row cp-acts">
          {fields.phone.value && (
            <Button
              look="primary"
              icon="phone"
              disabled={why !== undefined}
              title={why}
              onClick={() => void dial()}
            >
              {t('call', { name: '' }).trim()}
            </Button>
          )}
          <Button
            icon="edit"
            disabled={!mayEdit}
            title={mayEdit ? undefined : t('edit.none')}
            onClick={onEdit}
          >
            {t('edit.open')}
          </Button>
          {mayMerge && <Button onClick={onMerge}>{merging('open')}</Button>}
          {maySplit && <Button onClick={onSplit}>{merging('split')}</Button>}
        </div>
      </div>
      <div className="cp-facts">
        <Lifecycle stage={customer.stage} />
        <div>
          <div className="cap">{t('head.dealers')}</div>
          {dealers.slice(0, 2).map((dealer) => (
            <div key={dealer.id} className="cut" title={dealer.name}>
              <Anchor to={paths.dealer(dealer.id)}>{dealer.name}</Anchor>
            </div>
          ))}
          {dealers.length > 2 && (
            <span className="cap" title={dealers.map((dealer) => dealer.name).join('\n')}>
              {t('head.moreDealers', { n: dealers.length - 2 })}
            </span>
          )}
          {dealers.length === 0 && <span className="q">–</span>}
        </div>
        <Score id={customer.id} />
        <ConsentChips id={customer.id} />
        <Holder lead={lead} loading={loading} />
      </div>
    </header>
  )
}
