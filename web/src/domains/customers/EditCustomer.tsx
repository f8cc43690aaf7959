import { Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Customer,
  customerProblems,
  editCustomer,
  readCustomer,
} from '../../../../contract/customers.ts'
import type { GoldenName } from '../../../../contract/survivorship.ts'
import { type Args, call } from '../../app/client.ts'
import { useRead, useWrite } from '../../app/query.ts'
import { Conflict } from '../../ui/Conflict.tsx'
import type { ConflictShown } from '../../ui/conflict.ts'
import { Field, FieldRow, useForm } from '../../ui/Form.tsx'
import { Section } from '../../ui/Panel.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { FormDrawer, SideDrawer } from '../../ui/SideDrawer.tsx'
import { useConflict } from '../../ui/useConflict.ts'
import { ContactFields, NameFields, PreferenceFields } from './CustomerFields.tsx'
import { ProfileFields } from './ProfileFields.tsx'
import { useValueWords } from './page/useValueWords.ts'

type Body = Args<typeof editCustomer>['body']
type Values = Omit<Body, 'version'>
type Name = keyof Values & string

/** Masked values cannot be typed over by halves: an empty box keeps them. */
const masked: ReadonlySet<string> = new Set(['phone', 'email', 'residentId', 'income'])

const valuesOf = ({ fields, place, doNotContact, deceased }: Customer): Values => {
  const shown = Object.entries(fields).filter(([name, { value }]) => value !== null && !masked.has(name))
  return {
    ...(Object.fromEntries(shown.map(([name, { value }]) => [name, value])) as Values),
    ...(place ? { divisionCode: place } : {}),
    doNotContact,
    deceased,
  }
}

/** What differs from what was read; a cleared box is null, an untouched masked one is left out. */
const changedIn = (values: Values, before: Values): Values => {
  const changed = Object.entries(values).flatMap(([name, value]) => {
    const given = value === undefined || value === '' ? null : value
    const was = before[name as Name] ?? null
    return given === was || (masked.has(name) && given === null) ? [] : [[name, given] as const]
  })
  return Object.fromEntries(changed) as Values
}

/** The same with the masked values as they are shown, so that a changed number is seen although it cannot be read. */
const shownOf = (customer: Customer): Values => {
  const hidden = [...masked].map((name) => [name, customer.fields[name as 'phone']?.value ?? null])
  return { ...valuesOf(customer), ...(Object.fromEntries(hidden) as Values) }
}

const useShown = (customer: Customer): ConflictShown<Values>[] => {
  const { t } = useTranslation('customers')
  const words = useValueWords()
  const word = (key: string, value: unknown) => {
    if (typeof value === 'boolean') return t(value ? 'edit.yes' : 'edit.no')
    return words(key as GoldenName, String(value ?? ''))
  }
  return [...Object.keys(customer.fields), 'doNotContact', 'deceased'].map((key) => ({
    key,
    label: t(`field.${key as 'name'}`),
    show: (values) => word(key, values[key as Name]),
  }))
}

const EditForm = ({ customer, onClose }: { customer: Customer; onClose: () => void }) => {
  const { t } = useTranslation('customers')
  const { id, kind } = customer
  const name = customer.fields.name.value ?? ''
  const clash = useConflict({
    began: customer,
    read: () => call(readCustomer, { params: { id } }),
    valuesOf: shownOf,
    shown: useShown(customer),
    refusal: customerProblems.changed,
  })
  const write = useWrite(editCustomer, {
    quiet: true,
    done: () => t('edit.saved', { name }),
    onDone: onClose,
  })
  const use = useForm<Values>((values) => {
    const typed = Object.entries(values).filter(([name, value]) => value || !masked.has(name))
    const mine = { ...shownOf(customer), ...(Object.fromEntries(typed) as Values) }
    return clash.guard(mine, async (against) => {
      const body = changedIn(values, valuesOf(against))
      if (Object.keys(body).length === 0) return onClose()
      await write.send({ params: { id }, body: { ...body, version: against.version } })
    })
  })
  /** Masked values were only shown: what was not typed here must not be sent. */
  const keepMine = (values: Values) => {
    const typed = use.form.getFieldsValue(true) as Record<string, unknown>
    const wanted = values as Record<string, unknown>
    const kept = [...masked].map((name) => [name, wanted[name] === typed[name] ? typed[name] : undefined])
    use.resend({ ...values, ...(Object.fromEntries(kept) as Values) })
  }
  const { phone, email, residentId, income } = customer.fields
  return (
    <>
      <FormDrawer
        use={use}
        title={t('edit.title', { name })}
        submitLabel={t('edit.save')}
        onClose={onClose}
        initial={valuesOf(customer)}
      >
        <NameFields kind={kind} />
        <Section title={t('edit.contact')} />
        <ContactFields
          kind={kind}
          keep={{ phone: phone.value, email: email.value, residentId: residentId.value }}
        />
        <Section title={t('edit.about')} />
        <PreferenceFields kind={kind} />
        {kind === 'person' && (
          <>
            <Section title={t('edit.life')} />
            <ProfileFields income={income.value} />
          </>
        )}
        <Section title={t('edit.state')} />
        <FieldRow>
          <Field name="doNotContact" label={t('field.doNotContact')} valueName="checked">
            <Switch />
          </Field>
          <Field name="deceased" label={t('field.deceased')} valueName="checked">
            <Switch />
          </Field>
        </FieldRow>
      </FormDrawer>
      <Conflict clash={clash} onKeepMine={keepMine} onTakeTheirs={onClose} />
    </>
  )
}

/** The form keeps the version it began with, so that a change made meanwhile is a conflict and not lost. */
export const EditCustomer = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation('customers')
  const { data, problem, reload } = useRead(readCustomer, { params: { id } })
  const [began, setBegan] = useState<Customer>()
  if (data && !began) setBegan(data)
  if (began) return <EditForm customer={began} onClose={onClose} />
  return (
    <SideDrawer title={t('edit.open')} onClose={onClose}>
      {problem ? <Problem problem={problem} onRetry={reload} /> : <span className="bone" />}
    </SideDrawer>
  )
}
