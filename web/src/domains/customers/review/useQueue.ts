import { useTranslation } from 'react-i18next'
import { listDealers } from '../../../../../contract/dealers.ts'
import { originWords } from '../../../../../contract/leads.ts'
import { type HeldReason, heldReasons } from '../../../../../contract/match-review.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { beginsAt, usePlace } from '../../../app/place.ts'
import { useRead } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { useFilters } from '../../../ui/useFilters.ts'

const ranges = {
  high: { weightFrom: 8 },
  upper: { weightFrom: 4, weightTo: 8 },
  lower: { weightFrom: 0, weightTo: 4 },
  low: { weightTo: 0 },
}
type Range = keyof typeof ranges
const rangeNames = Object.keys(ranges) as Range[]

/** The filters of the queue, in the address, and what they ask the server for. */
export const useQueue = () => {
  const { t } = useTranslation('review')
  const { say } = useLanguage()
  const place = usePlace()
  const { brands } = useSession()
  const dealers = useRead(
    listDealers,
    { query: { limit: 1000 } },
    { enabled: useCan('dealers.read'), staleSeconds: 600 },
  ).data?.items.map(({ id, name }) => ({ value: id, label: name }))
  const filters = useFilters([
    {
      key: 'brand',
      label: t('filter.brand'),
      kind: 'choice',
      single: true,
      pinned: true,
      options: brands.map(({ id, name }) => ({ value: id, label: name })),
      ...beginsAt(place, 'brand'),
    },
    {
      key: 'weight',
      label: t('filter.weight'),
      kind: 'choice',
      single: true,
      pinned: true,
      options: rangeNames.map((value) => ({ value, label: t(`range.${value}`) })),
    },
    {
      key: 'held',
      label: t('filter.held'),
      kind: 'choice',
      single: true,
      options: heldReasons.map((value) => ({ value, label: t(`held.${value}`) })),
    },
    {
      key: 'dealer',
      label: t('filter.dealer'),
      kind: 'choice',
      single: true,
      ...(dealers ? { options: dealers } : {}),
      ...beginsAt(place, 'dealer'),
    },
    {
      key: 'source',
      label: t('filter.source'),
      kind: 'choice',
      single: true,
      options: Object.entries(originWords).map(([value, words]) => ({ value, label: say(words) })),
    },
    { key: 'aside', label: t('filter.aside'), kind: 'flag' },
  ])
  const [brand, dealer, source] = [filters.one('brand'), filters.one('dealer'), filters.one('source')]
  const [held, range] = [filters.one<HeldReason>('held'), filters.one<Range>('weight')]
  return {
    filters,
    query: {
      ...(brand ? { brand } : {}),
      ...(dealer ? { dealer } : {}),
      ...(source ? { source } : {}),
      ...(held ? { held } : {}),
      ...(range ? ranges[range] : {}),
      ...(filters.flag('aside') ? { aside: 'true' as const } : {}),
    },
  }
}
