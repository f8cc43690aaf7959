import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { placeOrder, readSale } from '../../../../contract/sales.ts'
import { useRead, useWrite } from '../../app/query.ts'
import { dayOf } from '../../ui/dates.ts'
import { Field, FieldRow, useFieldValue, useForm } from '../../ui/Form.tsx'
import { Choice, DayInput, MoneyInput } from '../../ui/inputs.tsx'
import { Note } from '../../ui/Problem.tsx'
import { FormDrawer } from '../../ui/SideDrawer.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useNow } from '../../ui/useNow.ts'
import { useCatalogue } from '../leads/useCatalogue.ts'
import './sales.css'
import type { LeadFormProps } from './TestDriveForm.tsx'
import { salesPaths } from './useSales.tsx'

type Values = {
  variantId: string
  priceFen: number
  depositFen?: number
  promisedOn?: string
  number?: string
}

const useListPrice = (brandId: string | undefined) => {
  const { series } = useCatalogue(brandId)
  return (variantId: unknown) =>
    series.flatMap((one) => one.variants).find((variant) => variant.id === variantId)?.priceFen
}

const PriceField = ({ brandId }: { brandId: string | undefined }) => {
  const { t } = useTranslation('sales')
  const format = useFormat()
  const listed = useListPrice(brandId)(useFieldValue('variantId'))
  return (
    <Field
      name="priceFen"
      label={t('order.price')}
      required
      {...(listed === undefined ? {} : { hint: t('order.priceHint', { money: format.money(listed) }) })}
    >
      <MoneyInput />
    </Field>
  )
}

const DepositField = () => {
  const { t } = useTranslation('sales')
  const price = useFieldValue('priceFen')
  const check = (value: unknown) =>
    typeof value === 'number' && typeof price === 'number' && value > price
      ? t('order.depositTooHigh')
      : undefined
  return (
    <Field name="depositFen" label={t('order.deposit')} check={check}>
      <MoneyInput />
    </Field>
  )
}

/** Places an order for a lead: a drawer for the `Split` of any screen. */
export const OrderForm = ({ leadId, brandId, variantId, name, onClose }: LeadFormProps) => {
  const { t } = useTranslation('sales')
  const today = dayOf(useNow())
  const { variantOptions } = useCatalogue(brandId)
  const listPrice = useListPrice(brandId)
  const { data: sale } = useRead(readSale, { params: { id: leadId } })
  const running = sale?.orders.find((order) => order.state === 'ordered')
  const write = useWrite(placeOrder, {
    quiet: true,
    refresh: salesPaths,
    done: (order) => t('order.placed', { number: order.number }),
    onDone: onClose,
  })
  const use = useForm<Values>(({ variantId: chosen, priceFen, depositFen, promisedOn, number }) =>
    write.send({
      params: { id: leadId },
      body: {
        variantId: chosen,
        priceFen,
        depositFen: depositFen ?? 0,
        promisedOn: promisedOn ?? null,
        ...(number?.trim() ? { number: number.trim() } : {}),
      },
    }),
  )
  const known = listPrice(variantId)
  return (
    <FormDrawer
      use={use}
      title={t('order.placeTitle')}
      {...(name ? { sub: name } : {})}
      onClose={onClose}
      submitLabel={t('order.place')}
      initial={{ ...(variantId ? { variantId } : {}), ...(known === undefined ? {} : { priceFen: known }) }}
    >
      {running && <Note>{t('order.running', { number: running.number })}</Note>}
      <Field name="variantId" label={t('order.variant')} required>
        <Choice options={variantOptions} />
      </Field>
      <FieldRow>
        <PriceField brandId={brandId} />
        <DepositField />
      </FieldRow>
      <FieldRow>
        <Field name="promisedOn" label={t('order.promisedOn')}>
          <DayInput min={today} />
        </Field>
        <Field name="number" label={t('order.number')} hint={t('order.numberHint')}>
          <Input maxLength={40} />
        </Field>
      </FieldRow>
    </FormDrawer>
  )
}
