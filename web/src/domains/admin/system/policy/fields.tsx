import { Input, InputNumber } from 'antd'
import { Field } from '../../../../ui/Form.tsx'

/** A list of days as people write it: `1, 3`. */
export const DayList = ({
  value = [],
  onChange,
  id,
}: {
  value?: number[]
  onChange?: (days: number[]) => void
  id?: string
}) => (
  <Input
    {...(id ? { id } : {})}
    key={value.join()}
    defaultValue={value.join(', ')}
    inputMode="numeric"
    onBlur={(event) => {
      const days = event.target.value.split(/[,,、\s]+/).map(Number)
      onChange?.(
        [...new Set(days.filter((day) => Number.isFinite(day) && day > 0))].sort((a, b) => a - b).slice(0, 5),
      )
    }}
  />
)

/** A figure of the policy, by its path below `policy`. */
export const Figure = ({
  name,
  label,
  min = 0,
  max = 365,
  step = 1,
}: {
  name: string
  label: string
  min?: number
  max?: number
  step?: number
}) => (
  <Field name={`policy.${name}`} label={label} required>
    <InputNumber min={min} max={max} step={step} />
  </Field>
)
