import { useTranslation } from 'react-i18next'
import { readDealer } from '../../../../../contract/dealers.ts'
import {
  dueBands,
  type Grade,
  grades,
  type Holder,
  holders,
  leadChances,
  leadSources,
  listConsultants,
  type Stage,
  stages,
  type Waiting,
  waitingReasons,
} from '../../../../../contract/leads.ts'
import { beginsAt, usePlace } from '../../../app/place.ts'
import { useRead } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { type Filter, useFilters } from '../../../ui/useFilters.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { useNetwork } from '../../dealers/useNetwork.ts'
import { useLeadWords } from '../useLeadWords.ts'
import { dealerTabs, headTabs, type LeadQuery, type Tab, type TabKey } from './leadTabs.ts'

const useConsultants = (enabled: boolean) => {
  const { data } = useRead(listConsultants, { query: {} }, { enabled, staleSeconds: 300 })
  return data?.items ?? []
}

const option = (value: string, label: string) => ({ value, label })

/** In sight once a link or the place in the network names a dealer; the list itself is narrowed by region. */
const useDealerChip = (): Filter[] => {
  const { t } = useTranslation('leads')
  const { one } = useSearch()
  const place = usePlace()
  const named = one('dealer')
  const { data } = useRead(
    readDealer,
    { params: { id: named ?? '' } },
    { enabled: useCan('dealers.read') && named !== undefined, staleSeconds: 600 },
  )
  const at = place?.kind === 'dealer' ? place : undefined
  if (!named && !at) return []
  const known = [at, data].filter((dealer) => dealer !== undefined)
  // Until its name has come a dealer of the address is kept as it is.
  const options =
    named && !known.some(({ id }) => id === named)
      ? {}
      : { options: known.map(({ id, name }) => option(id, name)) }
  return [
    {
      key: 'dealer',
      label: t('column.dealer'),
      kind: 'choice',
      single: true,
      pinned: true,
      ...options,
      ...beginsAt(place, 'dealer'),
    },
  ]
}

/** Head office looks by place, by who holds a lead and why it waits. */
const useWideChips = (): Filter[] => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const { regions } = useNetwork()
  const place = usePlace()
  const dealer = useDealerChip()
  return [
    {
      key: 'under',
      label: t('filter.under'),
      kind: 'choice',
      single: true,
      pinned: true,
      options: regions
        .filter((region) => place?.kind !== 'brand' || region.brandId === place.id)
        .map((region) => option(region.id, region.name)),
      ...beginsAt(place, 'region'),
    },
    ...dealer,
    {
      key: 'holder',
      label: t('filter.holder'),
      kind: 'choice',
      options: holders.map((key) => option(key, t(`holder.${key}`))),
    },
    {
      key: 'waiting',
      label: t('filter.waiting'),
      kind: 'choice',
      options: waitingReasons.map((key) => option(key, words.waiting(key))),
    },
    { key: 'breached', label: t('filter.breached'), kind: 'flag' },
  ]
}

/** The chips of the inbox; those of a dealer and of head office differ in who holds the lead. */
const useChips = (): Filter[] => {
  const { t } = useTranslation('leads')
  const { t: models } = useTranslation('propensity')
  const words = useLeadWords()
  const { scope, brands } = useSession()
  const atDealer = scope === 'dealer'
  const consultants = useConsultants(atDealer)
  const place = usePlace()
  const wide = useWideChips()
  const narrow: Filter[] = [
    {
      key: 'consultant',
      label: t('filter.consultant'),
      kind: 'choice',
      pinned: true,
      options: consultants.map(({ id, name }) => option(id, name)),
    },
  ]
  return [
    {
      key: 'stage',
      label: t('filter.stage'),
      kind: 'choice',
      pinned: true,
      options: stages.map((key) => option(key, words.stage(key))),
    },
    {
      key: 'grade',
      label: t('filter.grade'),
      kind: 'choice',
      pinned: true,
      options: grades.map((key) => option(key, key)),
    },
    ...(atDealer ? narrow : wide),
    ...(brands.length > 1
      ? [
          {
            key: 'brand',
            label: t('filter.brand'),
            kind: 'choice' as const,
            single: true,
            pinned: true,
            options: brands.map(({ id, name }) => option(id, name)),
            ...beginsAt(place, 'brand'),
          },
        ]
      : []),
    {
      key: 'source',
      label: t('filter.source'),
      kind: 'choice',
      pinned: true,
      options: leadSources.map((key) => option(key, words.source(key))),
    },
    {
      key: 'due',
      label: t('filter.due'),
      kind: 'choice',
      single: true,
      options: dueBands.map((key) => option(key, t(`due.${key}`))),
    },
    { key: 'captured', label: t('filter.captured'), kind: 'days' },
    { key: 'tradeIn', label: t('filter.tradeIn'), kind: 'flag' },
    {
      key: 'chance',
      label: t('filter.chance'),
      kind: 'choice',
      options: leadChances.map((key) => option(key, models(`band.${key}`))),
    },
    { key: 'disputed', label: t('filter.disputed'), kind: 'flag' },
    { key: 'q', label: t('filter.q'), kind: 'text' },
  ]
}

const given = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>
  }

/** Tab, chips and the query they make together; all of it is in the address. */
export const useLeadFilters = () => {
  const { scope } = useSession()
  const { one } = useSearch()
  const filters = useFilters(useChips())
  const tabs: Tab[] = scope === 'dealer' ? dealerTabs : headTabs
  const tab = tabs.find(({ key }) => key === one('tab')) ?? (tabs[0] as Tab)
  const days = filters.days('captured')
  const yes = (key: string) => (filters.flag(key) ? ('true' as const) : undefined)
  const chosen = given({
    stage: filters.many<Stage>('stage'),
    grade: filters.many<Grade>('grade'),
    source: filters.many('source'),
    chance: filters.many<(typeof leadChances)[number]>('chance'),
    holder: filters.many<Holder>('holder'),
    waiting: filters.many<Waiting>('waiting'),
    consultantId: filters.many('consultant'),
    brandId: filters.one('brand'),
    under: filters.one('under'),
    due: filters.one<(typeof dueBands)[number]>('due'),
    tradeIn: yes('tradeIn'),
    disputed: yes('disputed'),
    breached: yes('breached'),
    q: filters.one('q'),
    capturedFrom: days?.[0],
    capturedTo: days?.[1],
    dealerId: scope === 'dealer' ? undefined : filters.one('dealer'),
    customerId: one('customer'),
  })
  const query: LeadQuery = { ...tab.query, ...chosen }
  return { filters, tabs, tab, tabKey: tab.key as TabKey, query, chosen: chosen as LeadQuery }
}
export type LeadFilters = ReturnType<typeof useLeadFilters>
