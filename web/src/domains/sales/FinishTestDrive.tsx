import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { endTestDrive, type TestDrive } from '../../../../contract/sales.ts'
import { useWrite } from '../../app/query.ts'
import { Field, useForm } from '../../ui/Form.tsx'
import { Segment } from '../../ui/Segment.tsx'
import { FormDrawer } from '../../ui/SideDrawer.tsx'
import { salesPaths } from './useSales.tsx'

const ratings = ['1', '2', '3', '4', '5'] as const
type Values = { rating?: (typeof ratings)[number]; note?: string }

/** Back from the drive: how they liked it. */
export const FinishTestDrive = ({ drive, onClose }: { drive: TestDrive; onClose: () => void }) => {
  const { t } = useTranslation('sales')
  const write = useWrite(endTestDrive, {
    quiet: true,
    refresh: salesPaths,
    done: () => t('drive.finished', { name: drive.customer.name }),
    onDone: onClose,
  })
  const use = useForm<Values>(({ rating, note }) =>
    write.send({
      params: { id: drive.id },
      body: { version: drive.version, rating: rating ? Number(rating) : null, note: note?.trim() || null },
    }),
  )
  return (
    <FormDrawer
      use={use}
      title={t('drive.finishTitle')}
      sub={drive.customer.name}
      onClose={onClose}
      submitLabel={t('drive.back')}
    >
      <Field name="rating" label={t('drive.rating')}>
        <Segment options={ratings.map((value) => ({ value, label: value }))} />
      </Field>
      <Field name="note" label={t('drive.note')}>
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 3, maxRows: 8 }} />
      </Field>
    </FormDrawer>
  )
}
