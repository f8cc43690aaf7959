/**
 * Touch paths as columns. One entry per distinct path, with how many took it: ten million journeys over a dozen channels
 * are far fewer paths, and the same code takes them one by one when they are not collapsed.
 */
export type TouchPaths = {
  channels: readonly string[]
  /** Path p touched `touches[starts[p]] .. touches[starts[p + 1] - 1]`, oldest first; each a place in `channels`. */
  starts: Uint32Array
  touches: Uint8Array | Uint16Array
  /** How many bought after exactly this path, how many took it and did not, and what the buyers paid. */
  conversions: Float64Array
  nulls: Float64Array
  revenueFen: Float64Array
  /** Days from each touch to the purchase, when paths were collapsed with them; time decay asks for it. */
  ageDays?: Float32Array
}

export type Journey = {
  touches: readonly string[]
  conversions: number
  nulls: number
  revenueFen: number
  ageDays?: readonly number[]
}

/** The same path twice becomes one entry. Ages are part of what makes a path the same. */
export function collapse(journeys: readonly Journey[]): TouchPaths {
  const channels = [...new Set(journeys.flatMap(({ touches }) => touches))].sort()
  const placeOf = new Map(channels.map((name, place) => [name, place]))
  const distinct = new Map<string, Journey>()
  for (const journey of journeys) {
    const key = JSON.stringify([journey.touches, journey.ageDays])
    const known = distinct.get(key)
    distinct.set(key, {
      ...journey,
      conversions: journey.conversions + (known?.conversions ?? 0),
      nulls: journey.nulls + (known?.nulls ?? 0),
      revenueFen: journey.revenueFen + (known?.revenueFen ?? 0),
    })
  }
  const rows = [...distinct.values()]
  const starts = new Uint32Array(rows.length + 1)
  rows.forEach(({ touches }, at) => {
    starts[at + 1] = starts[at]! + touches.length
  })
  const withAges = rows.length > 0 && rows.every(({ ageDays, touches }) => ageDays?.length === touches.length)
  return {
    channels,
    starts,
    touches: Uint16Array.from(rows.flatMap(({ touches }) => touches.map((name) => placeOf.get(name)!))),
    conversions: Float64Array.from(rows, (row) => row.conversions),
    nulls: Float64Array.from(rows, (row) => row.nulls),
    revenueFen: Float64Array.from(rows, (row) => row.revenueFen),
    ...(withAges && { ageDays: Float32Array.from(rows.flatMap(({ ageDays }) => ageDays!)) }),
  }
}
