import { Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field, FieldRow } from '../../../ui/Form.tsx'
import { Choice, Choices, DayInput } from '../../../ui/inputs.tsx'
import { useNetwork } from '../useNetwork.ts'

const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))

/** What a dealer is besides name and place in the tree; the same for a new one and a known one. */
export const DealerFields = ({ place }: { place?: string }) => {
  const { t } = useTranslation('dealers')
  const { brands } = useNetwork()
  return (
    <>
      <FieldRow>
        <Field name="divisionCode" label={t('edit.division')} required {...(place ? { hint: place } : {})}>
          <Input maxLength={60} placeholder={t('edit.divisionHint')} />
        </Field>
        <Field name="monthlyCapacity" label={t('edit.capacity')} required>
          <InputNumber min={0} max={10_000} precision={0} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="latitude" label={t('edit.latitude')} required>
          <InputNumber min={-90} max={90} step={0.0001} placeholder="30.2741" />
        </Field>
        <Field name="longitude" label={t('edit.longitude')} required>
          <InputNumber min={-180} max={180} step={0.0001} placeholder="120.1551" />
        </Field>
      </FieldRow>
      <Field name="address" label={t('edit.address')}>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 1, maxRows: 4 }} />
      </Field>
      <FieldRow>
        <Field name="phone" label={t('edit.phone')}>
          <Input maxLength={30} inputMode="tel" />
        </Field>
        <Field name="openedOn" label={t('page.opened')}>
          <DayInput />
        </Field>
      </FieldRow>
      <Field
        name="brandIds"
        label={t('page.authorised')}
        {...(place ? { required: true } : { hint: t('edit.brandsHint') })}
      >
        <Choices options={brands.map(({ id, name }) => ({ value: id, label: name }))} />
      </Field>
      <Field name="zone" label={t('page.zone')} hint={t('edit.zoneHint')}>
        <Choice options={zones} />
      </Field>
    </>
  )
}
