import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Holiday } from '../../../../../../contract/dealers.ts'
import { Button } from '../../../../ui/Button.tsx'
import { Field, useForm } from '../../../../ui/Form.tsx'
import { DayInput } from '../../../../ui/inputs.tsx'
import { Segment } from '../../../../ui/Segment.tsx'
import { FormDrawer } from '../../../../ui/SideDrawer.tsx'
import { useFormat } from '../../../../ui/useFormat.ts'

type Values = { day: string; kind: 'off' | 'work'; name: string }
const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** One day that does not follow the week: added, renamed, turned from holiday to make-up day, or taken out. */
export const DayDrawer = ({
  year,
  day,
  item,
  onSave,
  onRemove,
  onClose,
}: {
  year: number
  day: string | undefined
  item: Holiday | undefined
  onSave: (holiday: Holiday) => Promise<unknown>
  onRemove: () => void
  onClose: () => void
}) => {
  const { t } = useTranslation('admin')
  const format = useFormat()
  const use = useForm<Values>(({ day, kind, name }) =>
    onSave({ day, working: kind === 'work', name: name.trim() }),
  )
  const kind = item ? (item.working ? 'work' : 'off') : day && isWeekend(day) ? 'work' : 'off'
  return (
    <FormDrawer
      use={use}
      title={day ? format.day(day) : t('holidays.add')}
      sub={day && format.weekday(day)}
      onClose={onClose}
      initial={{ ...(day ? { day } : {}), kind, name: item?.name ?? '' }}
      actions={
        item && (
          <Button big look="danger" icon="trash" onClick={onRemove}>
            {t('holidays.remove')}
          </Button>
        )
      }
    >
      <Field name="day" label={t('holidays.day')} required>
        <DayInput min={`${year}-01-01`} max={`${year}-12-31`} disabled={item !== undefined} />
      </Field>
      <Field name="kind" label={t('holidays.kind')} required>
        <Segment
          options={[
            { value: 'off', label: t('holidays.off') },
            { value: 'work', label: t('holidays.work') },
          ]}
        />
      </Field>
      <Field name="name" label={t('holidays.name')} required>
        <Input autoFocus maxLength={40} placeholder={t('holidays.nameHint')} />
      </Field>
    </FormDrawer>
  )
}
