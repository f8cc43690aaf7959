import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { planTestDrive } from '../../../../contract/sales.ts'
import { useWrite } from '../../app/query.ts'
import { Field, useForm } from '../../ui/Form.tsx'
import { Choice, InstantInput } from '../../ui/inputs.tsx'
import { FormDrawer } from '../../ui/SideDrawer.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useCatalogue } from '../leads/useCatalogue.ts'
import './sales.css'
import { salesPaths } from './useSales.tsx'

export type LeadFormProps = {
  leadId: string
  /** Narrows the choice of models. */
  brandId?: string
  /** The model the lead asks for. */
  variantId?: string | null
  /** Grey words after the title: the customer's name. */
  name?: string
  onClose: () => void
}
type Values = { plannedAt: string; variantId?: string; route?: string; note?: string }

/** Plans a test drive for a lead: a drawer for the `Split` of any screen. */
export const TestDriveForm = ({ leadId, brandId, variantId, name, onClose }: LeadFormProps) => {
  const { t } = useTranslation('sales')
  const format = useFormat()
  const { variantOptions } = useCatalogue(brandId)
  const write = useWrite(planTestDrive, {
    quiet: true,
    refresh: salesPaths,
    done: (drive) => t('drive.planned', { at: format.instant(drive.plannedAt, true) }),
    onDone: onClose,
  })
  const use = useForm<Values>((values) =>
    write.send({
      params: { id: leadId },
      body: {
        plannedAt: values.plannedAt,
        variantId: values.variantId ?? null,
        route: values.route?.trim() || null,
        note: values.note?.trim() || null,
      },
    }),
  )
  return (
    <FormDrawer
      use={use}
      title={t('drive.planTitle')}
      {...(name ? { sub: name } : {})}
      onClose={onClose}
      submitLabel={t('drive.plan')}
      initial={variantId ? { variantId } : {}}
    >
      <Field name="plannedAt" label={t('drive.plannedAt')} required>
        <InstantInput />
      </Field>
      <Field name="variantId" label={t('drive.variant')}>
        <Choice clear options={variantOptions} />
      </Field>
      <Field name="route" label={t('drive.route')} hint={t('drive.routeHint')}>
        <Input maxLength={200} />
      </Field>
      <Field name="note" label={t('drive.note')}>
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
    </FormDrawer>
  )
}
