import {
  type GoldenField,
  type GoldenValues,
  goldenFields,
  type Origin,
  type Origins,
  originOf,
} from './fields.ts'
import { ordinaryTrust, type SaidBy } from './statements.ts'

/** A golden record as it stands. `masked`: the ID number as it may be shown; `values` hold only its one-way form. */
export type Golden = {
  values: GoldenValues
  origins: Origins
  seenAt: Date
  masked?: string | null
}

/**
 * A golden record as the statements that won it. By the rules everybody starts with, what wins against the winners
 * wins against all: somebody known is recognised without reading what was ever said of them.
 */
export function winnersOf({ values, origins, seenAt }: Golden): SaidBy[] {
  const since = seenAt.toISOString()
  const byOrigin = new Map<Origin | undefined, SaidBy>()
  for (const field of goldenFields) {
    const own = origins[field]
    const value = values[field]
    if (!value && !own) continue
    // What was made empty before anybody kept the moment of it was made empty then.
    const origin = value ? originOf(origins, field) : { ...own!, cut: own!.cut ?? own!.at }
    let one = byOrigin.get(origin)
    if (!one) {
      one = winner(origin, since)
      byOrigin.set(origin, one)
    }
    if (value) one.values[field] = value
    else one.cleared = [...(one.cleared ?? []), field]
  }
  return [...byOrigin.values()]
}

const winner = (origin: Origin | undefined, since: string): SaidBy => ({
  recordId: origin?.record ?? '',
  source: '',
  sourceTrust: ordinaryTrust,
  happenedAt: origin?.at ?? since,
  nth: 0,
  verified: new Set(),
  values: {},
  ...(origin?.cut && { forced: { at: origin.cut, fields: 'all' as const } }),
  ...(origin?.by && { by: origin.by }),
})

const sameOrigin = (a: Origin | undefined, b: Origin | undefined): boolean =>
  a?.record === b?.record && a?.at === b?.at && a?.by === b?.by && a?.cut === b?.cut && a?.pick === b?.pick

/**
 * Origins as they are kept: the commonest one stands for every field that has none of its own. Null when nothing moved.
 * What hangs beside the golden fields (who set "do not contact") stays.
 */
export function packed(
  before: Origins,
  now: Partial<Record<GoldenField, Origin>>,
  values: GoldenValues,
): Origins | null {
  const moved = goldenFields.some((field) => {
    const was = values[field] ? originOf(before, field) : before[field]
    return !sameOrigin(now[field], was)
  })
  if (!moved) return null
  const groups = new Map<string, { origin: Origin; fields: GoldenField[]; weight: number }>()
  for (const field of goldenFields) {
    const origin = now[field]
    if (!origin) continue
    const key = JSON.stringify([origin.record, origin.at, origin.by, origin.cut, origin.pick])
    const group = groups.get(key) ?? { origin, fields: [], weight: 0 }
    group.fields.push(field)
    if (values[field]) group.weight++
    groups.set(key, group)
  }
  const most = [...groups.values()].reduce((best, one) => (one.weight > best.weight ? one : best))
  const beside = Object.entries(before).filter(([key]) => key !== '*' && !isGolden.has(key))
  const packed: Origins = { ...Object.fromEntries(beside), '*': most.origin }
  for (const { origin, fields } of groups.values())
    for (const field of fields) if (origin !== most.origin || !values[field]) packed[field] = origin
  return packed
}
const isGolden: ReadonlySet<string> = new Set(goldenFields)
