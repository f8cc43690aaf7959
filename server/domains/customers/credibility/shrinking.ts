/** Records of one group: how many, the sum of their scores and of the squares. */
export type Sums = { records: number; score: number; squares: number }
/** The mean of all records, the variance of records within a group, and of the groups' true means. */
export type Prior = { mean: number; within: number; between: number }
export type Estimate = { mean: number; score: number; low: number; high: number }

/**
 * The network as the groups show it, by the method of moments (one-way analysis of variance):
 * within = SSW / (N - k), between = max(0, (SSB - (k - 1) within) / (N - sum(n_i^2) / N)),
 * where SSW = sum of squares - sum(S_i^2 / n_i) and SSB = sum(S_i^2 / n_i) - S^2 / N.
 */
export function priorOf(groups: readonly Sums[]): Prior {
  const total = { records: 0, score: 0, squares: 0 }
  let [ofMeans, sizes] = [0, 0]
  for (const { records, score, squares } of groups) {
    if (records === 0) continue
    total.records += records
    total.score += score
    total.squares += squares
    ofMeans += score ** 2 / records
    sizes += records ** 2
  }
  const { records: all } = total
  if (all === 0) return { mean: 0, within: 0, between: 0 }
  const k = groups.filter(({ records }) => records > 0).length
  const within = all > k ? Math.max(0, total.squares - ofMeans) / (all - k) : 0
  const spread = all - sizes / all
  const above = ofMeans - total.score ** 2 / all - (k - 1) * within
  return { mean: total.score / all, within, between: spread > 0 ? Math.max(0, above / spread) : 0 }
}

/**
 * Empirical Bayes: score = B * prior mean + (1 - B) * own mean, B = (within / n) / (within / n + between): three records
 * say little of a consultant and are drawn to the network, three hundred speak for themselves. The interval is
 * score ± 1.96 * sqrt((1 - B) * within / n), cut to 0..100. Groups that do not differ at all (between 0) all get the
 * network's mean, with the interval the mean of n records has.
 */
export function estimate({ records, score }: Sums, { mean, within, between }: Prior): Estimate {
  const own = records === 0 ? mean : score / records
  if (records === 0) return { mean, score: mean, low: 0, high: 100 }
  const error = within / records
  const pull = error + between === 0 ? 0 : error / (error + between)
  const drawn = pull * mean + (1 - pull) * own
  const half = 1.96 * Math.sqrt(between === 0 ? error : (1 - pull) * error)
  return { mean: own, score: drawn, low: Math.max(0, drawn - half), high: Math.min(100, drawn + half) }
}
