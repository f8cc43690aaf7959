import { Input } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Customer, createCustomer, customerKinds } from '../../../../contract/customers.ts'
import { type Args, call } from '../../app/client.ts'
import { useTexts } from '../../app/i18n.ts'
import { paths } from '../../app/paths.ts'
import { refresh } from '../../app/query.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, useForm } from '../../ui/Form.tsx'
import { PersonName } from '../../ui/Marks.tsx'
import { Note } from '../../ui/Problem.tsx'
import { Segment } from '../../ui/Segment.tsx'
import { FormDrawer } from '../../ui/SideDrawer.tsx'
import { toast } from '../../ui/Toast.store.ts'
import { useGo } from '../../ui/useGo.ts'
import { ContactFields, NameFields, PreferenceFields } from './CustomerFields.tsx'
import { Likeness } from './Likeness.tsx'
import { type Duplicates, type Typed, useDuplicates } from './useDuplicates.ts'

type Body = Args<typeof createCustomer>['body']
type Values = Omit<Body, 'plates'> & { plate?: string }

const filled = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as T

/** Known already, or perhaps: each with the way there, and with "use this one" where only one can be meant. */
const Found = ({ found, onUse }: { found: Duplicates; onUse: (id: string) => void }) => {
  const { t } = useTranslation('customers')
  const { how } = useTexts('customers')
  const go = useGo()
  const words: Record<string, string> = how
  return (
    <div className="dup" role="status">
      {found.items.map((row) => (
        <Note key={row.id} icon={row.certain ? 'warn' : 'users'} look={row.certain ? 'fault' : 'signal'}>
          <span className="cap">{t(row.certain ? 'duplicates.certain' : 'duplicates.likely')}</span>
          <span className="row">
            <PersonName name={row.name} honorific={row.salutation ?? undefined} />
            <span className="q2 cut">{[row.phone, row.dealers[0]?.name].filter(Boolean).join(' · ')}</span>
          </span>
          {row.likeness && <Likeness of={row.likeness} />}
          <span className="row">
            <span className="cap">{words[row.how] ?? row.how}</span>
            <span className="grow" />
            <Button look="quiet" onClick={() => go(paths.customer(row.id))}>
              {t('duplicates.open', { name: row.name })}
            </Button>
            <Button onClick={() => onUse(row.id)}>{t('create.useThis')}</Button>
          </span>
        </Note>
      ))}
      {found.elsewhere && <Note icon="info">{t('duplicates.elsewhere')}</Note>}
    </div>
  )
}

export const CreateCustomer = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('customers')
  const go = useGo()
  const [typed, setTyped] = useState<Typed>({})
  // A ref: `submit` may run before another render.
  const known = useRef<string>(undefined)
  const found = useDuplicates(typed)
  const kind: Customer['kind'] = typed.kind ?? 'person'
  const use = useForm<Values>(async ({ plate, ...values }) => {
    const body = {
      ...filled(values),
      kind,
      ...(plate?.trim() ? { plates: [plate.trim()] } : {}),
      ...(known.current ? { knownCustomerId: known.current } : {}),
    } as Body
    const reply = await call(createCustomer, { body }, { idempotencyKey: crypto.randomUUID() })
    await refresh('/api/customers')
    toast({ text: t(reply.outcome === 'created' ? 'create.done' : 'create.known', { name: values.name }) })
    onClose()
    go(paths.customer(reply.id))
  })
  const take = (id: string) => {
    known.current = id
    use.submit()
  }
  return (
    <FormDrawer
      use={use}
      title={t('create.title')}
      submitLabel={t('create.save')}
      note={t('create.note')}
      onClose={onClose}
      initial={{ kind: 'person' }}
      onChange={(values) => {
        known.current = undefined
        setTyped(values as Typed)
      }}
    >
      <Field name="kind" label={t('column.kind')}>
        <Segment options={customerKinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      </Field>
      <NameFields kind={kind} />
      <ContactFields kind={kind} />
      {found && (found.items.length > 0 || found.elsewhere) && <Found found={found} onUse={take} />}
      <Field name="plate" label={t('create.plate')}>
        <Input maxLength={20} autoComplete="off" />
      </Field>
      <PreferenceFields kind={kind} />
    </FormDrawer>
  )
}
