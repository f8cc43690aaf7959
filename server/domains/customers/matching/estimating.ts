import { type Model, type Parameters, rootsOf } from './model.ts'
import { levelsOf } from './scoring.ts'

/**
 * The parameters, without labels: u from pairs of records taken at random, m and the prior by expectation maximisation
 * (Dempster, Laird and Rubin 1977) over what each blocking rule found. Works on counts of codes, so that 20 million
 * pairs are a few thousand rows.
 */
export type Counted = { code: number; found: number; pairs: number }
type Row = { levels: number[]; found: number; pairs: number }

const rounds = 60
/** Two passes: with the first m's the matches among the random pairs are known, and u is counted without them. */
const passes = 3

export function estimate(
  model: Model,
  candidates: readonly Counted[],
  random: readonly Counted[],
  allPairs: number,
): Parameters {
  const read = (rows: readonly Counted[]) =>
    rows.map(({ code, found, pairs }): Row => ({ levels: levelsOf(model, code), found, pairs }))
  const [looked, drawn] = [read(candidates), read(random)]
  let u = uOf(model, drawn, () => 1)
  let m = Object.fromEntries(
    model.comparisons.map(({ name, levels }) => [name, startingM(levels.length + 1)]),
  )
  let prior = 1 / Math.max(2, allPairs / 10)
  for (let pass = 0; pass < passes; pass++) {
    // Everybody with everybody holds too few matches for a mixture to be told apart.
    const sessions = model.blocking.flatMap((rule, at) =>
      rule.on.length > 0 || model.blocking.length === 1 ? [session(model, looked, rule.on, at, m, u)] : [],
    )
    m = averaged(model, sessions, m)
    prior = priorOf(model, looked, m, u, prior, allPairs)
    const parameters = { prior, m, u }
    const chance = (row: Row) => chanceOfLevels(model, parameters, row.levels)
    u = uOf(model, drawn, (row) => 1 - chance(row))
  }
  return { prior, m, u }
}

/** Before anything is known: nine in ten agree, the others thin out. */
function startingM(levels: number): number[] {
  const rest = Array.from({ length: levels - 1 }, (_, at) => 0.1 / 2 ** at)
  const sum = rest.reduce((total, one) => total + one, 0.9)
  return [0.9, ...rest].map((one) => one / sum)
}

function chanceOfLevels(
  model: Model,
  { prior, m, u }: Parameters,
  levels: readonly number[],
  but?: Set<string>,
): number {
  let odds = prior / (1 - prior)
  model.comparisons.forEach(({ name }, at) => {
    const level = levels[at]!
    if (level > 0 && !but?.has(name)) odds *= m[name]![level - 1]! / u[name]![level - 1]!
  })
  return odds / (1 + odds)
}

/** Shares of the levels, each row counted by `weight`; half a pair is added so that nothing is impossible. */
function sharesOf(
  model: Model,
  rows: readonly Row[],
  weight: (row: Row) => number,
): Record<string, number[]> {
  const sums = model.comparisons.map(({ levels }) => new Float64Array(levels.length + 2))
  for (const row of rows) {
    const counted = row.pairs * weight(row)
    row.levels.forEach((level, at) => {
      sums[at]![level]! += counted
    })
  }
  return Object.fromEntries(
    model.comparisons.map(({ name }, at) => {
      const seen = [...sums[at]!.subarray(1)].map((one) => one + 0.5)
      const all = seen.reduce((total, one) => total + one, 0)
      return [name, seen.map((one) => one / all)]
    }),
  )
}
const uOf = sharesOf

type Session = { pairs: number; matches: number; m: Record<string, number[]>; skipped: Set<string> }

/** One rule's pairs: what the rule itself looks at is always equal there and teaches nothing. */
function session(
  model: Model,
  looked: readonly Row[],
  rule: readonly string[],
  at: number,
  startM: Record<string, number[]>,
  u: Record<string, number[]>,
): Session {
  const bit = 2 ** at
  const rows = looked.filter(({ found }) => Math.floor(found / bit) % 2 === 1)
  const skipped = new Set(
    model.comparisons
      .filter((one) => one.needs.some((need) => rule.some((key) => sharesRoot(model, need, key))))
      .map(({ name }) => name),
  )
  const pairs = rows.reduce((sum, row) => sum + row.pairs, 0)
  let m = startM
  let prior = 0.5
  let matches = 0
  for (let round = 0; round < rounds && pairs > 0; round++) {
    const parameters = { prior, m, u }
    const chances = new Map(rows.map((row) => [row, chanceOfLevels(model, parameters, row.levels, skipped)]))
    matches = rows.reduce((sum, row) => sum + row.pairs * chances.get(row)!, 0)
    m = { ...startM, ...sharesOf(model, rows, (row) => chances.get(row)!) }
    const next = Math.min(0.999999, Math.max(1e-9, matches / pairs))
    if (Math.abs(next - prior) < 1e-6) break
    prior = next
  }
  return { pairs, matches, m, skipped }
}

/** Whether two features come of the same column. */
function sharesRoot(model: Model, a: string, b: string): boolean {
  const roots = rootsOf(model, b)
  return rootsOf(model, a).some((one) => roots.includes(one))
}
/** So many matches tell a share to a third of a per cent. */
const enough = 20_000

/**
 * Each comparison by the sessions that may judge it, the tightest rules first, as heavy as the matches they saw, until
 * they are enough. Loose rules come last because there attributes hang together among strangers, too (who shares a
 * postcode shares the city), and the mixture takes neighbours for matches: F1 .93 instead of .97 over a million records.
 */
function averaged(model: Model, sessions: readonly Session[], before: Record<string, number[]>) {
  const tightest = [...sessions].sort((a, b) => a.pairs - b.pairs)
  return Object.fromEntries(
    model.comparisons.map(({ name }) => {
      const able: Session[] = []
      let all = 0
      for (const one of tightest) {
        if (all >= enough && able.length >= 2) break
        if (one.skipped.has(name) || one.matches <= 1) continue
        able.push(one)
        all += one.matches
      }
      if (all === 0) return [name, before[name]!]
      const share = (level: number) =>
        able.reduce((sum, one) => sum + (one.m[name]![level]! * one.matches) / all, 0)
      return [name, before[name]!.map((_, level) => share(level))]
    }),
  )
}

/**
 * Matches among what was looked at, over all pairs there are. Settles in a few rounds: a higher prior makes more
 * matches. What no rule found is not counted; with rules that overlap that is little.
 */
function priorOf(
  model: Model,
  looked: readonly Row[],
  m: Parameters['m'],
  u: Parameters['u'],
  from: number,
  allPairs: number,
): number {
  let prior = from
  for (let round = 0; round < 30; round++) {
    const matches = looked.reduce(
      (sum, row) => sum + row.pairs * chanceOfLevels(model, { prior, m, u }, row.levels),
      0,
    )
    const next = Math.min(0.5, Math.max(1, matches) / allPairs)
    if (Math.abs(next - prior) < 1e-12) break
    prior = next
  }
  return prior
}
