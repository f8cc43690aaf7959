import { useTranslation } from 'react-i18next'
import { type Holiday, listHolidays, saveHolidays } from '../../../../../../contract/dealers.ts'
import type { Reply } from '../../../../../../contract/endpoint.ts'
import { call } from '../../../../app/client.ts'
import { useRead, useWrite } from '../../../../app/query.ts'
import type { ConflictShown } from '../../../../ui/conflict.ts'
import { useConflict } from '../../../../ui/useConflict.ts'
import { useFormat } from '../../../../ui/useFormat.ts'

type Year = Reply<typeof listHolidays>
/** A year as fields, one for each day, so that two people may change different days. */
export type Days = Record<string, Omit<Holiday, 'day'>>
type Values = { days: Days }

export const daysOf = (items: Holiday[]): Days =>
  Object.fromEntries(items.map(({ day, ...rest }) => [day, rest]))
const itemsOf = (days: Days): Holiday[] =>
  Object.keys(days)
    .sort()
    .flatMap((day) => (days[day] ? [{ day, ...days[day] }] : []))
const valuesOf = ({ items }: Year): Values => ({ days: daysOf(items) })
const none: Year = { items: [], version: '' }

/** One year of holidays: what it holds, and `change`, which saves it as a whole and says whether it did. */
export const useYear = (year: number) => {
  const { t } = useTranslation('admin')
  const format = useFormat()
  const { data, problem, reload } = useRead(listHolidays, { query: { year } })
  const write = useWrite(saveHolidays, { refresh: ['/api/dealers/holidays'], quiet: true })
  const fieldOf = (day: string): ConflictShown<Values> => ({
    key: `days.${day}`,
    label: `${format.day(day, true)} ${format.weekday(day)}`,
    show: ({ days }) => {
      const one = days[day]
      return one ? `${one.name} · ${t(one.working ? 'holidays.work' : 'holidays.off')}` : ''
    },
  })
  const clash = useConflict<Values, Year>({
    began: data ?? none,
    read: () => call(listHolidays, { query: { year } }),
    valuesOf,
    shown: ({ began, mine, theirs }) =>
      [...new Set([began, mine, theirs].flatMap((one) => Object.keys(one.days)))].sort().map(fieldOf),
  })
  const send = ({ days }: Values) =>
    clash.guard({ days }, async ({ version }) =>
      clash.restart(await write.send({ body: { year, items: itemsOf(days), version } })),
    )
  const change = async (edit: (days: Days) => Days): Promise<boolean> => {
    if (!data) return false
    clash.restart(data)
    return send({ days: edit(daysOf(data.items)) })
  }
  return { items: data?.items, problem, reload, change, keepMine: send, clash, sending: write.sending }
}
