/**
 * Money is integer fen (分), one hundredth of a yuan, so that sums are exact up to 90 trillion yuan.
 * Text from people and spreadsheets is read digit by digit: `19.88 * 1e6` in floats is 19879999.999….
 */

const units: Record<string, number> = { '': 0, 千: 3, k: 3, 万: 4, w: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8 }
const shape =
  /^(-)?(?:¥|cny|rmb|人民币)?(-)?(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d*))?(十万|百万|千万|[千k万w亿])?(?:元整?|圆整?|rmb|cny|块)?$/

/** '19.88万', '229,800', '¥198800.50' in fen, halves rounded away from zero; null when it is not a number. */
export function fenFromYuan(text: string): number | null {
  const found = shape.exec(text.normalize('NFKC').replace(/\s/g, '').toLowerCase())
  if (!found) return null
  const [, signBefore, signAfter, whole, fraction = '', unit = ''] = found
  if ((!whole && !fraction) || (signBefore && signAfter)) return null
  const places = units[unit]! + 2
  const padded = fraction.padEnd(places + 1, '0')
  const units10 = `${(whole ?? '').replaceAll(',', '')}${padded.slice(0, places)}`
  const fen = Number(units10) + (padded[places]! >= '5' ? 1 : 0)
  if (!Number.isSafeInteger(fen)) return null
  return fen !== 0 && (signBefore || signAfter) ? -fen : fen
}

type Locale = 'zh-CN' | 'en'
const formatters = new Map<string, Intl.NumberFormat>()

/** '¥198,800', and '¥198,800.50' when there are fen to show. */
export function formatFen(fen: number, locale: Locale = 'zh-CN'): string {
  const places = fen % 100 === 0 ? 0 : 2
  const key = `${locale}${places}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency: 'CNY',
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: places,
      maximumFractionDigits: places,
    })
    formatters.set(key, formatter)
  }
  return formatter.format(fen / 100)
}

/** The exact sum; refuses anything that is not whole fen, because a fraction here is a bug upstream. */
export function sumFen(amounts: Iterable<number>): number {
  let sum = 0
  for (const amount of amounts) sum += wholeFen(amount)
  return wholeFen(sum)
}

/**
 * Shares `total` out by weight and loses no fen: largest remainder first, earlier shares first on a tie.
 * Weights that are all zero share equally; no weights at all give no shares.
 */
export function splitFen(total: number, weights: readonly number[]): number[] {
  wholeFen(total)
  if (weights.some((weight) => !(weight >= 0 && Number.isFinite(weight)))) {
    throw new RangeError('weights are finite and not negative')
  }
  if (weights.length === 0) return []
  const heaviest = Math.max(...weights)
  const scaled = weights.map((weight) => (heaviest === 0 ? 1 : weight / heaviest))
  const whole = scaled.reduce((sum, weight) => sum + weight, 0)
  const exact = scaled.map((weight) => total * (weight / whole))
  const shares = exact.map(Math.trunc)
  let left = total - shares.reduce((sum, share) => sum + share, 0)
  const sign = Math.sign(left)
  const order = exact
    .map((share, at) => ({ at, remainder: (share - shares[at]!) * sign, weight: scaled[at]! }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at)
  for (let turn = 0; left !== 0; turn++, left -= sign) shares[order[turn % order.length]!.at]! += sign
  return shares.map((share) => share + 0)
}

function wholeFen(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of fen: ${amount}`)
  return amount
}
