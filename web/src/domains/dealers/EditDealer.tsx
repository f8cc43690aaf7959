import { Input, InputNumber, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { changeDealer, type DealerDetail, readDealer } from '../../../../contract/dealers.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { ProblemError } from '../../app/client.ts'
import { useRead, useWrite } from '../../app/query.ts'
import { Field, useForm } from '../../ui/Form.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { FormDrawer, SideDrawer } from '../../ui/SideDrawer.tsx'

type Values = { name: string; monthlyCapacity?: number; phone?: string; address?: string; active: boolean }

const EditForm = ({
  dealer,
  onClose,
  onStale,
}: {
  dealer: DealerDetail
  onClose: () => void
  onStale: () => unknown
}) => {
  const { t } = useTranslation('dealers')
  const write = useWrite(changeDealer, {
    quiet: true,
    done: (saved) => t('edit.saved', { name: saved.name }),
    onDone: onClose,
  })
  const use = useForm<Values>(async ({ monthlyCapacity, ...values }) => {
    const body = {
      name: values.name,
      active: values.active,
      phone: values.phone ?? '',
      address: values.address ?? '',
      version: dealer.version,
      ...(monthlyCapacity === undefined || monthlyCapacity === null ? {} : { monthlyCapacity }),
    }
    try {
      await write.send({ params: { id: dealer.id }, body })
    } catch (error) {
      if (error instanceof ProblemError && error.is(commonProblems.conflict)) await onStale()
      throw error
    }
  })
  return (
    <FormDrawer
      use={use}
      title={dealer.name}
      sub={dealer.code}
      label={t('edit.title')}
      onClose={onClose}
      note={t('edit.onRecord')}
      initial={{
        name: dealer.name,
        active: dealer.active,
        phone: dealer.phone ?? '',
        address: dealer.address,
        ...(dealer.monthlyCapacity === null ? {} : { monthlyCapacity: dealer.monthlyCapacity }),
      }}
    >
      <Field name="name" label={t('edit.name')} required>
        <Input maxLength={80} />
      </Field>
      <Field name="monthlyCapacity" label={t('edit.capacity')} hint={t('edit.capacityHint')} required>
        <InputNumber min={0} max={10_000} precision={0} />
      </Field>
      <Field name="phone" label={t('edit.phone')}>
        <Input maxLength={30} inputMode="tel" />
      </Field>
      <Field name="address" label={t('edit.address')}>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2, maxRows: 4 }} />
      </Field>
      <Field name="active" label={t('edit.active')} hint={t('edit.activeHint')} valueName="checked">
        <Switch />
      </Field>
    </FormDrawer>
  )
}

/** Name, capacity and contact of a dealer. After a conflict the newer record is loaded and the form begins again from it. */
export const EditDealer = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation('dealers')
  const { data, problem, reload } = useRead(readDealer, { params: { id } })
  if (data) return <EditForm key={data.version} dealer={data} onClose={onClose} onStale={reload} />
  return (
    <SideDrawer title={t('edit.title')} onClose={onClose}>
      {problem ? <Problem problem={problem} onRetry={reload} /> : <span className="bone" />}
    </SideDrawer>
  )
}
