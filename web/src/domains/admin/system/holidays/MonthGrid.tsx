import { useTranslation } from 'react-i18next'
import type { Holiday } from '../../../../../../contract/dealers.ts'
import { useTexts } from '../../../../app/i18n.ts'
import { classes } from '../../../../ui/classes.ts'
import { partsOfDay } from '../../../../ui/dates.ts'
import { useFormat } from '../../../../ui/useFormat.ts'

const pad = (n: number) => String(n).padStart(2, '0')
const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

type Props = {
  year: number
  month: number
  items: ReadonlyMap<string, Holiday>
  chosen: string | undefined
  onChoose: (day: string) => void
}

/** A month from Monday to Sunday; what does not follow the week carries 休 or 班. */
export const MonthGrid = ({ year, month, items, chosen, onChoose }: Props) => {
  const { t } = useTranslation('admin')
  const { date } = useTexts('ui')
  const format = useFormat()
  const first = `${year}-${pad(month)}-01`
  const lead = (partsOfDay(first).weekday + 6) % 7
  const names = date.weekdays.split(' ')
  const heads = [...names.slice(1), names[0] ?? '']
  const title = format.month(first)
  return (
    <section className="hc-month" aria-label={title}>
      <h3>{date.months.split(' ')[month - 1]}</h3>
      <div className="hc-grid">
        {heads.map((name) => (
          <abbr key={name} title={name}>
            {name.startsWith('星期') ? name.slice(2) : name.slice(0, 2)}
          </abbr>
        ))}
        {Array.from({ length: daysIn(year, month) }, (_, index) => {
          const day = `${year}-${pad(month)}-${pad(index + 1)}`
          const item = items.get(day)
          const weekend = (lead + index) % 7 >= 5
          const word = item ? t(item.working ? 'holidays.workShort' : 'holidays.offShort') : ''
          return (
            <button
              key={day}
              type="button"
              style={index === 0 ? { gridColumnStart: lead + 1 } : undefined}
              className={classes(
                'hc-day',
                weekend && 'weekend',
                item && (item.working ? 'work' : 'off'),
                day === chosen && 'on',
              )}
              aria-pressed={day === chosen}
              aria-label={[format.day(day), format.weekday(day), item?.name, word].filter(Boolean).join(' ')}
              title={item?.name}
              onClick={() => onChoose(day)}
            >
              {index + 1}
              {item && <i>{word}</i>}
            </button>
          )
        })}
      </div>
    </section>
  )
}
