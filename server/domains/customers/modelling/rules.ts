import type { MatchInterval } from '../../../../contract/match-model.ts'
import type { Model, Parameters } from '../matching/model.ts'
import { lesser, levelsOf, weightAgainstKin, weightOf } from '../matching/scoring.ts'
import { shareOf } from '../review/agreement.ts'

/**
 * What people's answers say of a threshold. Precision: of the judged pairs at or above it, the share said to be the
 * same. Recall: of the pairs said to be the same, the share at or above it. People are asked about the grey zone and
 * little else, so both speak of judged pairs only: recall says nothing of pairs no blocking rule found.
 */
export function judgedAt(
  all: { same: number },
  above: { same: number; different: number },
): { precision: MatchInterval | null; recall: MatchInterval | null } {
  return {
    precision: shareOf(above.same, above.same + above.different),
    recall: shareOf(above.same, all.same),
  }
}

export type Gathered = { linked: number; become: number; grown: number }

/** Pairs gathered into people as a run would: one that would be of more than `most` customers is held, with its pairs. */
export function gatherPairs(ls: readonly number[], rs: readonly number[], most: number): Gathered {
  const parent = new Map<number, number>()
  const root = (rid: number): number => {
    let at = rid
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      parent.set(at, parent.get(up) ?? up)
      at = up
    }
    return at
  }
  for (const [at, l] of ls.entries()) {
    const [a, b] = [root(l), root(rs[at]!)]
    parent.set(Math.max(a, b), Math.min(a, b))
    parent.set(Math.min(a, b), Math.min(a, b))
  }
  const customers = new Map<number, number>()
  for (const rid of parent.keys()) customers.set(root(rid), (customers.get(root(rid)) ?? 0) + 1)
  const gathered = { linked: 0, become: 0, grown: 0 }
  for (const size of customers.values())
    if (size <= most) {
      gathered.linked += size
      gathered.become += 1
    }
  for (const l of ls) if (customers.get(root(l))! > most) gathered.grown += 1
  return gathered
}

/** Records that share a code, and what the rarity of their own values adds, to a tenth of a bit. */
export type SelfMatched = { code: number; rarity: number; records: number }

/** Who would stay below the threshold even beside an identical copy: too little is known of them to link them to anybody. */
export function unlinkable(
  model: Model,
  parameters: Parameters,
  rows: readonly SelfMatched[],
  linkAt: number,
): { records: number; of: number } {
  const known = new Map<number, { strangers: number; kin: number }>()
  const weightsOfCode = (code: number) => {
    const levels = levelsOf(model, code)
    const made = known.get(code) ?? {
      strangers: weightOf(model, parameters, levels),
      kin: weightAgainstKin(model, parameters, levels),
    }
    known.set(code, made)
    return made
  }
  let [below, all] = [0, 0]
  for (const { code, rarity, records } of rows) {
    all += records
    const { strangers, kin } = weightsOfCode(code)
    if (lesser(strangers + rarity, kin) < linkAt) below += records
  }
  return { records: below, of: all }
}
