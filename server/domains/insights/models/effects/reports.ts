/** What one dealer reported a day: showroom visits, phone calls. NaN where no report came; zero is a report. */
export type DealerDays = { dealer: string; target: boolean; counts: Float64Array }
export type Missing = { dealer: string; days: number[] }

export function missingReports(dealers: readonly DealerDays[], to: number): Missing[] {
  return dealers
    .map(({ dealer, counts }) => ({
      dealer,
      days: Array.from({ length: to + 1 }, (_, day) => day).filter((day) => !(counts[day]! >= 0)),
    }))
    .filter(({ days }) => days.length > 0)
}

/**
 * How a group of dealers did each day against what the same dealers do on such a weekday before the campaign. Only dealers
 * that reported that day stand on either side, so a missing report neither lowers nor raises the day. `null` where nobody did.
 */
export function levelsOf(
  dealers: readonly DealerDays[],
  from: number,
  to: number,
  weekdayOf: (day: number) => number,
): ({ log: number; count: number } | null)[] {
  const weekdays = new Float64Array(7)
  const reports = new Float64Array(7)
  for (const { counts } of dealers)
    for (let day = 0; day < from; day++) {
      if (!(counts[day]! >= 0)) continue
      weekdays[weekdayOf(day)]! += counts[day]!
      reports[weekdayOf(day)]! += 1
    }
  const usual = weekdays.map((sum, weekday) => (reports[weekday]! > 0 ? sum / reports[weekday]! : 0))
  const factors = dealers.map(({ counts }) => {
    let [count, expected] = [0, 0]
    for (let day = 0; day < from; day++)
      if (counts[day]! >= 0) {
        count += counts[day]!
        expected += usual[weekdayOf(day)]!
      }
    return expected > 0 ? count / expected : 0
  })
  return Array.from({ length: to + 1 }, (_, day) => {
    let [count, expected] = [0, 0]
    dealers.forEach(({ counts }, at) => {
      if (!(counts[day]! >= 0) || factors[at] === 0) return
      count += counts[day]!
      expected += factors[at]! * usual[weekdayOf(day)]!
    })
    // Half a visit on both sides keeps a day without any from being minus infinity.
    return expected > 0 ? { log: Math.log((count + 0.5) / (expected + 0.5)), count } : null
  })
}
