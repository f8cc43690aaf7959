import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type PlanMeasure,
  planMeasures,
  planMeasureWords,
  readPlanTable,
} from '../../../../../contract/plans.ts'
import { readCatalogue } from '../../../../../contract/vehicles.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useList, useRead } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { dayOf } from '../../../ui/dates.ts'
import { useFilters } from '../../../ui/useFilters.ts'
import { useNow } from '../../../ui/useNow.ts'
import { useChoices } from '../useBoard.ts'

const chips = ['brand', 'region', 'dealer'] as const

/** The choices of the table as they stand in the address, and what they show. */
export const usePlans = () => {
  const { t } = useTranslation('plans')
  const { say } = useLanguage()
  const { scope } = useSession()
  const [plans, imports] = [useCan('insights.plan'), useCan('imports.run')]
  const { choices, chosen, link } = useChoices(chips)
  const catalogue = useRead(readCatalogue, {}, { staleSeconds: 600, enabled: useCan('vehicles.read') }).data
  const seesMoney = scope === 'carmaker' || scope === 'brand'
  const thisMonth = dayOf(useNow()).slice(0, 7)
  const now = Number(thisMonth.slice(0, 4))
  const years = [now - 2, now - 1, now, now + 1].map(String)
  const one = { kind: 'choice', single: true, pinned: true } as const
  const filters = useFilters([
    {
      key: 'measure',
      label: t('measure'),
      ...one,
      fallback: ['orders'],
      options: planMeasures
        .filter((measure) => measure !== 'revenue' || seesMoney)
        .map((value) => ({ value, label: say(planMeasureWords[value]) })),
    },
    {
      key: 'year',
      label: t('year'),
      ...one,
      fallback: [String(now)],
      options: years.map((value) => ({ value, label: value })),
    },
    {
      key: 'series',
      label: t('series'),
      ...one,
      ...(catalogue && { options: catalogue.series.map(({ id, name }) => ({ value: id, label: name })) }),
    },
    ...choices,
  ])
  const year = Number(filters.one('year') ?? now)
  const measure = filters.one<PlanMeasure>('measure') ?? 'orders'
  const series = filters.one('series')
  const query = { year, measure, ...(series ? { series } : {}), ...chosen(filters) }
  const whole = useRead(readPlanTable, { query: { ...query, limit: 1 } })
  return {
    filters,
    query,
    year,
    measure,
    series,
    isMoney: measure === 'revenue',
    months: useMemo(
      () => Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`),
      [year],
    ),
    thisMonth,
    rows: useList(readPlanTable, { query }),
    /** Of all dealers within the filters. */
    whole: whole.data,
    mayPlan: plans && scope !== 'dealer',
    mayImport: plans && imports && seesMoney,
    link: () => link(filters),
  }
}
export type Plans = ReturnType<typeof usePlans>
