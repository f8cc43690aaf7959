import { Checkbox, Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { deliverOrder, deliveryChecks, type Order, readSale } from '../../../../contract/sales.ts'
import { useRead, useWrite } from '../../app/query.ts'
import { Field, FieldRow, useFieldValue, useForm } from '../../ui/Form.tsx'
import { MoneyInput } from '../../ui/inputs.tsx'
import { Empty, Problem } from '../../ui/Problem.tsx'
import { FormDrawer, SideDrawer } from '../../ui/SideDrawer.tsx'
import { useRequiredAt } from '../customers/steps/useRequiredAt.ts'
import './sales.css'
import type { LeadFormProps } from './TestDriveForm.tsx'
import { salesPaths } from './useSales.tsx'
import { VinInput } from './VinInput.tsx'

type Check = (typeof deliveryChecks)[number]
type Values = {
  vin: string
  priceFen: number
  plate?: string
  otherOwner?: boolean
  ownerName?: string
  ownerPhone?: string
  checklist?: Check[]
}

const Owner = () => {
  const { t } = useTranslation('sales')
  const other = useFieldValue('otherOwner') === true
  const isRequiredAt = useRequiredAt()
  if (!other) return null
  return (
    <FieldRow>
      <Field name="ownerName" label={t('delivery.ownerName')} required={isRequiredAt('delivery', 'name')}>
        <Input maxLength={80} />
      </Field>
      <Field name="ownerPhone" label={t('delivery.ownerPhone')} required={isRequiredAt('delivery', 'phone')}>
        <Input maxLength={30} inputMode="tel" />
      </Field>
    </FieldRow>
  )
}

/** The keys change hands: VIN with its check, the price paid, and what was gone through. */
export const HandOver = ({ order, onClose }: { order: Order; onClose: () => void }) => {
  const { t } = useTranslation('sales')
  const write = useWrite(deliverOrder, {
    quiet: true,
    refresh: [...salesPaths, '/api/vehicles', '/api/customers'],
    done: (delivery) => t('delivery.saved', { vin: delivery.vehicle.vin }),
    onDone: onClose,
  })
  const use = useForm<Values>(({ vin, priceFen, plate, otherOwner, ownerName, ownerPhone, checklist }) =>
    write.send({
      params: { id: order.id },
      body: {
        version: order.version,
        vin: vin.trim(),
        priceFen,
        plate: plate?.trim() || null,
        owner: otherOwner && ownerName && ownerPhone ? { name: ownerName, phone: ownerPhone } : null,
        checklist: checklist ?? [],
      },
    }),
  )
  const checks = deliveryChecks.map((value) => ({ value, label: t(`delivery.checks.${value}`) }))
  return (
    <FormDrawer
      use={use}
      title={t('delivery.title')}
      sub={`${order.customer.name} · ${order.number}`}
      onClose={onClose}
      submitLabel={t('delivery.save')}
      initial={{ priceFen: order.priceFen }}
    >
      <Field name="vin" label={t('delivery.vin')} hint={t('delivery.vinHint')} required>
        <VinInput />
      </Field>
      <FieldRow>
        <Field name="priceFen" label={t('delivery.price')} required>
          <MoneyInput />
        </Field>
        <Field name="plate" label={t('delivery.plate')}>
          <Input maxLength={20} />
        </Field>
      </FieldRow>
      <Field name="checklist" label={t('delivery.checklist')}>
        <Checkbox.Group className="sa-checks" options={checks} />
      </Field>
      <Field name="otherOwner" label={t('delivery.owner')} valueName="checked">
        <Switch />
      </Field>
      <Owner />
    </FormDrawer>
  )
}

/** Hands over the running order of a lead, or says that there is none: a drawer for the `Split` of any screen. */
export const DeliveryForm = ({ leadId, name, onClose }: LeadFormProps) => {
  const { t } = useTranslation('sales')
  const { data, problem, reload } = useRead(readSale, { params: { id: leadId } })
  const order = data?.orders.find((one) => one.state === 'ordered')
  if (order) return <HandOver order={order} onClose={onClose} />
  return (
    <SideDrawer title={t('delivery.title')} {...(name ? { sub: name } : {})} onClose={onClose}>
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <span className="bone" />}
      {data && (
        <Empty icon="key" title={t('delivery.noOrder')}>
          {t('delivery.noOrderText')}
        </Empty>
      )}
    </SideDrawer>
  )
}
