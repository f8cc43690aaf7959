import type { GoldenField, GoldenValues } from '../survivorship/fields.ts'

/** A source record and what it says, for seeing how records hang together. */
export type Hanging = { id: string; customerId: string; values: GoldenValues }
export type Bond = { a: string; b: string; shared: { field: GoldenField; value: string }[] }

/** What tells people apart; two records that share one hang together by it. */
const strong: GoldenField[] = ['residentIdHash', 'phone', 'email', 'creditCode', 'address']
/** Shared by many: it is told of two that hang together anyway, and joins what nothing else joins. */
const weak: GoldenField[] = ['name', 'birthOn', 'company']

/**
 * Edges between records, oldest first. A value that many records share makes a chain and not a web: n - 1 edges, each
 * record to the one before it. A record that shares nothing (known by a VIN, an order number, a split) hangs on its
 * customer's oldest, with nothing said.
 */
export function bondsOf(records: readonly Hanging[]): Bond[] {
  const bonds = new Map<string, Bond>()
  const parts = new Map(records.map(({ id }) => [id, id]))
  const partOf = (id: string): string => {
    const up = parts.get(id)!
    return up === id ? id : partOf(up)
  }
  const tie = (a: Hanging, b: Hanging) => {
    const key = `${a.id} ${b.id}`
    if (!bonds.has(key)) bonds.set(key, { a: a.id, b: b.id, shared: [] })
    parts.set(partOf(b.id), partOf(a.id))
  }
  for (const [before, record] of chains(records, strong)) tie(before, record)
  for (const [before, record] of chains(records, weak))
    if (before.customerId === record.customerId && partOf(before.id) !== partOf(record.id))
      tie(before, record)
  for (const own of Map.groupBy(records, (one) => one.customerId).values())
    for (const record of own.slice(1)) if (partOf(record.id) !== partOf(own[0]!.id)) tie(own[0]!, record)
  const byId = new Map(records.map((one) => [one.id, one]))
  return [...bonds.values()].map(({ a, b }) => ({ a, b, shared: sharedBy(byId.get(a)!, byId.get(b)!) }))
}

/** Each record with the latest before it that says the same of a field. */
function chains(records: readonly Hanging[], fields: readonly GoldenField[]): [Hanging, Hanging][] {
  return fields.flatMap((field) => {
    const last = new Map<string, Hanging>()
    return records.flatMap((record): [Hanging, Hanging][] => {
      const value = record.values[field]
      if (!value) return []
      const before = last.get(value)
      last.set(value, record)
      return before ? [[before, record]] : []
    })
  })
}

const sharedBy = (a: Hanging, b: Hanging): Bond['shared'] =>
  [...strong, ...weak].flatMap((field) => {
    const value = a.values[field]
    return value && value === b.values[field] ? [{ field, value }] : []
  })
