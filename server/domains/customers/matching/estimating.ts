import { knowsKin, type Model, type Parameters, rootsOf } from './model.ts'
import { levelsOf } from './scoring.ts'

/**
 * The parameters, without labels: u from pairs of records taken at random, m and the prior by expectation maximisation
 * (Dempster, Laird and Rubin 1977) over what each blocking rule found. Works on counts of codes, so that 20 million
 * pairs are a few thousand rows.
 *
 * Pairs are of one person, of strangers, or (where the model can tell) of kin: two who live together. Without the third kind
 * a census of households taught that one person in seven has two given names, and 28,000 couples outweighed the threshold.
 */
export type Counted = { code: number; found: number; pairs: number }
type Row = { levels: number[]; found: number; pairs: number }
type Shares = Record<string, number[]>

const rounds = 60
/** With the first m's the matches among the random pairs are known, and u is counted without them; then once more. */
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
  const prior = 1 / Math.max(2, allPairs / 10)
  const m = startingShares(model)
  const u = sharesOf(model, drawn, () => 1)
  let now: Parameters = { prior, m, u, ...(knowsKin(model) && { kin: { prior, u: ofKin(model, m, u) } }) }
  for (let pass = 0; pass < passes; pass++) {
    // Everybody with everybody holds too few matches for a mixture to be told apart.
    const sessions = model.blocking.flatMap((rule, at) =>
      rule.on.length > 0 || model.blocking.length === 1 ? [session(model, looked, rule.on, at, now)] : [],
    )
    now = { ...now, m: averaged(model, sessions, 'same', now.m) }
    if (now.kin) {
      const seen = averaged(model, sessions, 'kin', now.kin.u)
      now = { ...now, kin: { ...now.kin, u: ofKin(model, seen, now.u) } }
    }
    now = withPriors(model, looked, now, allPairs)
    now = { ...now, u: sharesOf(model, drawn, (row) => 1 - chancesOf(model, now, row.levels).same) }
  }
  return now.kin && isNobody(model, looked, now) ? { ...now, prior: 1 / allPairs } : now
}

/** Before anything is known: nine in ten agree, the others thin out. */
function startingShares(model: Model): Shares {
  return Object.fromEntries(
    model.comparisons.map(({ name, levels }) => {
      const shares = [0.9, ...levels.map((_, at) => 0.1 / 2 ** at)]
      const sum = shares.reduce((total, one) => total + one, 0)
      return [name, shares.map((one) => one / sum)]
    }),
  )
}

/** Whose levels from `first` on take up `rest` together, as they stand to one another. */
function filled(shares: readonly number[], first: number, rest: number): number[] {
  const all = shares.slice(first).reduce((sum, one) => sum + one, 0)
  return shares.slice(first).map((one) => (one * rest) / all)
}

/** What is of a person alone agrees among kin as among strangers: that is what tells the third kind of pair from the first. */
function ofKin(model: Model, shares: Shares, u: Shares): Shares {
  return Object.fromEntries(
    model.comparisons.map(({ name, personal = 0 }) => {
      const alone = u[name]!.slice(0, personal)
      const rest = alone.reduce((left, one) => left - one, 1)
      return [name, [...alone, ...filled(shares[name]!, personal, rest)]]
    }),
  )
}

/** Of one person at most so many records differ in what is of a person alone. */
const mostDifferent = 0.15

/**
 * Holds the first kind to that: in a file where everybody stands once the mixture would name another sort of kin one person, and
 * joined 8,000 couples of 10,000 people.
 */
function ofOne(model: Model, shares: Shares): Shares {
  return Object.fromEntries(
    model.comparisons.map(({ name, personal }) => {
      const seen = shares[name]!
      if (!personal) return [name, seen]
      const alike = seen.slice(0, personal)
      const same = alike.reduce((sum, one) => sum + one, 0)
      if (same >= 1 - mostDifferent) return [name, seen]
      return [
        name,
        [...alike.map((one) => (one * (1 - mostDifferent)) / same), ...filled(seen, personal, mostDifferent)],
      ]
    }),
  )
}

/** When of what was taken for one person not even half agree on any of it that is known, nobody is there twice: it was a sort of kin. */
function isNobody(model: Model, looked: readonly Row[], parameters: Parameters): boolean {
  const found = sharesOf(model, looked, ({ levels }) => chancesOf(model, parameters, levels).same)
  return model.comparisons.every(
    ({ name, personal }, at) =>
      !personal || found[name]![0]! < 0.5 || !looked.some(({ levels }) => levels[at]! > 0),
  )
}

type Chances = { same: number; kin: number }
function chancesOf(
  model: Model,
  { prior, m, u, kin }: Parameters,
  levels: readonly number[],
  but?: Set<string>,
): Chances {
  let same = prior
  let related = kin?.prior ?? 0
  const strangers = 1 - same - related
  model.comparisons.forEach(({ name }, at) => {
    const level = levels[at]!
    if (level === 0 || but?.has(name)) return
    same *= m[name]![level - 1]! / u[name]![level - 1]!
    if (kin) related *= kin.u[name]![level - 1]! / u[name]![level - 1]!
  })
  const all = strangers + same + related
  return { same: same / all, kin: related / all }
}

