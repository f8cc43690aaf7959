import { DatePicker, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useTexts } from '../app/i18n.ts'
import { houseZone, partsOf } from './dates.ts'
import { Icon } from './Icon.tsx'

type Control<T> = {
  id?: string
  value?: T | null | undefined
  onChange?: (value: T | undefined) => void
  disabled?: boolean
  placeholder?: string
}

const dayFormat = (pattern: string) =>
  pattern
    .replace('{year}', 'YYYY')
    .replace('{month}', 'M')
    .replace('{day}', 'D')
    .replace('{monthName}', 'MMM')

type ChoiceProps<T extends string> = Control<T> & {
  options: { value: T; label: string; disabled?: boolean }[]
  clear?: boolean
  onSearch?: (text: string) => void
  loading?: boolean
  /** For screen readers where no `Field` names it. */
  label?: string
}

/** One of a list; typing narrows it. With `onSearch` the options come from the server. */
export const Choice = <T extends string>({
  options,
  value,
  onChange,
  placeholder,
  clear = false,
  onSearch,
  label,
  ...rest
}: ChoiceProps<T>) => {
  const { form } = useTexts('ui')
  return (
    <Select<T>
      {...rest}
      {...(label ? { 'aria-label': label } : {})}
      className="wide"
      showSearch={
        onSearch
          ? { filterOption: false, onSearch }
          : options.length > 6
            ? { optionFilterProp: 'label' }
            : false
      }
      allowClear={clear}
      suffixIcon={<Icon name="down" small />}
      placeholder={placeholder ?? form.choose}
      options={options}
      value={value ?? null}
      onChange={(picked) => onChange?.(picked ?? undefined)}
    />
  )
}

/** Several of a list. */
export const Choices = <T extends string>({
  options,
  value,
  onChange,
  placeholder,
  label,
  ...rest
}: Control<T[]> & { options: { value: T; label: string }[]; label?: string }) => {
  const { form } = useTexts('ui')
  return (
    <Select<T[]>
      {...rest}
      {...(label ? { 'aria-label': label } : {})}
      mode="multiple"
      className="wide"
      showSearch={{ optionFilterProp: 'label' }}
      suffixIcon={<Icon name="down" small />}
      placeholder={placeholder ?? form.choose}
      options={options}
      value={value ?? []}
      onChange={(picked) => onChange?.(picked.length > 0 ? picked : undefined)}
    />
  )
}

/** Words somebody types: each ends with enter or a comma. */
export const Words = ({
  value,
  onChange,
  placeholder,
  label,
  ...rest
}: Control<string[]> & { label?: string }) => (
  <Select<string[]>
    {...rest}
    {...(label ? { 'aria-label': label } : {})}
    mode="tags"
    open={false}
    className="wide"
    suffixIcon={null}
    tokenSeparators={[',', '，', '、', ';', '；']}
    placeholder={placeholder}
    value={value ?? []}
    onChange={(typed) => {
      const words = [...new Set(typed.map((one) => one.trim()).filter(Boolean))]
      onChange?.(words.length > 0 ? words : undefined)
    }}
  />
)

/** A calendar day, `2026-11-22`. */
export const DayInput = ({
  value,
  onChange,
  placeholder,
  ...rest
}: Control<string> & { min?: string; max?: string }) => {
  const { date, form } = useTexts('ui')
  const { min, max, ...native } = rest
  return (
    <DatePicker
      {...native}
      className="wide"
      suffixIcon={<Icon name="today" small />}
      format={dayFormat(date.day)}
      placeholder={placeholder ?? form.pickDay}
      value={value ? dayjs(value) : null}
      onChange={(picked) => onChange?.(picked ? picked.format('YYYY-MM-DD') : undefined)}
      {...(min ? { minDate: dayjs(min) } : {})}
      {...(max ? { maxDate: dayjs(max) } : {})}
    />
  )
}

// The picker works in the browser's zone, the value is an instant of the network's: the wall time is carried over.
const offsetOf = (at: Date) => {
  const wall = partsOf(at)
  return Date.parse(`${wall.iso}T${wall.time}:00Z`) - Math.floor(at.getTime() / 60_000) * 60_000
}
const toInstant = (wall: dayjs.Dayjs) => {
  const asUtc = new Date(`${wall.format('YYYY-MM-DDTHH:mm')}:00Z`)
  return new Date(asUtc.getTime() - offsetOf(asUtc)).toISOString()
}
const toWall = (at: string) => {
  const { iso, time } = partsOf(at, houseZone)
  return dayjs(`${iso}T${time}`)
}

/** An instant, UTC ISO 8601, picked as a time on the network's wall. */
export const InstantInput = ({
  value,
  onChange,
  placeholder,
  min,
  label,
  ...rest
}: Control<string> & { min?: string; label?: string }) => {
  const { date, form } = useTexts('ui')
  return (
    <DatePicker
      {...rest}
      {...(label ? { 'aria-label': label } : {})}
      className="wide"
      suffixIcon={<Icon name="today" small />}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      format={date.withTime.replace('{day}', dayFormat(date.day)).replace('{time}', 'HH:mm')}
      placeholder={placeholder ?? form.pickTime}
      value={value ? toWall(value) : null}
      onChange={(picked) => onChange?.(picked ? toInstant(picked) : undefined)}
      {...(min ? { minDate: toWall(min) } : {})}
    />
  )
}

/** Days from and to, `['2026-11-01', '2026-11-22']`. */
export const DaysInput = ({ value, onChange, ...rest }: Control<[string, string]>) => {
  const { date, filter } = useTexts('ui')
  return (
    <DatePicker.RangePicker
      {...rest}
      className="wide"
      suffixIcon={<Icon name="today" small />}
      format={dayFormat(date.day)}
      placeholder={[filter.from, filter.to]}
      value={value ? [dayjs(value[0]), dayjs(value[1])] : null}
      onChange={(picked) => {
        const [from, to] = picked ?? []
        onChange?.(from && to ? [from.format('YYYY-MM-DD'), to.format('YYYY-MM-DD')] : undefined)
      }}
    />
  )
}

/** Yuan for the reader, whole fen for the contract. */
export const MoneyInput = ({ value, onChange, label, ...rest }: Control<number> & { label?: string }) => (
  <InputNumber<number>
    {...rest}
    {...(label ? { 'aria-label': label } : {})}
    className="wide"
    prefix="¥"
    min={0}
    precision={2}
    controls={false}
    value={value === null || value === undefined ? null : value / 100}
    formatter={(yuan, info) =>
      info.userTyping
        ? info.input
        : (yuan ?? '')
            .toString()
            .replace(/\.00$/, '')
            .replace(/\B(?=(\d{3})+(?!\d))/g, ',')
    }
    parser={(text) => Number((text ?? '').replace(/[^\d.]/g, ''))}
    onChange={(yuan) => onChange?.(yuan === null ? undefined : Math.round(yuan * 100))}
  />
)
