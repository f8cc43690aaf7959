/**
 * What follows from a weight: linked, asked of a person, or kept apart. Pure. Never linked without a person: two whose ID
 * numbers differ, two somebody told apart, and a cluster that grew suspiciously.
 */
export type Edge = {
  a: string
  b: string
  weight: number
  levels: number[]
  rarity: number
  rarities: number[]
  /** Both have an ID number, and not the same. */
  verified: boolean
  /** The brand both belong to; null when none or several. */
  brandId: string | null
}
export type Policy = {
  brandId: string | null
  linkAt: number
  reviewAt: number
  mostLinked: number
  automatic: boolean
}
export type Held = 'between' | 'grown' | 'verified' | 'manual'
export type Settled = {
  /** Each becomes one customer. */
  link: { ids: string[]; edges: Edge[] }[]
  ask: { edge: Edge; held: Held; groupId: string }[]
}

export const policyFor = (policies: readonly Policy[], brandId: string | null): Policy =>
  policies.find((one) => one.brandId === brandId) ?? policies.find((one) => one.brandId === null)!

/** @param apart pairs somebody told apart, as `a|b` with the smaller id first */
export function settle(
  edges: readonly Edge[],
  policies: readonly Policy[],
  apart: ReadonlySet<string>,
): Settled {
  const asked: { edge: Edge; held: Held }[] = []
  const strong: Edge[] = []
  for (const edge of edges) {
    if (apart.has(`${edge.a}|${edge.b}`)) continue
    const { linkAt, reviewAt, automatic } = policyFor(policies, edge.brandId)
    if (edge.weight < reviewAt) continue
    if (edge.weight < linkAt) asked.push({ edge, held: 'between' })
    else if (edge.verified) asked.push({ edge, held: 'verified' })
    else if (automatic) strong.push(edge)
    else asked.push({ edge, held: 'manual' })
  }
  const link: Settled['link'] = []
  const clusters = gather(strong)
  // The strictest of the policies under which the cluster hangs together.
  for (const { ids, edges: inside } of clusters) {
    const most = Math.min(...inside.map((edge) => policyFor(policies, edge.brandId).mostLinked))
    const held = ids.length > most ? 'grown' : hasApart(ids, apart, edges) ? 'verified' : null
    if (held) asked.push(...inside.map((edge): { edge: Edge; held: Held } => ({ edge, held })))
    else link.push({ ids, edges: inside })
  }
  const linkedTo = new Map(link.flatMap(({ ids }) => ids.map((id) => [id, ids[0]!] as const)))
  // Whoever has just become one person need not be asked about.
  const open = asked.filter(({ edge: { a, b } }) => !linkedTo.has(a) || linkedTo.get(a) !== linkedTo.get(b))
  const groups = new Map(
    gather(open.map(({ edge }) => edge)).flatMap(({ ids }) => ids.map((id) => [id, ids[0]!] as const)),
  )
  return { link, ask: open.map((one) => ({ ...one, groupId: groups.get(one.edge.a)! })) }
}

/** Somebody in the cluster was told apart from another, or has another ID number. */
function hasApart(ids: readonly string[], apart: ReadonlySet<string>, edges: readonly Edge[]): boolean {
  if (ids.length < 3 && apart.size === 0) return false
  const inside = new Set(ids)
  for (const [at, a] of ids.entries())
    for (const b of ids.slice(at + 1)) if (apart.has(`${a}|${b}`)) return true
  return edges.some((edge) => edge.verified && inside.has(edge.a) && inside.has(edge.b))
}

/** Ids that hang together, smallest first, with the edges between them. */
export function gather<E extends { a: string; b: string }>(
  edges: readonly E[],
): { ids: string[]; edges: E[] }[] {
  const parent = new Map<string, string>()
  const root = (id: string): string => {
    let at = id
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      parent.set(at, parent.get(up) ?? up)
      at = up
    }
    return at
  }
  for (const { a, b } of edges) {
    const [smaller, larger] = [root(a), root(b)].sort() as [string, string]
    if (smaller !== larger) parent.set(larger, smaller)
  }
  const clusters = new Map<string, { ids: Set<string>; edges: E[] }>()
  for (const edge of edges) {
    const name = root(edge.a)
    const cluster = clusters.get(name) ?? { ids: new Set(), edges: [] }
    clusters.set(name, cluster)
    cluster.ids.add(edge.a).add(edge.b)
    cluster.edges.push(edge)
  }
  return [...clusters.values()].map(({ ids, edges: inside }) => ({ ids: [...ids].sort(), edges: inside }))
}
