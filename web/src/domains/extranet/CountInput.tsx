import { InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'

type Props = {
  id?: string
  name: string
  value?: number | null
  onChange?: (value: number | undefined) => void
  disabled?: boolean
}

/** A whole number between two buttons a thumb can hit. */
export const CountInput = ({ id, name, value, onChange, disabled = false }: Props) => {
  const { t } = useTranslation('extranet')
  const step = (by: number) => onChange?.(Math.max(0, (value ?? 0) + by))
  return (
    <div className="xc-count">
      <button
        type="button"
        aria-label={t('entry.less', { name })}
        disabled={disabled || (value ?? 0) <= 0}
        onClick={() => step(-1)}
      >
        <Icon name="minus" />
      </button>
      <InputNumber<number>
        {...(id ? { id } : {})}
        min={0}
        max={100_000}
        precision={0}
        controls={false}
        inputMode="numeric"
        disabled={disabled}
        value={value ?? null}
        onChange={(given) => onChange?.(given ?? undefined)}
      />
      <button
        type="button"
        aria-label={t('entry.more', { name })}
        disabled={disabled}
        onClick={() => step(1)}
      >
        <Icon name="plus" />
      </button>
    </div>
  )
}
