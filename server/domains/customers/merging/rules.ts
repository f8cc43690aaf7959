/** Why two records are not put together. `kinds` never; the others only by a person who says why. */
export type MergeFault = 'kinds' | 'idNumbers' | 'keptApart'

export type Side = { id: string; kind: string; hash: string | null; createdAt: Date }

/** What stands against it. `saidWhy`: a person gave a reason, and answers for it. */
export function mergeFault(
  survivor: Side,
  absorbed: Side,
  { saidWhy, keptApart }: { saidWhy: boolean; keptApart: boolean },
): MergeFault | null {
  if (survivor.kind !== absorbed.kind) return 'kinds'
  if (saidWhy) return null
  if (survivor.hash && absorbed.hash && survivor.hash !== absorbed.hash) return 'idNumbers'
  return keptApart ? 'keptApart' : null
}

/** Stable ids: the oldest record survives, so that a later run finds the same customer. */
export const survivorAmong = (people: readonly Side[]): string =>
  people.reduce((oldest, one) =>
    one.createdAt.getTime() !== oldest.createdAt.getTime()
      ? one.createdAt < oldest.createdAt
        ? one
        : oldest
      : one.id < oldest.id
        ? one
        : oldest,
  ).id

export const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)
