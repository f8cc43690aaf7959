import { Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Customer,
  customerProblems,
  editCustomer,
  readCustomer,
} from '../../../../contract/customers.ts'
import { type Args, call, ProblemError } from '../../app/client.ts'
import { useRead, useWrite } from '../../app/query.ts'
import { Conflict, type ConflictField } from '../../ui/Dialog.tsx'
import { Field, FieldRow, useForm } from '../../ui/Form.tsx'
import { Section } from '../../ui/Panel.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { FormDrawer, SideDrawer } from '../../ui/SideDrawer.tsx'
import { ContactFields, NameFields, PreferenceFields } from './CustomerFields.tsx'

type Body = Args<typeof editCustomer>['body']
type Values = Omit<Body, 'version'>
type Name = keyof Values & string

/** Masked values cannot be typed over by halves: an empty box keeps them. */
const masked: ReadonlySet<string> = new Set(['phone', 'email', 'residentId'])

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

const useConflict = (customer: Customer) => {
  const { t } = useTranslation('customers')
  const [clash, setClash] = useState<{ mine: Values; theirs: Customer }>()
  const words = (value: unknown) =>
    value === true ? t('edit.yes') : value === false ? t('edit.no') : String(value ?? '–')
  const before = valuesOf(customer)
  const fields: ConflictField[] = clash
    ? Object.entries(clash.mine).map(([name, yours]) => ({
        key: name,
        label: t(`field.${name as 'name'}`),
        original: words(before[name as Name] ?? customer.fields[name as 'name']?.value),
        theirs: words(valuesOf(clash.theirs)[name as Name] ?? clash.theirs.fields[name as 'name']?.value),
        yours: words(yours),
      }))
    : []
  return { clash, setClash, fields }
}

const EditForm = ({ customer, onClose }: { customer: Customer; onClose: () => void }) => {
  const { t } = useTranslation('customers')
  const { id, kind } = customer
  const name = customer.fields.name.value ?? ''
  const { clash, setClash, fields } = useConflict(customer)
  const write = useWrite(editCustomer, {
    quiet: true,
    done: () => t('edit.saved', { name }),
    onDone: onClose,
  })
  const send = (body: Values, version: number) => write.send({ params: { id }, body: { ...body, version } })
  const use = useForm<Values>(async (values) => {
    const mine = changedIn(values, valuesOf(customer))
    if (Object.keys(mine).length === 0) return onClose()
    try {
      await send(mine, customer.version)
    } catch (error) {
      if (!(error instanceof ProblemError) || !error.is(customerProblems.changed)) throw error
      setClash({ mine, theirs: await call(readCustomer, { params: { id } }) })
    }
  })
  const keepMine = async () => {
    if (clash) await send(clash.mine, clash.theirs.version).catch(() => {})
    setClash(undefined)
  }
  const { phone, email, residentId } = customer.fields
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
      <Conflict
        open={clash !== undefined}
        fields={fields}
        onKeepMine={() => void keepMine()}
        onTakeTheirs={onClose}
        onClose={() => setClash(undefined)}
      />
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
