import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenHours } from '../../../../../../contract/policy.ts'
import { Check } from '../../../../ui/Check.tsx'
import { Choice } from '../../../../ui/inputs.tsx'
import { useFormat } from '../../../../ui/useFormat.ts'

export const hourWords = (hour: number) =>
  `${String(Math.floor(hour)).padStart(2, '0')}:${hour % 1 === 0 ? '00' : '30'}`
export const hoursWords = ({ opensHour, closesHour }: OpenHours) =>
  `${hourWords(opensHour)} – ${hourWords(closesHour)}`

const times = Array.from({ length: 49 }, (_, half) => half / 2)
const optionsFrom = (from: number, to: number) =>
  times
    .filter((time) => time >= from && time <= to)
    .map((time) => ({ value: String(time), label: hourWords(time) }))

/** A time of day in half hours. */
export const HourInput = ({
  value,
  onChange,
  from = 0,
  to = 24,
  ...rest
}: {
  id?: string
  value?: number
  onChange?: (hour: number) => void
  from?: number
  to?: number
  label?: string
}) => (
  <Choice
    {...(rest.id ? { id: rest.id } : {})}
    {...(rest.label ? { label: rest.label } : {})}
    options={optionsFrom(from, to)}
    value={value === undefined ? undefined : String(value)}
    onChange={(picked) => picked !== undefined && onChange?.(Number(picked))}
  />
)

type Week = (OpenHours | null)[]
/** 1 January 2024 was a Monday. */
const dayNamed = (index: number) => `2024-01-0${index + 1}`

/** Seven rows, Monday first; a day without a tick is closed. */
export const WeekHours = ({
  id,
  value,
  onChange,
  usual,
}: {
  id?: string
  value?: Week
  onChange?: (week: Week) => void
  usual: OpenHours
}) => {
  const { t } = useTranslation('admin')
  const format = useFormat()
  const week = value ?? Array.from({ length: 7 }, (_, day) => (day < 5 ? usual : null))
  const set = (day: number, hours: OpenHours | null) =>
    onChange?.(week.map((old, index) => (index === day ? hours : old)))
  return (
    <fieldset className="wh" {...(id ? { id, 'aria-labelledby': `${id}-label` } : {})}>
      {week.map((hours, day) => {
        const name = format.weekday(dayNamed(day))
        return (
          <Fragment key={name}>
            {/* biome-ignore lint/a11y/noLabelWithoutControl: Check is the control inside */}
            <label className="row">
              <Check label={name} checked={hours !== null} onChange={(on) => set(day, on ? usual : null)} />
              {name}
            </label>
            {hours ? (
              <>
                <HourInput
                  label={t('policy.opensOn', { day: name })}
                  to={23.5}
                  value={hours.opensHour}
                  onChange={(opensHour) => set(day, { ...hours, opensHour })}
                />
                <HourInput
                  label={t('policy.closesOn', { day: name })}
                  from={hours.opensHour + 0.5}
                  value={hours.closesHour}
                  onChange={(closesHour) => set(day, { ...hours, closesHour })}
                />
              </>
            ) : (
              <span className="q wh-shut">{t('policy.shut')}</span>
            )}
          </Fragment>
        )
      })}
    </fieldset>
  )
}
