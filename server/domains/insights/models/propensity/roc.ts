/** Of those who did not, how many are called (x) to reach how many of those who did (y), from the best score down. */
export type RocPoint = { called: number; reached: number }

/** The ROC curve thinned to `points` steps; rows with equal scores are one step. */
export function rocCurve(outcome: Uint8Array, scores: Float64Array, points = 100): RocPoint[] {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b)
  const hits = outcome.reduce((sum, one) => sum + one, 0)
  const misses = outcome.length - hits
  const curve: RocPoint[] = [{ called: 0, reached: 0 }]
  let found = 0
  for (let at = 0; at < order.length; at++) {
    found += outcome[order[at]!]!
    const last = at + 1 === order.length
    if (!last && scores[order[at]!] === scores[order[at + 1]!]) continue
    const point = { called: (at + 1 - found) / misses, reached: found / hits }
    const before = curve.at(-1)!
    if (last || Math.max(point.called - before.called, point.reached - before.reached) >= 1 / points)
      curve.push(point)
  }
  return curve
}
