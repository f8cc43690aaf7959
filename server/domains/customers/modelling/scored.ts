import type { Analytics } from '../../../kernel/analytics.ts'
import { sqlOf } from '../matching/comparing.ts'
import { isList, type Model } from '../matching/model.ts'
import { inside } from '../matching/run.ts'
import { placesOf } from '../matching/scoring.ts'
import type { SelfMatched } from './rules.ts'

/**
 * What the last run left in ClickHouse, read and never written. Counts only: ClickHouse knows no row security, so
 * nothing of a person leaves through here.
 */
export type Left = { analytics: Analytics; database: string }

const rows = <T>(left: Left, sql: string, params?: Record<string, unknown>) =>
  left.analytics.rows<T>(inside(left, sql), params)

/** The tables this page counts on are there, brands among them. @throws Refused 503 when ClickHouse is away */
export async function hasTables(left: Left): Promise<boolean> {
  const [found] = await left.analytics.rows<{ n: number }>(
    `select uniqExact(table) as n from system.columns where database = {database:String}
      and (table in ('scored', 'records') or table = 'raw' and name = 'brand')`,
    { database: left.database },
  )
  return found!.n === 3
}

/** Whose policy: a brand's, or the network's beside those of brands that have their own. */
export type Deciding = { brandId: string | null; owned: readonly string[] }
const dealingWith = (brandId: string) => `select rid from raw where brand = '${brandId}'`
const bothOf = (brandId: string) => `l in (${dealingWith(brandId)}) and r in (${dealingWith(brandId)})`
/** Of `scored`: a brand decides where both deal with it and no other. */
function decidedSql({ brandId, owned }: Deciding): string {
  if (brandId !== null) return `(${bothOf(brandId)})`
  return owned.length > 0 ? `not (${owned.map(bothOf).join(' or ')})` : 'true'
}

/** Both have a valid ID number and not the same: such a pair is never linked without a person. Told by its code alone. */
function verifiedSql(model: Model): string {
  const at = model.comparisons.findIndex(({ name }) => name === 'resident')
  if (at < 0) return '0'
  const { levels } = model.comparisons[at]!
  const level = `intDiv(code, ${placesOf(model)[at]}) % ${levels.length + 2}`
  // Models from before slips were told apart compare valid numbers only.
  const valid = levels.flatMap(({ name }, n) => (name === 'shown-alike' || name === 'other' ? [n + 1] : []))
  return levels.some(({ name }) => name === 'other') ? `${level} in (${valid.join(', ')})` : `${level} > 1`
}

export type Bin = { bin: number; pairs: number; linked: number; verified: number; asked: number }
type Thresholds = { linkAt: number; reviewAt: number }

/** One pass: 25 million pairs in a tenth of a second. */
export const binsOf = (left: Left, model: Model, thresholds: Thresholds, of: Deciding): Promise<Bin[]> =>
  rows<Bin>(
    left,
    `select floor(weight * 2) / 2 as bin, count() as pairs,
      countIf(weight >= {linkAt:Float32} and not (${verifiedSql(model)})) as linked,
      countIf(weight >= {linkAt:Float32} and ${verifiedSql(model)}) as verified,
      countIf(weight >= {reviewAt:Float32} and weight < {linkAt:Float32}) as asked
    from scored where ${decidedSql(of)} group by bin order by bin`,
    thresholds,
  )

/** Everybody in some pair people would be asked about. */
export async function askedCustomers(left: Left, thresholds: Thresholds, of: Deciding): Promise<number> {
  const [found] = await rows<{ n: number }>(
    left,
    `select uniqExact(arrayJoin([l, r])) as n from scored where weight >= {reviewAt:Float32} and weight < {linkAt:Float32} and ${decidedSql(of)}`,
    thresholds,
  )
  return found!.n
}

export async function linkedPairs(
  left: Left,
  model: Model,
  linkAt: number,
  of: Deciding,
): Promise<{ ls: number[]; rs: number[] }> {
  const [found] = await rows<{ ls: number[]; rs: number[] }>(
    left,
    `select groupArray(l) as ls, groupArray(r) as rs from scored where weight >= {linkAt:Float32} and not (${verifiedSql(model)}) and ${decidedSql(of)}`,
    { linkAt },
  )
  return found!
}

/**
 * Every record beside an identical copy of itself: each comparison it has values for is on its first level, and each
 * value's own frequency is its rarity. One pass over `records`, no pairs; a million records come back as a few thousand
 * codes, whose weights TypeScript knows.
 */
export const selfMatched = (left: Left, model: Model, { brandId }: Deciding): Promise<SelfMatched[]> => {
  const places = placesOf(model)
  const parts = model.comparisons.map(({ needs, silent, rare }, at) => {
    const says = [
      ...needs.map((one) => `notEmpty(${one})`),
      ...(silent ? [`not ${sqlOf(silent, model).replaceAll(/\b[lr]\./g, '')}`] : []),
    ].join(' and ')
    const often = rare && (isList(model, rare) ? `arrayMin(often_${rare})` : `often_${rare}`)
    return {
      code: `if(${says}, ${places[at]}, 0)`,
      rarity: often ? `if(${says}, -log2(greatest(${often}, 1e-9)), 0)` : '0',
    }
  })
  return rows<SelfMatched>(
    left,
    `select ${parts.map(({ code }) => code).join(' + ')} as code,
      round(${parts.map(({ rarity }) => rarity).join(' + ')}, 1) as rarity, count() as records
    from records ${brandId === null ? '' : `where rid in (${dealingWith(brandId)})`} group by code, rarity`,
  )
}
