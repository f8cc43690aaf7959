/**
 * String distances as ClickHouse computes them, so that both engines give the same score to the same pair:
 * Jaro-Winkler and Damerau-Levenshtein over UTF-8 bytes, Levenshtein over characters.
 */
const encoder = new TextEncoder()

/** @returns 0 (nothing alike) to 1 (equal); prefixes of up to four bytes count, above 0.7 only (Winkler 1990). */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1
  const [left, right] = [encoder.encode(a), encoder.encode(b)]
  const jaro = jaroOf(left, right)
  if (jaro <= 0.7) return jaro
  let prefix = 0
  while (prefix < 4 && prefix < left.length && left[prefix] === right[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

function jaroOf(a: Uint8Array, b: Uint8Array): number {
  if (a.length === 0 || b.length === 0) return 0
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Uint8Array(b.length)
  const common: number[] = []
  for (let i = 0; i < a.length; i++) {
    const to = Math.min(b.length - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= to; j++) {
      if (taken[j] || a[i] !== b[j]) continue
      taken[j] = 1
      common.push(a[i]!)
      break
    }
  }
  if (common.length === 0) return 0
  let at = 0
  let moved = 0
  for (let j = 0; j < b.length; j++) if (taken[j] && b[j] !== common[at++]) moved++
  const shared = common.length
  return (shared / a.length + shared / b.length + (shared - Math.floor(moved / 2)) / shared) / 3
}

/** Insertions, deletions, substitutions and swaps of neighbours. */
export const damerauLevenshtein = (a: string, b: string): number =>
  a === b ? 0 : distance(encoder.encode(a), encoder.encode(b), true)

/** Over characters, without swaps. */
export const levenshtein = (a: string, b: string): number => (a === b ? 0 : distance([...a], [...b], false))

function distance(a: ArrayLike<unknown>, b: ArrayLike<unknown>, swaps: boolean): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost)
      if (swaps && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, before[j - 2]! + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return last[b.length]!
}
