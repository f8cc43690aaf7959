/**
 * Amounts with fractions of a fen become whole fen that add up to exactly `totalFen` (largest remainder): everybody gets
 * the whole fen below, and what is left goes, one fen each, to the largest fractions; between equal fractions, to
 * whoever stands first. `amounts` must already add up to the total but for rounding.
 */
export function wholeFen(amounts: ArrayLike<number>, totalFen: number): number[] {
  const fens = Array.from(amounts, below)
  if (fens.length === 0) return fens
  const byFraction = fens
    .map((fen, place) => ({ place, fraction: amounts[place]! - fen }))
    .sort((a, b) => b.fraction - a.fraction || a.place - b.place)
  let left = totalFen - fens.reduce((sum, fen) => sum + fen, 0)
  for (let at = 0; left > 0; at++, left--) fens[byFraction[at % fens.length]!.place]! += 1
  const last = fens.length - 1
  for (let at = 0; left < 0; at++, left++) fens[byFraction[last - (at % fens.length)]!.place]! -= 1
  return fens
}

/** Millions of additions in floating point leave a whole amount a hair beside itself: that hair is no fraction of a fen. */
function below(amount: number): number {
  const nearest = Math.round(amount)
  const hair = Math.min(0.4, Math.max(1e-6, Math.abs(amount) * 1e-14))
  return Math.abs(amount - nearest) < hair ? nearest : Math.floor(amount)
}
