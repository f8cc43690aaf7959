/** As in the same place of the last season; with period 1, as last time. What every forecast has to beat. */
export const seasonalNaive = (values: ArrayLike<number>, period: number, horizon: number): Float64Array => {
  const season = Math.min(period, values.length)
  return Float64Array.from(
    { length: horizon },
    (_, ahead) => values[values.length - season + (ahead % season)]!,
  )
}
