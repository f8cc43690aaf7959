import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { isRequiredAt } from '../../../../contract/credibility.ts'
import { type Customer, contactChannels, sexes } from '../../../../contract/customers.ts'
import { Field, FieldRow, useFieldValue } from '../../ui/Form.tsx'
import { Choice, DayInput } from '../../ui/inputs.tsx'
import { Segment } from '../../ui/Segment.tsx'

type Kind = Customer['kind']
/** Placeholders say what is kept where a masked value is left alone. */
type Props = {
  kind: Kind
  keep?: Partial<Record<'phone' | 'email' | 'residentId' | 'address', string | null>>
}

export const ContactFields = ({ kind, keep = {} }: Props) => {
  const { t } = useTranslation('customers')
  const typed = useFieldValue('residentId')
  const isMasked = typeof typed === 'string' && /[*×•●＊]/.test(typed)
  const kept = (value: string | null | undefined) => (value ? { placeholder: t('edit.keep', { value }) } : {})
  return (
    <>
      <Field name="phone" label={t('field.phone')}>
        <Input maxLength={40} inputMode="tel" autoComplete="off" {...kept(keep.phone)} />
      </Field>
      <FieldRow>
        <Field name="email" label={t('field.email')}>
          <Input maxLength={254} inputMode="email" autoComplete="off" {...kept(keep.email)} />
        </Field>
        {kind === 'person' ? (
          <Field
            name="residentId"
            label={t('field.residentId')}
            {...(isMasked && { hint: t('edit.maskedHint') })}
          >
            <Input maxLength={24} autoComplete="off" {...kept(keep.residentId)} />
          </Field>
        ) : (
          <Field name="creditCode" label={t('field.creditCode')}>
            <Input maxLength={24} autoComplete="off" />
          </Field>
        )}
      </FieldRow>
      <FieldRow>
        <Field name="divisionCode" label={t('field.divisionCode')} hint={t('edit.divisionHint')}>
          <Input maxLength={60} />
        </Field>
        <Field name="company" label={t('field.company')}>
          <Input maxLength={120} />
        </Field>
      </FieldRow>
      <Field name="address" label={t('field.address')}>
        <Input.TextArea maxLength={300} autoSize={{ minRows: 1, maxRows: 3 }} {...kept(keep.address)} />
      </Field>
    </>
  )
}

export const PreferenceFields = ({ kind }: { kind: Kind }) => {
  const { t } = useTranslation('customers')
  return (
    <>
      {kind === 'person' && (
        <FieldRow>
          <Field name="sex" label={t('field.sex')}>
            <Segment options={sexes.map((value) => ({ value, label: t(`sex.${value}`) }))} />
          </Field>
          <Field name="birthOn" label={t('field.birthOn')}>
            <DayInput max={new Date().toISOString().slice(0, 10)} />
          </Field>
        </FieldRow>
      )}
      <FieldRow>
        <Field name="preferredChannel" label={t('field.preferredChannel')}>
          <Choice clear options={contactChannels.map((value) => ({ value, label: t(`channel.${value}`) }))} />
        </Field>
        <Field name="preferredHours" label={t('field.preferredHours')}>
          <Input maxLength={60} />
        </Field>
      </FieldRow>
    </>
  )
}

export const NameFields = ({ kind }: { kind: Kind }) => {
  const { t } = useTranslation('customers')
  const name = (
    <Field name="name" label={t('field.name')} required={isRequiredAt('file', 'name')}>
      <Input maxLength={100} autoComplete="off" />
    </Field>
  )
  if (kind === 'organisation') return name
  return (
    <FieldRow>
      {name}
      <Field name="salutation" label={t('field.salutation')}>
        <Input maxLength={20} />
      </Field>
    </FieldRow>
  )
}
