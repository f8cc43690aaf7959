import { useTranslation } from 'react-i18next'
import { listAudiences } from '../../../../contract/audiences.ts'
import { listCampaigns } from '../../../../contract/campaigns.ts'
import { listDealers } from '../../../../contract/dealers.ts'
import { compares, type MetricKey, metricKeys } from '../../../../contract/insights.ts'
import { readCatalogue } from '../../../../contract/vehicles.ts'
import { beginsAt, usePlace } from '../../app/place.ts'
import { useRead } from '../../app/query.ts'
import { useCan, useSession } from '../../app/session.tsx'
import { dayOf } from '../../ui/dates.ts'
import { type Filter, type FilterOption, type Filters, useFilters } from '../../ui/useFilters.ts'
import { useNow } from '../../ui/useNow.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { useMedia } from '../campaigns/useMedia.ts'
import { useNetwork } from '../dealers/useNetwork.ts'

export type Compare = (typeof compares)[number]
/** What every read of the board is asked with; the chips in the address say the same. */
export type LoopAsk = {
  from: string
  to: string
  compare: Compare
  brand?: string[]
  medium?: string[]
  region?: string[]
  campaign?: string[]
  series?: string[]
  dealer?: string[]
}

/** From the first of last month until today. */
export const usualPeriod = (today: string): [string, string] => {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return [new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10), today]
}

const named = (items: { id: string; name: string }[] | undefined): FilterOption[] | undefined =>
  items?.map(({ id, name }) => ({ value: id, label: name }))

const useOptions = (of: readonly ChipKey[]) => {
  const { brands } = useSession()
  const network = useNetwork()
  const { one } = useSearch()
  const place = usePlace()
  const slow = { staleSeconds: 600 }
  const campaigns = useRead(
    listCampaigns,
    { query: { limit: 200 } },
    { ...slow, enabled: useCan('campaigns.read') && of.includes('campaign') },
  ).data
  const catalogue = useRead(readCatalogue, {}, { ...slow, enabled: useCan('vehicles.read') }).data
  const dealers = useRead(
    listDealers,
    { query: { limit: 1000 } },
    { ...slow, enabled: useCan('dealers.read') && one('dealer') !== undefined },
  ).data
  const audiences = useRead(
    listAudiences,
    { query: { limit: 200 } },
    { ...slow, staleSeconds: 60, enabled: useCan('insights.read') && of.includes('audience') },
  ).data
  const media = useMedia()
  const ofPlace = ({ brandId }: { brandId: string | null }) => place?.kind !== 'brand' || brandId === place.id
  return {
    brand: named(brands),
    medium: media.options,
    region: network.regions.length > 0 ? named(network.regions.filter(ofPlace)) : undefined,
    campaign: named(campaigns?.items),
    audience: named(audiences?.items),
    series: named(catalogue?.series),
    dealer: named(dealers?.items ?? (place?.kind === 'dealer' && !one('dealer') ? [place] : undefined)),
  }
}

const chips = ['brand', 'medium', 'region', 'series', 'campaign', 'dealer'] as const
type ChipKey = (typeof chips)[number] | 'audience'

const useChips = <K extends ChipKey>(of: readonly K[]): K[] => {
  const { scope, brands } = useSession()
  const place = usePlace()
  const { one } = useSearch()
  const hidden: Record<ChipKey, boolean> = {
    brand: brands.length < 2,
    medium: false,
    region: scope === 'dealer' || scope === 'region',
    series: false,
    campaign: false,
    audience: false,
    dealer: one('dealer') === undefined && place?.kind !== 'dealer',
  }
  return of.filter((key) => !hidden[key])
}

/** The chips of a board, and what they hold: for its queries, and as a link that shows others the same. */
export const useChoices = <K extends ChipKey>(of: readonly K[]) => {
  const { t } = useTranslation('insights')
  const options = useOptions(of)
  const shown = useChips(of)
  const place = usePlace()
  const choice = (key: ChipKey): Filter => ({
    key,
    label: t(`filter.${key}`),
    kind: 'choice',
    pinned: true,
    // Without options a value of the address is kept as it is until they have come.
    ...(options[key] ? { options: options[key] } : {}),
    ...(key === 'brand' || key === 'region' || key === 'dealer' ? beginsAt(place, key) : {}),
  })
  return {
    choices: shown.map(choice),
    chosen: (filters: Filters) => {
      const values: Partial<Record<K, string[]>> = {}
      for (const key of shown) {
        const some = filters.many(key)
        if (some) values[key] = some
      }
      return values
    },
    link: (filters: Filters) => {
      const url = new URL(location.href)
      for (const key of shown) {
        url.searchParams.delete(key)
        for (const value of filters.many(key) ?? []) url.searchParams.append(key, value)
      }
      return url.href
    },
  }
}

const asMetric = (text: string | undefined): MetricKey | undefined => metricKeys.find((key) => key === text)

/** The choices of the board as they stand in the address, and the query they make. */
export const useBoard = () => {
  const { t } = useTranslation('insights')
  const today = dayOf(useNow())
  const { choices, chosen, link } = useChoices(chips)
  const search = useSearch()
  const usual = usualPeriod(today)
  const filters = useFilters([
    { key: 'period', label: t('filter.period'), kind: 'days', pinned: true, fallback: [usual.join('..')] },
    {
      key: 'compare',
      label: t('filter.compare'),
      kind: 'choice',
      single: true,
      pinned: true,
      fallback: ['previous'],
      options: compares.map((value) => ({ value, label: t(`compare.${value}`) })),
    },
    ...choices,
  ])
  const [from, to] = filters.days('period') ?? usual
  const narrowed = chosen(filters)
  const query: LoopAsk = { from, to, compare: filters.one<Compare>('compare') ?? 'previous', ...narrowed }
  return {
    filters,
    query,
    narrowed: Object.keys(narrowed).length > 0,
    today,
    search,
    /** The address with everything in it, also what this window begins with: it shows others the same. */
    link: () => link(filters),
    rows: asMetric(search.one('rows')),
    showRows: (metric: MetricKey, more: { bucket?: string; reason?: string } = {}) =>
      search.set({ rows: metric, bucket: more.bucket, reason: more.reason }),
    narrow: (key: ChipKey, value: string) => search.set({ [key]: value }),
  }
}
export type Board = ReturnType<typeof useBoard>
