import { useMemo } from 'react'
import { readCatalogue } from '../../../../contract/vehicles.ts'
import { useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'

/** Series and variants on sale, as options for a choice; they change with the model year. */
export const useCatalogue = (brandId?: string) => {
  const { data } = useRead(readCatalogue, {}, { staleSeconds: 600, enabled: useCan('vehicles.read') })
  return useMemo(() => {
    const series = (data?.series ?? []).filter((one) => one.active && (!brandId || one.brandId === brandId))
    const variants = series.flatMap((one) => one.variants.filter((variant) => variant.active))
    return {
      series,
      seriesOptions: series.map((one) => ({ value: one.id, label: one.name })),
      variantOptions: variants.map((variant) => ({ value: variant.id, label: variant.name })),
      variantsOf: (seriesId: string | undefined) =>
        (series.find((one) => one.id === seriesId)?.variants ?? []).filter((variant) => variant.active),
    }
  }, [data, brandId])
}
