import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanRow } from '../../../../../contract/plans.ts'
import { classes } from '../../../ui/classes.ts'
import { useFormat } from '../../../ui/useFormat.ts'
import type { Editing, Place, Step } from './useEditing.ts'
import type { Plans } from './usePlans.ts'
import { typedValue } from './values.ts'

type Props = { row: PlanRow; place: Place; plans: Plans; editing: Editing }

const steps: Record<string, Step> = { Enter: 'down', ArrowDown: 'down', ArrowUp: 'up' }

const Input = ({ row, place, plans, editing, label }: Props & { label: string }) => {
  const [text, setText] = useState(() =>
    typedValue(editing.shown(row, plans.months[place.month] ?? ''), plans.isMoney),
  )
  const done = useRef(false)
  const leave = (step: Step) => {
    if (done.current) return true
    done.current = editing.commit(place, text, step)
    return done.current
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'Tab' ? (event.shiftKey ? 'back' : 'next') : steps[event.key]
    if (event.key === 'Escape') {
      event.stopPropagation()
      done.current = true
      editing.close()
    } else if (step) {
      event.preventDefault()
      leave(step)
    }
  }
  return (
    <input
      className="pl-input"
      aria-label={label}
      inputMode={plans.isMoney ? 'decimal' : 'numeric'}
      // biome-ignore lint/a11y/noAutofocus: the cell was opened to be typed in
      autoFocus
      value={text}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => leave('stay') || editing.close()}
    />
  )
}

/** One month of one dealer: a number, and for who may plan a cell to type in. */
export const PlanCell = (props: Props) => {
  const { row, place, plans, editing } = props
  const { t } = useTranslation('plans')
  const format = useFormat()
  const month = plans.months[place.month] ?? ''
  const value = editing.shown(row, month)
  const summed = row.cells.some((cell) => cell.month === month && !cell.own)
  const write = plans.isMoney ? format.shortMoney : format.number
  const words = value === undefined ? '–' : write(value)
  const whole = value !== undefined && plans.isMoney ? format.money(value) : undefined
  const title = summed ? t('summed') : whole
  if (!plans.mayPlan)
    return (
      <span className={classes('pl-v', summed && 'sum')} title={title}>
        {words}
      </span>
    )
  const names = { dealer: row.name, month: format.month(month) }
  if (editing.at?.row === place.row && editing.at.month === place.month)
    return <Input {...props} label={t('input', names)} />
  return (
    <button
      type="button"
      className={classes('pl-v', summed && 'sum', value === undefined && 'none')}
      title={title}
      aria-label={t('edit', { ...names, value: value === undefined ? t('none') : words })}
      onClick={() => editing.open(place)}
    >
      {words}
    </button>
  )
}
