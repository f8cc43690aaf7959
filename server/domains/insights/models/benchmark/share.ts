/**
 * 市场占有率 = 竞争力(商品力) × 销售力, market share = product power × sales power (A15-01), in what a network counts:
 * sold / market = (enquiries / market) × (sold / enquiries). Product power is how many of the market's buyers ask for our
 * cars; sales power is how many of those who ask are sold to.
 */
export type MarketCell = { cell: string; market: number; enquiries: number; sold: number }

export type Powers = { share: number; productPower: number; salesPower: number }
export type ShareChange = {
  now: Powers
  /** The period before, a plan, or another region. */
  reference: Powers
  /** In share points (0.01 is one point); they add up to the change exactly. */
  contributions: { product: number; sales: number; mix: number }
  cells: { cell: string; product: number; sales: number; mix: number }[]
}

export function powersOf(cells: readonly MarketCell[]): Powers {
  const sum = (of: (cell: MarketCell) => number) => cells.reduce((total, cell) => total + of(cell), 0)
  const [market, enquiries, sold] = [
    sum((one) => one.market),
    sum((one) => one.enquiries),
    sum((one) => one.sold),
  ]
  return {
    share: over(sold, market),
    productPower: over(enquiries, market),
    salesPower: over(sold, enquiries),
  }
}

const over = (part: number, whole: number) => (whole > 0 ? part / whole : 0)

/**
 * Why the share differs, cell by cell (region by series): by what product power did, what sales power did, and where the
 * market itself moved. Logarithmic mean Divisia index (Ang 2005): nothing is left over and no order of looking matters.
 */
export function compareShare(now: readonly MarketCell[], reference: readonly MarketCell[]): ShareChange {
  const [nowMarket, thenMarket] = [now, reference].map((cells) =>
    cells.reduce((sum, { market }) => sum + market, 0),
  )
  const thenOf = new Map(reference.map((cell) => [cell.cell, cell]))
  const nowOf = new Map(now.map((cell) => [cell.cell, cell]))
  const cells = [...new Set([...nowOf.keys(), ...thenOf.keys()])].map((cell) => {
    const [one, other] = [factors(nowOf.get(cell), nowMarket!), factors(thenOf.get(cell), thenMarket!)]
    const weight = logarithmicMean(product(one), product(other))
    const part = (place: number) => weight * Math.log(one[place]! / other[place]!)
    return { cell, mix: part(0), product: part(1), sales: part(2) }
  })
  const sum = (of: 'product' | 'sales' | 'mix') => cells.reduce((total, cell) => total + cell[of], 0)
  return {
    now: powersOf(now),
    reference: powersOf(reference),
    contributions: { product: sum('product'), sales: sum('sales'), mix: sum('mix') },
    cells,
  }
}

/** Ang's way with zeros: a number too small to show, whose limit is the right one. */
const almostNothing = 1e-30

const factors = (cell: MarketCell | undefined, market: number): [number, number, number] => [
  over(cell?.market ?? 0, market) || almostNothing,
  over(cell?.enquiries ?? 0, cell?.market ?? 0) || almostNothing,
  over(cell?.sold ?? 0, cell?.enquiries ?? 0) || almostNothing,
]
const product = ([a, b, c]: [number, number, number]) => a * b * c

const logarithmicMean = (a: number, b: number) =>
  Math.abs(a - b) < 1e-15 * (a + b) ? a : (a - b) / Math.log(a / b)
