import { useTranslation } from 'react-i18next'
import type { AnalysisFilter } from '../../../../../contract/analyses.ts'
import { compares } from '../../../../../contract/insights.ts'
import { useFilters } from '../../../ui/useFilters.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { useChoices } from '../useBoard.ts'

const chips = ['brand', 'medium', 'region', 'series', 'campaign', 'dealer', 'audience'] as const
/** What of the address is a filter, and so is kept with a board, a link and a subscription. */
export const filterKeys: readonly AnalysisFilter[] = ['period', 'compare', ...chips]

type Asked = {
  from?: string
  to?: string
  compare?: (typeof compares)[number]
} & { [K in (typeof chips)[number]]?: string[] }

/** The filters alone, as the address writes them. */
export const filtersOf = (address: string): string => {
  const all = new URLSearchParams(address)
  return new URLSearchParams([...all].filter(([key]) => filterKeys.some((one) => one === key))).toString()
}

/** The chips of a board as they stand in the address, and what each analysis is asked with. */
export const useAsked = () => {
  const { t } = useTranslation('insights')
  const { t: own } = useTranslation('boards')
  const { choices, chosen, link } = useChoices(chips)
  const search = useSearch()
  const filters = useFilters([
    { key: 'period', label: t('filter.period'), kind: 'days', pinned: true },
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
  const narrowed = chosen(filters)
  const days = filters.days('period')
  return {
    filters,
    search,
    /** Only what it listens to, so that another chip does not ask it again. */
    of: (listens: readonly AnalysisFilter[]): Asked => {
      const asked: Asked = {}
      if (days && listens.includes('period')) [asked.from, asked.to] = days
      if (listens.includes('compare'))
        asked.compare = filters.one<(typeof compares)[number]>('compare') ?? 'previous'
      for (const key of chips) if (narrowed[key] && listens.includes(key)) asked[key] = narrowed[key]
      return asked
    },
    /** The chips that narrow the board and not this analysis. */
    deafTo: (listens: readonly AnalysisFilter[]): string[] =>
      filters.filters
        .filter(
          ({ key }) => (key === 'period' ? days : key in narrowed) && !listens.some((one) => one === key),
        )
        .map(({ label }) => label),
    /** In words, for the account an analysis gives of itself. */
    words: (listens: readonly AnalysisFilter[]): string[] =>
      filters.filters.flatMap(({ key, label, options }) => {
        const values = filters.many(key)
        if (key === 'period' || !values || !listens.some((one) => one === key)) return []
        const names = values.map((value) => options?.find((one) => one.value === value)?.label ?? value)
        return [own('said', { name: label, values: names.join(' ') })]
      }),
    link: () => link(filters),
  }
}
export type AskedBoard = ReturnType<typeof useAsked>
