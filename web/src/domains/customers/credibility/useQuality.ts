import { useTranslation } from 'react-i18next'
import {
  judgedFields,
  type QualityDimension,
  qualityDimensions,
  readQuality,
  type Trouble,
  troubles,
} from '../../../../../contract/credibility.ts'
import { listDealers } from '../../../../../contract/dealers.ts'
import { useRead } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { useFilters } from '../../../ui/useFilters.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import { useSourceName } from '../words.ts'

/** What the address says: by what, which records are behind the drawer, and the chips. */
export const useQuality = () => {
  const { t } = useTranslation('quality')
  const search = useSearch()
  const sourceName = useSourceName()
  const atDealer = useSession().home === 'dealer'
  const dealers = useRead(
    listDealers,
    { query: { limit: 1000 } },
    { enabled: useCan('dealers.read') && !atDealer, staleSeconds: 600 },
  ).data
  const sources = useRead(readQuality, { query: { by: 'source' } }, { staleSeconds: 600 }).data
  const filters = useFilters([
    {
      key: 'source',
      label: t('filter.source'),
      kind: 'choice',
      single: true,
      pinned: true,
      ...(sources && { options: sources.rows.map(({ key }) => ({ value: key, label: sourceName(key) })) }),
    },
    ...(atDealer
      ? []
      : [
          {
            key: 'dealer',
            label: t('filter.dealer'),
            kind: 'choice' as const,
            single: true,
            pinned: true,
            ...(dealers && { options: dealers.items.map(({ id, name }) => ({ value: id, label: name })) }),
          },
        ]),
    { key: 'period', label: t('filter.period'), kind: 'days', pinned: true },
  ])
  const wanted = qualityDimensions.find((one) => one === search.one('by'))
  const by: QualityDimension = wanted ?? (atDealer ? 'consultant' : 'source')
  const days = filters.days('period')
  const [source, dealer] = [filters.one('source'), filters.one('dealer')]
  const choice = {
    ...(source && { source }),
    ...(dealer && { dealer }),
    ...(days && { from: days[0], to: days[1] }),
  }
  const rows = search.one('rows')
  const trouble = troubles.find((one) => one === rows)
  return {
    by,
    atDealer,
    filters,
    choice,
    search,
    /** The records in the drawer: `all`, or those with a trouble; of one row of the table. */
    open: rows
      ? {
          trouble,
          field: judgedFields.find((one) => one === search.one('field')),
          ofSource: search.one('ofSource'),
          ofDealer: search.one('ofDealer'),
          ofConsultant: search.one('ofConsultant'),
        }
      : undefined,
    show: (what: Trouble | 'all', of: { field?: string; key?: string } = {}) => {
      const at = { source: 'ofSource', dealer: 'ofDealer', consultant: 'ofConsultant' }[by]
      search.set({
        rows: what,
        field: of.field,
        ofSource: undefined,
        ofDealer: undefined,
        ofConsultant: undefined,
        ...(of.key && { [at]: of.key }),
      })
    },
    close: () =>
      search.set({
        rows: undefined,
        field: undefined,
        ofSource: undefined,
        ofDealer: undefined,
        ofConsultant: undefined,
      }),
  }
}
export type QualityPlace = ReturnType<typeof useQuality>
