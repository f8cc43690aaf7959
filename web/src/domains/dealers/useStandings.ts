import { useMemo } from 'react'
import { listStandings } from '../../../../contract/dispatch.ts'
import { type Listed, useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'

export type Standing = Listed<typeof listStandings>

/** Load and promptness by dealer, for those who steer the network; nobody else learns another dealer's figures. */
export const useStandings = (query: { brandId?: string; under?: string }, wanted = true) => {
  const may = useCan('leads.decide')
  const { data } = useRead(listStandings, { query }, { enabled: may && wanted, staleSeconds: 60 })
  return useMemo(() => new Map(data?.items.map((item) => [item.dealerId, item])), [data])
}
