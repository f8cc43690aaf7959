import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { profileNames } from '../../../../../contract/customer-profile.ts'
import { type Customer, revealCustomer } from '../../../../../contract/customers.ts'
import { call } from '../../../app/client.ts'
import { useCan } from '../../../app/session.tsx'
import { Masked } from '../../../ui/Masked.tsx'
import { Facts, Panel } from '../../../ui/Panel.tsx'
import { Popup } from '../../../ui/Popup.tsx'
import { useSourceName } from '../words.ts'
import { Statements } from './Statements.tsx'
import { useValueWords } from './useValueWords.ts'

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
  ...profileNames,
]

const useShown = (customer: Customer) => {
  const words = useValueWords()
  return (name: Name): string | null => {
    const { value } = customer.fields[name]
    if (value === null) return null
    return name === 'divisionCode' ? (customer.place ?? value) : words(name, value)
  }
}

const Value = ({ name, customer, shown }: { name: Name; customer: Customer; shown: string }) => {
  const [open, setOpen] = useState(false)
  return (
    <Popup
      width={Math.min(380, window.innerWidth - 24)}
      open={open}
      onOpenChange={setOpen}
      content={<Statements id={customer.id} name={name} onDone={() => setOpen(false)} />}
    >
      <button type="button" className="ex cut" title={shown}>
        {shown}
      </button>
    </Popup>
  )
}

/** What somebody earns, as the ID number: for who gives a reason, and on record. */
const Earned = (shown: { name: Name; customer: Customer; shown: string }) => {
  const { t } = useTranslation('customers')
  const words = useValueWords()
  const mayReveal = useCan('customers.reveal')
  const reveal = async (reason: string) => {
    const body = { field: 'income' as const, reason }
    const { values } = await call(revealCustomer, { params: { id: shown.customer.id }, body })
    return values.map((value) => words('income', value)).join(' · ')
  }
  return (
    <Masked value={<Value {...shown} />} label={t('field.income')} reveal={mayReveal ? reveal : undefined} />
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
          const Shown = name === 'income' ? Earned : Value
          return {
            key: name,
            label: t(`field.${name}`),
            value: <Shown name={name} customer={customer} shown={shownOf(name) ?? ''} />,
            ...(origin ? { end: origin.by ?? sourceName(origin.source) } : {}),
          }
        })}
      />
    </Panel>
  )
}
