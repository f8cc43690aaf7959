import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer } from '../../../../../contract/customers.ts'
import { Button } from '../../../ui/Button.tsx'
import { When } from '../../../ui/Figures.tsx'
import { Facts, Panel } from '../../../ui/Panel.tsx'
import { Popup } from '../../../ui/Popup.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { useMayLookBack, useSourceName } from '../words.ts'

type Name = keyof Customer['fields']
const order: Name[] = [
  'phone',
  'email',
  'residentId',
  'creditCode',
  'divisionCode',
  'address',
  'company',
  'birthOn',
  'sex',
  'preferredChannel',
  'preferredHours',
]

const useShown = (customer: Customer) => {
  const { t } = useTranslation('customers')
  const format = useFormat()
  return (name: Name): string | null => {
    const { value } = customer.fields[name]
    if (value === null) return null
    if (name === 'divisionCode') return customer.place ?? value
    if (name === 'birthOn') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.day(value) : value
    if (name === 'sex' && (value === 'female' || value === 'male')) return t(`sex.${value}`)
    if (name === 'preferredChannel')
      return value === 'phone' || value === 'sms' || value === 'wechat' || value === 'email'
        ? t(`channel.${value}`)
        : value
    return value
  }
}

const Origin = ({
  name,
  customer,
  shown,
  onDone,
}: {
  name: Name
  customer: Customer
  shown: string
  onDone: () => void
}) => {
  const { t } = useTranslation('customers')
  const { set } = useSearch()
  const sourceName = useSourceName()
  const mayLook = useMayLookBack()
  const origin = customer.fields[name].origin
  const go = (tab: string, record?: string) => {
    set({ tab, record })
    onDone()
  }
  return (
    <div className="expl cp-from">
      <h4>{t('golden.from', { field: t(`field.${name}`) })}</h4>
      <p className="cp-from-value">{shown}</p>
      <dl>
        <dt>{t('golden.source')}</dt>
        <dd>{sourceName(origin?.source ?? null)}</dd>
        {origin?.by && (
          <>
            <dt>{t('golden.by')}</dt>
            <dd>{origin.by}</dd>
          </>
        )}
        {origin?.at && (
          <>
            <dt>{t('golden.at')}</dt>
            <dd>
              <When at={origin.at} />
            </dd>
          </>
        )}
      </dl>
      <div className="foot">
        {origin?.recordId && (
          <Button look="link" onClick={() => go('records', origin.recordId ?? undefined)}>
            {t('golden.record')}
          </Button>
        )}
        {mayLook && (
          <Button look="link" onClick={() => go('history')}>
            {t('golden.history')}
          </Button>
        )}
        <span className="cap end">{t('golden.rule')}</span>
      </div>
    </div>
  )
}

const Value = ({ name, customer, shown }: { name: Name; customer: Customer; shown: string }) => {
  const [open, setOpen] = useState(false)
  return (
    <Popup
      width={340}
      open={open}
      onOpenChange={setOpen}
      content={<Origin {...{ name, customer, shown }} onDone={() => setOpen(false)} />}
    >
      <button type="button" className="ex cut" title={shown}>
        {shown}
      </button>
    </Popup>
  )
}

/** One value for each field, and for each value the record it came from. */
export const Golden = ({ customer }: { customer: Customer }) => {
  const { t } = useTranslation('customers')
  const shownOf = useShown(customer)
  const sourceName = useSourceName()
  const known = order.filter((name) => customer.fields[name].value !== null)
  return (
    <Panel title={t('golden.title')} note={t('golden.note')} className="cp-gold">
      <Facts
        items={known.map((name) => {
          const { origin } = customer.fields[name]
          return {
            key: name,
            label: t(`field.${name}`),
            value: <Value name={name} customer={customer} shown={shownOf(name) ?? ''} />,
            ...(origin ? { end: origin.by ?? sourceName(origin.source) } : {}),
          }
        })}
      />
    </Panel>
  )
}
