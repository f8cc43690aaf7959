import { InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { MoneyInput } from '../../../ui/inputs.tsx'
import type { Range, Unit } from './criteria.ts'

type BoundProps = {
  label: string
  placeholder: string
  unit: Unit
  least: number
  most: number
  value: number | undefined
  onChange: (value: number | undefined) => void
}

const Bound = ({ label, placeholder, unit, least, most, value, onChange }: BoundProps) => {
  const { t } = useTranslation('audiences')
  if (unit === 'fen')
    return (
      <span className="au-bound">
        <MoneyInput value={value} onChange={onChange} placeholder={placeholder} label={label} />
      </span>
    )
  const times = unit === 'share' ? 100 : 1
  return (
    <InputNumber<number>
      className="au-bound"
      aria-label={label}
      placeholder={placeholder}
      min={least * times}
      max={most * times}
      controls={false}
      {...(unit === 'number' ? {} : { suffix: unit === 'share' ? '%' : t(`unit.${unit}`, { n: '' }).trim() })}
      value={value === undefined ? null : Math.round(value * times * 100) / 100}
      onChange={(given) => onChange(given === null ? undefined : given / times)}
    />
  )
}

type Props = {
  name: string
  unit: Unit
  least: number
  most: number
  value: Range | undefined
  onChange: (value: Range | undefined) => void
}

/** From and to; one of them may be left open. */
export const RangeField = ({ name, unit, least, most, value = {}, onChange }: Props) => {
  const { t } = useTranslation('audiences')
  const set = (part: Range) => {
    const next = { ...value, ...part }
    const kept = {
      ...(next.from === undefined ? {} : { from: next.from }),
      ...(next.to === undefined ? {} : { to: next.to }),
    }
    onChange(Object.keys(kept).length > 0 ? kept : undefined)
  }
  const shared = { unit, least, most }
  return (
    <>
      <Bound
        {...shared}
        label={t('form.fromOf', { name })}
        placeholder={t('form.from')}
        value={value.from}
        onChange={(from) => set({ from })}
      />
      <span className="q" aria-hidden>
        –
      </span>
      <Bound
        {...shared}
        label={t('form.toOf', { name })}
        placeholder={t('form.to')}
        value={value.to}
        onChange={(to) => set({ to })}
      />
    </>
  )
}
