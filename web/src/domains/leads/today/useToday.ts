import { useMemo } from 'react'
import { type LeadItem, listLeads } from '../../../../../contract/leads.ts'
import { usePlaceQuery } from '../../../app/place.ts'
import { useList } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { useSearch } from '../../../ui/useSearch.ts'
import { type LeadQuery, useDueCounts } from '../inbox/leadTabs.ts'

export const bands = ['overdue', 'today', 'week'] as const
export type Band = (typeof bands)[number]
export type DueLead = LeadItem & { band: Band }

const most = { overdue: 100, today: 100, week: 20 }

/** Whose day it is: a consultant begins with their own leads, whoever assigns sees the whole dealer. */
export const useWhose = () => {
  const { user } = useSession()
  const { one, set } = useSearch()
  const assigns = useCan('leads.assign')
  const may = useCan('leads.feedback')
  const whose: 'mine' | 'whole' =
    one('whose') === 'whole' || (!one('whose') && (assigns || !may)) ? 'whole' : 'mine'
  const place = usePlaceQuery()
  const query: LeadQuery = { ...place, ...(whose === 'mine' ? { consultantId: [user.id] } : {}) }
  return { whose, query, choose: (next: 'mine' | 'whole') => set({ whose: next, open: undefined }) }
}

const useBand = (band: Band, query: LeadQuery) =>
  useList(
    listLeads,
    { query: { ...query, open: 'true', due: band, sort: 'attention', limit: most[band] } },
    { refetchSeconds: 60 },
  )

export const useToday = (query: LeadQuery) => {
  const overdue = useBand('overdue', query)
  const today = useBand('today', query)
  const week = useBand('week', query)
  const counts = useDueCounts({ ...query, open: 'true' })
  const rows = useMemo<DueLead[]>(
    () => [
      ...overdue.items.map((lead) => ({ ...lead, band: 'overdue' as const })),
      ...today.items.map((lead) => ({ ...lead, band: 'today' as const })),
      ...week.items.map((lead) => ({ ...lead, band: 'week' as const })),
    ],
    [overdue.items, today.items, week.items],
  )
  const lists = { overdue, today, week }
  const failed = bands.map((band) => lists[band]).find((list) => list.problem)
  return {
    rows,
    counts: { overdue: counts?.overdue ?? 0, today: counts?.today ?? 0, week: counts?.week ?? 0 },
    known: counts !== undefined,
    loading: bands.some((band) => lists[band].loading),
    problem: failed?.problem,
    reload: () => void bands.map((band) => lists[band].reload()),
  }
}
export type TodayData = ReturnType<typeof useToday>
