import { latinOf, normaliseName } from '../../kernel/names.ts'

export type CatalogueBrand = { id: string; code: string; name: string }
export type CatalogueVariant = {
  id: string
  name: string
  priceFen: number
  active: boolean
  modelId: string
  model: string
}
export type CatalogueOption = { id: string; name: string; priceFen: number }
export type CatalogueSeries = {
  id: string
  brandId: string
  name: string
  segment: string
  energy: string
  active: boolean
  variants: CatalogueVariant[]
  options: CatalogueOption[]
}
export type Interest = { brandId: string | null; seriesId: string | null; variantId: string | null }

/** Letters, digits and Han only: '星程-N7 长续航' and '星程N7长续航' are the same thing. */
export const plainName = (text: string): string =>
  latinOf(normaliseName(text)).replace(/[^\p{L}\p{N}.]/gu, '')

/**
 * What a free text means in the catalogue: by name or code, whole or in part, the deepest thing that is certain.
 * A variant names its series and a series its brand; what does not fit together is left out.
 */
export function readInterest(
  brands: readonly CatalogueBrand[],
  series: readonly CatalogueSeries[],
  said: { brand?: string | null; series?: string | null; variant?: string | null },
): Interest {
  const brand = onlyOne(brands, said.brand, (one) => [one.name, one.code])
  const within = series.filter((one) => !brand || one.brandId === brand.id)
  const saidSeries = stripBrand(said.series, brands)
  let line =
    onlyOne(within, said.series, (one) => [one.name]) ??
    onlyOne(within, saidSeries, (one) => [one.name, stripBrand(one.name, brands) ?? one.name])
  const variants = (line ? [line] : within).flatMap((one) =>
    one.variants.map((variant) => ({ ...variant, line: one })),
  )
  // '越岭L 四驱' as a series says more than the series: the rest may be its variant.
  const wholeSaid = [said.series, saidSeries].some(
    (text) =>
      text &&
      line &&
      [line.name, stripBrand(line.name, brands)].some((name) => name && plainName(name) === plainName(text)),
  )
  const variantText = said.variant ?? (wholeSaid ? null : said.series)
  const variant =
    onlyOne(variants, variantText, (one) => [one.name]) ??
    (line ? onlyOne(variants, variantText, (one) => [one.name.replace(line!.name, '')]) : undefined)
  line ??= variant?.line ?? onlyMentioned(within, variantText)
  return {
    brandId: line?.brandId ?? brand?.id ?? null,
    seriesId: line?.id ?? null,
    variantId: variant?.id ?? null,
  }
}

const stripBrand = (text: string | null | undefined, brands: readonly CatalogueBrand[]): string | null =>
  text ? brands.reduce((rest, brand) => rest.replace(brand.name, ''), text).trim() || null : null

/** Equal first, then the only one that begins with it or that it begins with. */
function onlyOne<T>(
  items: readonly T[],
  text: string | null | undefined,
  names: (item: T) => string[],
): T | undefined {
  const wanted = text ? plainName(text) : ''
  if (wanted === '') return undefined
  const plain = items.map((item) => ({ item, names: names(item).map(plainName) }))
  const equal = plain.filter((one) => one.names.includes(wanted))
  if (equal.length > 0) return equal[0]!.item
  if (wanted.length < 2) return undefined
  const near = plain.filter((one) =>
    one.names.some((name) => name.startsWith(wanted) || (name.length > 1 && wanted.startsWith(name))),
  )
  return near.length === 1 ? near[0]!.item : undefined
}

/** '想看越岭 两驱的车' mentions one series. */
function onlyMentioned(
  series: readonly CatalogueSeries[],
  text: string | null | undefined,
): CatalogueSeries | undefined {
  if (!text) return undefined
  const wanted = plainName(text)
  const mentioned = series.filter((one) => wanted.includes(plainName(one.name)))
  return mentioned.length === 1 ? mentioned[0] : undefined
}
