import { countLeads, countLimit, type listLeads } from '../../../../../contract/leads.ts'
import type { Args } from '../../../app/client.ts'
import { useRead } from '../../../app/query.ts'
import type en from '../../../locales/en/leads.ts'

export type LeadQuery = NonNullable<Args<typeof listLeads>['query']>
export type TabKey = keyof (typeof en)['tab']
export type Tab = { key: TabKey; query: LeadQuery }

const open = { open: 'true' } as const
const soonest = { ...open, sort: 'attention' } as const

export const dealerTabs: Tab[] = [
  { key: 'todo', query: soonest },
  { key: 'today', query: { ...soonest, due: 'today' } },
  { key: 'overdue', query: { ...soonest, due: 'overdue' } },
  { key: 'hot', query: { ...soonest, grade: ['H'] } },
  { key: 'tradeIn', query: { ...soonest, tradeIn: 'true' } },
  { key: 'disputed', query: { ...soonest, disputed: 'true' } },
  { key: 'lost', query: { stage: ['lost'], sort: 'recent' } },
  { key: 'all', query: { sort: 'recent' } },
]
export const headTabs: Tab[] = [
  { key: 'open', query: { ...open, sort: 'recent' } },
  { key: 'waiting', query: { ...soonest, holder: ['pool', 'contact-centre'] } },
  { key: 'overdue', query: { ...soonest, due: 'overdue' } },
  { key: 'breached', query: { ...open, breached: 'true', sort: 'recent' } },
  { key: 'disputed', query: { ...soonest, disputed: 'true' } },
  { key: 'lost', query: { stage: ['lost'], sort: 'recent' } },
  { key: 'all', query: { sort: 'recent' } },
]

const bounded = (count: number) => (count >= countLimit ? `${countLimit.toLocaleString('en-US')}+` : count)

export const useCount = ({ sort: _, ...query }: LeadQuery, enabled = true): number | string | undefined => {
  const { data } = useRead(countLeads, { query: { ...query, by: 'due' } }, { enabled, refetchSeconds: 60 })
  return data ? bounded(data.counts.all ?? 0) : undefined
}

export const useDueCounts = ({ sort: _, ...query }: LeadQuery, enabled = true) => {
  const { data } = useRead(countLeads, { query: { ...query, by: 'due' } }, { enabled, refetchSeconds: 60 })
  return data?.counts
}
export const useStageCounts = ({ sort: _, ...query }: LeadQuery) => {
  const { data } = useRead(countLeads, { query: { ...query, by: 'stage' } })
  return data?.counts
}
