import { type Forecast, forecast } from '../../models/forecast/forecast.ts'

/** '2026-11-01' and so many months further. */
export function monthAfter(month: string, months: number): string {
  const [year, at] = month.split('-').map(Number)
  return new Date(Date.UTC(year!, at! - 1 + months, 1)).toISOString().slice(0, 10)
}

/** The last month that is over on this day. */
export function lastWholeMonth(day: string): string {
  const month = `${day.slice(0, 7)}-01`
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  return next === monthAfter(month, 1) ? month : monthAfter(month, -1)
}

/**
 * Every month from the second one that sold anything (the first may be cut off) to the last whole one, those that sold
 * nothing among them.
 */
export function wholeMonths(
  sold: readonly { month: string; sold: number }[],
  last: string,
  first = sold.reduce<string | null>((least, { month }) => (least && least < month ? least : month), null),
): { months: string[]; values: number[] } {
  const byMonth = new Map<string, number>()
  for (const { month, sold: cars } of sold) byMonth.set(month, (byMonth.get(month) ?? 0) + cars)
  const months: string[] = []
  if (first)
    for (let month = monthAfter(first, 1); month <= last; month = monthAfter(month, 1)) months.push(month)
  return { months, values: months.map((month) => byMonth.get(month) ?? 0) }
}

export const horizon = 3
export const fewestMonths = 8
const season = 12

/** By the year where there is enough of one to test on, else from month to month. */
export function forecastMonths(values: readonly number[]): Forecast | null {
  if (values.length < fewestMonths) return null
  const asked = { horizon, level: 0.95 }
  return (
    forecast(values, { ...asked, period: season }) ??
    forecast(values, { ...asked, period: 1, origins: Math.min(12, values.length - horizon - 3) })
  )
}
