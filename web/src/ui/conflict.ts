/** What to tell of one field after a 409. `key` is its path in the form's values, `clock.breachDay` for a nested one. */
export type ConflictShown<V> = { key: string; label: string; show: (values: V) => string }
export type Side = 'mine' | 'theirs'
export type Versions<V> = { began: V; mine: V; theirs: V }
export type ConflictRow = {
  key: string
  label: string
  began: string
  theirs: string
  mine: string
  /** Who touched it: only where both did somebody has to choose. */
  changed: { mine: boolean; theirs: boolean }
}

const parts = (key: string) => key.split('.')

export const valueAt = (values: unknown, key: string): unknown =>
  parts(key).reduce<unknown>((at, part) => (at as Record<string, unknown> | null | undefined)?.[part], values)

const withPart = (values: unknown, [part, ...rest]: string[], value: unknown): unknown => {
  if (part === undefined) return value
  const whole = (values ?? {}) as Record<string, unknown>
  return { ...whole, [part]: withPart(whole[part], rest, value) }
}

/** An empty box, one never filled and a cleared one say the same. */
const textOf = (value: unknown): string =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
    ? ''
    : JSON.stringify(value)
export const same = (a: unknown, b: unknown): boolean => textOf(a) === textOf(b)

/** The fields somebody changed, here or there, unless both came to the same. */
export const rowsOf = <V>(shown: ConflictShown<V>[], { began, mine, theirs }: Versions<V>): ConflictRow[] =>
  shown.flatMap(({ key, label, show }) => {
    const [was, yours, now] = [valueAt(began, key), valueAt(mine, key), valueAt(theirs, key)]
    const changed = { mine: !same(yours, was), theirs: !same(now, was) }
    if (same(yours, now)) return []
    return [{ key, label, began: show(began), theirs: show(theirs), mine: show(mine), changed }]
  })

/** What nobody has to be asked about: a field only one of the two touched is theirs or mine. */
export const firstPick = ({ changed }: ConflictRow): Side => (changed.mine ? 'mine' : 'theirs')

/** Their record with what was picked of mine on top: a field left alone here never undoes what they wrote. */
export const merged = <V>(
  rows: ConflictRow[],
  picks: Readonly<Record<string, Side>>,
  { mine, theirs }: Versions<V>,
): V =>
  rows
    .filter((row) => (picks[row.key] ?? firstPick(row)) === 'mine')
    .reduce<unknown>((values, { key }) => withPart(values, parts(key), valueAt(mine, key)), theirs) as V
