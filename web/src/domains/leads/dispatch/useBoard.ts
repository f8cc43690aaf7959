import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { readBoard } from '../../../../../contract/dispatch.ts'
import type { Reply } from '../../../../../contract/endpoint.ts'
import { type Grade, grades, leadSources } from '../../../../../contract/leads.ts'
import { beginsAt, usePlace } from '../../../app/place.ts'
import { refresh, useRead } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { type Happening, useHappening } from '../../../app/stream.ts'
import { useFilters } from '../../../ui/useFilters.ts'
import { useLeadWords } from '../useLeadWords.ts'

export type Board = Reply<typeof readBoard>
export type Numbers = Omit<Board['total'], 'oldestWaitingAt' | 'disputes'>

/** The part of the network the board is of, for every question behind it. */
export type Part = { brandId?: string; under?: string }

/** The board with its chips; it follows the events of leads, and is asked again every ten seconds anyway. */
export const useBoard = () => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const { brands } = useSession()
  const place = usePlace()
  const filters = useFilters([
    ...(brands.length > 1
      ? [
          {
            key: 'brand',
            label: t('filter.brand'),
            kind: 'choice' as const,
            single: true,
            pinned: true,
            options: brands.map(({ id, name }) => ({ value: id, label: name })),
            ...beginsAt(place, 'brand'),
          },
        ]
      : []),
    {
      key: 'grade',
      label: t('filter.grade'),
      kind: 'choice',
      pinned: true,
      options: grades.map((key) => ({ value: key, label: key })),
    },
    {
      key: 'source',
      label: t('filter.source'),
      kind: 'choice',
      pinned: true,
      options: leadSources.map((key) => ({ value: key, label: words.source(key) })),
    },
  ])
  const brandId = filters.one('brand')
  const [grade, source] = [filters.many<Grade>('grade'), filters.many('source')]
  const under = place && place.kind !== 'brand' ? place.id : undefined
  const part = { ...(brandId ? { brandId } : {}), ...(under ? { under } : {}) }
  const query = {
    ...part,
    ...(grade ? { grade } : {}),
    ...(source ? { source } : {}),
  }
  const read = useRead(readBoard, { query }, { refetchSeconds: 10 })
  useHappening(
    useCallback((happening: Happening) => {
      if (happening.type.startsWith('leads.')) void refresh('/api/dispatch')
    }, []),
  )
  return { ...read, filters, part, place }
}
