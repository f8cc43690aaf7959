import type { MatchPair } from '../../../../../contract/match-review.ts'

/** +10.1 or −1.9, as it is read aloud: with its sign, to a tenth. */
export const bitsIn = (bits: number): string => {
  const text = Math.abs(bits).toFixed(1)
  return text === '0.0' ? '0.0' : `${bits < 0 ? '−' : '+'}${text}`
}

/** A threshold is a round number more often than not: +12. */
export const roundBitsIn = (bits: number): string => bitsIn(bits).replace(/\.0$/, '')

/** A chance with as many nines as it has, and never 100 %: nothing here is certain. */
export function percentIn(chance: number): string {
  const least = Math.min(chance, 1 - chance)
  const digits = Math.min(4, Math.max(0, Math.floor(-Math.log10(Math.max(least, 1e-9))) - 1))
  const rounded = (chance * 100).toFixed(digits)
  if (chance < 1 && Number(rounded) === 100) return '>99.9999%'
  return chance > 0 && Number(rounded) === 0 ? '<0.0001%' : `${rounded}%`
}

export type Bar = { key: string; bits: number; from: number; width: number }

/** Where each bar stands between the least and the most the sum comes to, in percent. */
export function waterfall({ prior, steps, weight }: Pick<MatchPair, 'prior' | 'steps' | 'weight'>): {
  start: Bar
  steps: (Bar & { comparison: string; level: string })[]
  total: Bar
} {
  // That kin would agree as well is worth a bar only where it changes something.
  const said = steps.filter(
    ({ comparison, level, bits }) => level !== 'missing' && (comparison !== 'kin' || bits <= -0.05),
  )
  const sums = [prior]
  for (const step of said) sums.push(sums.at(-1)! + step.bits)
  const [low, high] = [Math.min(0, ...sums, weight), Math.max(0, ...sums, weight)]
  const scale = 100 / Math.max(high - low, 1)
  const bar = (key: string, bits: number, from: number): Bar => ({
    key,
    bits,
    from: (Math.min(from, from + bits) - low) * scale,
    width: Math.abs(bits) * scale,
  })
  return {
    start: bar('prior', prior, 0),
    steps: said.map((step, at) => ({
      ...bar(step.comparison, step.bits, sums[at]!),
      comparison: step.comparison,
      level: step.level,
    })),
    total: bar('total', weight, 0),
  }
}
