export type Interval = { value: number; low: number; high: number }

/** The 97.5 % point of the normal distribution. */
const z = 1.959964

/** A share with its 95 % interval after Wilson (1927): right for few pairs and for shares near 1. */
export function shareOf(hits: number, all: number): Interval | null {
  if (all === 0) return null
  const value = hits / all
  const middle = (value + (z * z) / (2 * all)) / (1 + (z * z) / all)
  const half = (z * Math.sqrt((value * (1 - value)) / all + (z * z) / (4 * all * all))) / (1 + (z * z) / all)
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

/**
 * Cohen's kappa (1960) of a table of counts, what the first said by what the second said: agreement beyond what two
 * people with these habits would reach by chance. The interval is the large-sample one of Fleiss, Cohen and Everitt
 * (1969). Null when chance alone would agree on everything.
 */
export function kappaOf(table: readonly (readonly number[])[]): Interval | null {
  const all = table.flat().reduce(sum, 0)
  if (all === 0) return null
  const shares = table.map((row) => row.map((count) => count / all))
  const first = shares.map((row) => row.reduce(sum, 0))
  const second = shares.map((_, at) => shares.map((row) => row[at]!).reduce(sum, 0))
  const agreed = shares.map((row, at) => row[at]!).reduce(sum, 0)
  const chance = first.map((share, at) => share * second[at]!).reduce(sum, 0)
  if (chance === 1) return null
  const value = (agreed - chance) / (1 - chance)
  const spread = shares.flatMap((row, i) =>
    row.map((share, j) =>
      i === j
        ? share * (1 - (first[i]! + second[i]!) * (1 - value)) ** 2
        : share * ((1 - value) * (second[i]! + first[j]!)) ** 2,
    ),
  )
  const variance = spread.reduce(sum, 0) - (value - chance * (1 - value)) ** 2
  const half = (z * Math.sqrt(Math.max(0, variance) / all)) / (1 - chance)
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) }
}

const sum = (a: number, b: number) => a + b