/** Shares of the levels, each row counted by `weight`; half a pair is added so that nothing is impossible. */
function sharesOf(model: Model, rows: readonly Row[], weight: (row: Row) => number): Shares {
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

type Seen = { pairs: number; shares: Shares }
type Session = { columns: number; pairs: number; same: Seen; kin: Seen; skipped: Set<string> }

/** One rule's pairs: what the rule itself looks at is always equal there and teaches nothing. */
function session(
  model: Model,
  looked: readonly Row[],
  rule: readonly string[],
  at: number,
  start: Parameters,
): Session {
  const bit = 2 ** at
  const rows = looked.filter(({ found }) => Math.floor(found / bit) % 2 === 1)
  const skipped = new Set(
    model.comparisons
      .filter((one) => one.needs.some((need) => rule.some((key) => sharesRoot(model, need, key))))
      .map(({ name }) => name),
  )
  const pairs = rows.reduce((sum, row) => sum + row.pairs, 0)
  const kinds = start.kin && tellsKin(model, rows, skipped) ? 3 : 2
  let now: Parameters = {
    ...start,
    prior: 1 / kinds,
    ...(start.kin && { kin: { ...start.kin, prior: kinds === 3 ? 1 / kinds : 0 } }),
  }
  const seen = { same: 0, kin: 0 }
  const held = (share: number) => Math.min(0.999999 / (kinds - 1), Math.max(1e-9, share))
  for (let round = 0; round < rounds && pairs > 0; round++) {
    const chances = new Map(rows.map((row) => [row, chancesOf(model, now, row.levels, skipped)]))
    const sum = (of: keyof Chances) => rows.reduce((all, row) => all + row.pairs * chances.get(row)![of], 0)
    seen.same = sum('same')
    seen.kin = sum('kin')
    const prior = held(seen.same / pairs)
    const moved = Math.abs(prior - now.prior)
    const shares = (of: keyof Chances) => sharesOf(model, rows, (row) => chances.get(row)![of])
    now = { ...now, prior, m: shares('same') }
    if (now.kin) now = { ...now, m: ofOne(model, now.m) }
    if (kinds === 3)
      now = { ...now, kin: { prior: held(seen.kin / pairs), u: ofKin(model, shares('kin'), start.u) } }
    if (moved < 1e-6) break
  }
  return {
    columns: rule.length,
    pairs,
    skipped,
    same: { pairs: seen.same, shares: now.m },
    kin: { pairs: seen.kin, shares: now.kin?.u ?? {} },
  }
}

/**
 * Where neither of most pairs says anything of a person alone, but for what the rule itself looks at, one person and kin look the
 * same: then what agrees on the rule is one person's or strangers'. 40,000 people with a digit wrong were taken for kin of themselves.
 */
function tellsKin(model: Model, rows: readonly Row[], skipped: ReadonlySet<string>): boolean {
  const personal = model.comparisons.flatMap(({ name, personal }, at) =>
    personal && !skipped.has(name) ? [at] : [],
  )
  let [known, all] = [0, 0]
  for (const { levels, pairs } of rows) {
    all += pairs
    if (personal.some((at) => levels[at]! > 0)) known += pairs
  }
  return known > all / 2
}

/** Whether two features come of the same column. */
function sharesRoot(model: Model, a: string, b: string): boolean {
  const roots = rootsOf(model, b)
  return rootsOf(model, a).some((one) => roots.includes(one))
}
/** So many matches tell a share to a third of a per cent. */
const enough = 20_000

/**
 * Each comparison by the sessions that may judge it, the tightest rules first, as heavy as the pairs of that kind they saw, until
 * they are enough. Loose rules come last because there attributes hang together among strangers, too (who shares a
 * postcode shares the city), and the mixture takes neighbours for matches: F1 .93 instead of .97 over a million records.
 */
function averaged(model: Model, sessions: readonly Session[], kind: keyof Chances, before: Shares): Shares {
  const tightest = [...sessions].sort((a, b) => a.columns - b.columns || a.pairs - b.pairs)
  return Object.fromEntries(
    model.comparisons.map(({ name }) => {
      const able: Seen[] = []
      let all = 0
      for (const one of tightest) {
        if (all >= enough && able.length >= 2) break
        const seen = one[kind]
        if (one.skipped.has(name) || seen.pairs <= 1) continue
        able.push(seen)
        all += seen.pairs
      }
      if (all === 0) return [name, before[name]!]
      const share = (level: number) =>
        able.reduce((sum, { pairs, shares }) => sum + (shares[name]![level]! * pairs) / all, 0)
      return [name, before[name]!.map((_, level) => share(level))]
    }),
  )
}

/**
 * Matches (and kin) among what was looked at, over all pairs there are. Settles in a few rounds: a higher prior makes more
 * matches. What no rule found is not counted; with rules that overlap that is little.
 */
function withPriors(model: Model, looked: readonly Row[], from: Parameters, allPairs: number): Parameters {
  let now = from
  for (let round = 0; round < 30; round++) {
    const found = { same: 0, kin: 0 }
    for (const { levels, pairs } of looked) {
      const { same, kin } = chancesOf(model, now, levels)
      found.same += pairs * same
      found.kin += pairs * kin
    }
    const share = (pairs: number) => Math.min(0.5, Math.max(1, pairs) / allPairs)
    const moved = Math.abs(share(found.same) - now.prior)
    now = {
      ...now,
      prior: share(found.same),
      ...(now.kin && { kin: { ...now.kin, prior: Math.min(0.4, share(found.kin)) } }),
    }
    if (moved < 1e-12) break
  }
  return now
}
