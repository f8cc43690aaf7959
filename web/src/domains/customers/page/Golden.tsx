import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer } from '../../../../../contract/customers.ts'
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
