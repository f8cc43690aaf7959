import type { TieEnd, TieKind } from '../../../../contract/customer-ties.ts'

export type TieParty = { id: string; kind: string }
export type TieFault = 'itself' | 'endsUnfit' | 'there'
/** A tie as it stands between two customers. */
export type Standing = {
  kind: string | null
  fromId: string
  toId: string
  untilOn: string | null
  dismissed: boolean
}

/** The same words on both ends: it does not matter who is which. */
export const isMutual = ({ from, to }: Pick<TieKind, 'from' | 'to'>): boolean => from.en === to.en

/** Who is `from` and who `to`, when `end` says which of them the other one is. */
export const orderedBy = <T>(end: TieEnd, own: T, other: T): { from: T; to: T } =>
  end === 'from' ? { from: other, to: own } : { from: own, to: other }

export function tieFault(
  kind: TieKind,
  from: TieParty,
  to: TieParty,
  standing: readonly Standing[],
): TieFault | null {
  if (from.id === to.id) return 'itself'
  if ((kind.fromKind ?? from.kind) !== from.kind || (kind.toKind ?? to.kind) !== to.kind) return 'endsUnfit'
  const isThere = standing.some(
    (one) =>
      !one.dismissed &&
      one.untilOn === null &&
      one.kind === kind.key &&
      (isMutual(kind) || (one.fromId === from.id && one.toId === to.id)),
  )
  return isThere ? 'there' : null
}

export const endsEarly = (fromOn: string | null, untilOn: string | null): boolean =>
  fromOn !== null && untilOn !== null && untilOn < fromOn

export type ReadTie = Standing & { kind: string; id: string; otherId: string; createdAt: Date }
/** Merges may bring the same tie twice: the earlier one is shown, a standing one before an ended one. */
export function onceEach<T extends ReadTie>(
  ownId: string,
  rows: readonly T[],
  mutual: ReadonlySet<string>,
): T[] {
  const end = (row: T) => (mutual.has(row.kind) ? '' : row.fromId === ownId ? 'to' : 'from')
  const groups = Map.groupBy(rows, (row) => `${row.kind} ${end(row)} ${row.otherId} ${row.untilOn ?? ''}`)
  return [...groups.values()].map(
    (group) =>
      group.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))[0]!,
  )
}

/** Who heads a household once its head has left: who has belonged to it longest. */
export const nextHead = (members: readonly { id: string; createdAt: Date }[]): string | null =>
  members.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))[0]
    ?.id ?? null

/** A street and a number, not only a district that thousands share. */
export const isWholeAddress = (address: string | null): address is string =>
  address !== null && address.length >= 6 && /[\d〇一二三四五六七八九十]/.test(address)

/** The same phone under names that have nothing in common: two people, not one written twice. */
export const areDifferentNames = (one: readonly string[], other: readonly string[]): boolean => {
  const whole = (forms: readonly string[]) => forms.includes('F')
  const alike = one.some((form) => /^[=~]/.test(form) && other.includes(form))
  return !alike && whole(one) && whole(other)
}

export const shareFamilyName = (one: readonly string[], other: readonly string[]): boolean =>
  one.some((form) => form.startsWith('^') && other.includes(form))
