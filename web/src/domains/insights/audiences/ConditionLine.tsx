import { InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { spendLines } from '../../../../../contract/audiences.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Choice, Choices, Words } from '../../../ui/inputs.tsx'
import { type Criterion, type Range, type Spend, shapeOf, type Value } from './criteria.ts'
import { RangeField } from './RangeField.tsx'

type Props = {
  criterion: Criterion
  value: Value
  options: { value: string; label: string }[]
  onChange: (value: Value) => void
  onDrop: () => void
}

const SpendFields = ({
  name,
  value,
  onChange,
}: {
  name: string
  value: Spend
  onChange: (value: Spend) => void
}) => {
  const { t } = useTranslation('audiences')
  return (
    <>
      <InputNumber<number>
        className="au-bound"
        aria-label={`${name}: ${t('form.days')}`}
        prefix={t('form.days')}
        min={1}
        max={36_500}
        precision={0}
        controls={false}
        value={value.days ?? null}
        onChange={(days) => onChange({ ...value, days: days ?? undefined })}
      />
      <span className="au-bound">
        <Choice
          label={`${name}: ${t('form.line')}`}
          options={spendLines.map((line) => ({ value: line, label: t(`spendLine.${line}`) }))}
          value={value.line}
          onChange={(line) => onChange({ ...value, line: line ?? 'all' })}
        />
      </span>
      <RangeField
        name={name}
        unit="fen"
        least={0}
        most={Number.MAX_SAFE_INTEGER}
        value={value.fen}
        onChange={(fen) => onChange({ ...value, fen })}
      />
    </>
  )
}

const Control = ({ criterion, value, options, onChange }: Omit<Props, 'onDrop'>) => {
  const { t } = useTranslation('audiences')
  const shape = shapeOf(criterion)
  const name = t(`criterion.${criterion}`)
  if (shape.kind === 'flag') return <span className="q2">{t('form.yes')}</span>
  if (shape.kind === 'range')
    return <RangeField name={name} {...shape} value={value as Range | undefined} onChange={onChange} />
  if (shape.kind === 'spend') return <SpendFields name={name} value={value as Spend} onChange={onChange} />
  const list = value as string[] | undefined
  return (
    <span className="au-some">
      {shape.kind === 'words' ? (
        <Words label={name} value={list} onChange={onChange} placeholder={t('form.words')} />
      ) : (
        <Choices label={name} options={options} value={list} onChange={onChange} />
      )}
    </span>
  )
}

/** One condition: its name, what must hold, and a way to take it away. */
export const ConditionLine = ({ onDrop, ...line }: Props) => {
  const { t } = useTranslation('audiences')
  const name = t(`criterion.${line.criterion}`)
  return (
    <li className="au-line">
      <b>{name}</b>
      <span className="row au-control">
        <Control {...line} />
      </span>
      <IconButton icon="x" label={t('form.drop', { name })} onClick={onDrop} />
    </li>
  )
}
