import { Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { recordVisit } from '../../../../contract/sales.ts'
import { useWrite } from '../../app/query.ts'
import { Field, FieldRow, useForm } from '../../ui/Form.tsx'
import { InstantInput } from '../../ui/inputs.tsx'
import { FormDrawer } from '../../ui/SideDrawer.tsx'
import { useNow } from '../../ui/useNow.ts'
import type { LeadFormProps } from './TestDriveForm.tsx'
import { salesPaths } from './useSales.tsx'

type Values = { at: string; party: number; note?: string }
const minuteMs = 60_000

/** Somebody came to the showroom: a drawer for the `Split` of any screen. */
export const VisitForm = ({ leadId, name, onClose }: LeadFormProps) => {
  const { t } = useTranslation('sales')
  const now = useNow()
  const write = useWrite(recordVisit, {
    quiet: true,
    refresh: salesPaths,
    done: () => t('visit.saved', { name: name ?? '' }),
    onDone: onClose,
  })
  const use = useForm<Values>(({ at, party, note }) =>
    write.send({ params: { id: leadId }, body: { at, party, note: note?.trim() || null } }),
  )
  const inPast = (value: unknown) =>
    typeof value === 'string' && Date.parse(value) > Date.now() + minuteMs ? t('visit.future') : undefined
  return (
    <FormDrawer
      use={use}
      title={t('visit.title')}
      {...(name ? { sub: name } : {})}
      onClose={onClose}
      submitLabel={t('visit.save')}
      initial={{ at: new Date(now - (now % minuteMs)).toISOString(), party: 1 }}
    >
      <FieldRow>
        <Field name="at" label={t('visit.at')} required check={inPast}>
          <InstantInput />
        </Field>
        <Field name="party" label={t('visit.party')} required>
          <InputNumber className="wide" min={1} max={50} precision={0} />
        </Field>
      </FieldRow>
      <Field name="note" label={t('visit.note')}>
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
    </FormDrawer>
  )
}
