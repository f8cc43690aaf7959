const dayMs = 86_400_000

export const addDays = (day: string, by: number) =>
  new Date(Date.parse(day) + by * dayMs).toISOString().slice(0, 10)

/** The calendar of a month, weeks from Monday; null before the first and after the last. */
export const weeksOf = (month: string): (string | null)[][] => {
  const first = `${month}-01`
  const days: (string | null)[] = Array.from({ length: (new Date(first).getUTCDay() + 6) % 7 }, () => null)
  for (let day = first; day.startsWith(month); day = addDays(day, 1)) days.push(day)
  while (days.length % 7 > 0) days.push(null)
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
}

export const addMonths = (month: string, by: number) => {
  const [year = 0, at = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, at - 1 + by, 1)).toISOString().slice(0, 7)
}

/** The last day of the month that has begun. */
export const endOf = (month: string, today: string) => {
  const last = addDays(`${addMonths(month, 1)}-01`, -1)
  return last < today ? last : today
}
