import type { Ctx } from '../../../kernel/ctx.ts'
import {
  allBrands,
  allOptions,
  allSeries,
  allVariants,
  type CatalogueRow,
  upsertCatalogue,
} from '../queries/catalogue.ts'
import { type CatalogueBrand, type CatalogueSeries, type Interest, readInterest } from '../rules.ts'

export type Catalogue = {
  brands: CatalogueBrand[]
  series: CatalogueSeries[]
  /** Tolerant of spacing, brand before the series, codes and beginnings; nulls where it is not certain. */
  findInterest(brandText?: string | null, seriesText?: string | null, variantText?: string | null): Interest
}

const keepMs = 10_000
const caches = new WeakMap<object, { at: number; catalogue: Promise<Catalogue> }>()

/** The whole catalogue, read at most every ten seconds by a process; an import's rows are matched in memory. */
export function catalogue(ctx: Ctx): Promise<Catalogue> {
  const cached = caches.get(ctx.services)
  const age = cached ? ctx.now.getTime() - cached.at : keepMs
  if (cached && age >= 0 && age < keepMs) return cached.catalogue
  const loading = loadCatalogue(ctx)
  caches.set(ctx.services, { at: ctx.now.getTime(), catalogue: loading })
  loading.catch(() => caches.delete(ctx.services))
  return loading
}

/** After a write, so that whoever wrote reads what was written. */
export function forgetCatalogue(ctx: Ctx): void {
  caches.delete(ctx.services)
  ctx.afterCommit(async () => void caches.delete(ctx.services))
}

async function loadCatalogue(ctx: Ctx): Promise<Catalogue> {
  const brands = await allBrands(ctx)
  const lines = await allSeries(ctx)
  const variants = Map.groupBy(await allVariants(ctx), (variant) => variant.seriesId)
  const options = Map.groupBy(await allOptions(ctx), (option) => option.seriesId)
  const series = lines.map((line) => ({
    ...line,
    variants: (variants.get(line.id) ?? []).map(({ seriesId: _, ...variant }) => variant),
    options: (options.get(line.id) ?? []).map(({ seriesId: _, ...option }) => option),
  }))
  const known = new Map<string, Interest>()
  return {
    brands,
    series,
    findInterest(brand, line, variant) {
      const key = `${brand ?? ''}\t${line ?? ''}\t${variant ?? ''}`
      let found = known.get(key)
      if (!found) {
        if (known.size >= 10_000) known.clear()
        found = readInterest(brands, series, { brand, series: line, variant })
        known.set(key, found)
      }
      return found
    },
  }
}

export async function saveCatalogue(
  ctx: Ctx,
  rows: CatalogueRow[],
): Promise<{ created: number; updated: number }> {
  if (rows.length === 0) return { created: 0, updated: 0 }
  const counts = await upsertCatalogue(ctx, rows)
  forgetCatalogue(ctx)
  return counts
}
