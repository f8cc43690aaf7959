import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listDealers } from '../../../../contract/dealers.ts'
import type { Sent } from '../../../../contract/endpoint.ts'
import {
  exportRepairOrders,
  type listRepairOrders,
  type RepairKind,
  repairKinds,
} from '../../../../contract/service.ts'
import { download } from '../../app/client.ts'
import { beginsAt, usePlace } from '../../app/place.ts'
import { asProblem, useRead } from '../../app/query.ts'
import { useCan, useSession } from '../../app/session.tsx'
import { ask } from '../../ui/ask.ts'
import { toast } from '../../ui/Toast.store.ts'
import { type Filter, useFilters } from '../../ui/useFilters.ts'
import { useSearch } from '../../ui/useSearch.ts'

export type RepairQuery = NonNullable<Sent<typeof listRepairOrders>['query']>

/** Days, kind and dealer; a dealer's own people have one dealer and need no choice. */
export const useRepairFilters = (open: boolean) => {
  const { t } = useTranslation('service')
  const { one } = useSearch()
  const { scope } = useSession()
  const place = usePlace()
  const wide = scope !== 'dealer'
  const { data } = useRead(
    listDealers,
    { query: { limit: 1000 } },
    { enabled: useCan('dealers.read') && wide, staleSeconds: 600 },
  )
  const dealers = data?.items.map(({ id, name }) => ({ value: id, label: name }))
  const dealer: Filter = {
    key: 'dealer',
    label: t('filter.dealer'),
    kind: 'choice',
    single: true,
    pinned: true,
    ...(dealers ? { options: dealers } : {}),
    ...beginsAt(place, 'dealer'),
  }
  const filters = useFilters([
    { key: 'period', label: t('filter.period'), kind: 'days', pinned: true },
    {
      key: 'kind',
      label: t('filter.kind'),
      kind: 'choice',
      pinned: true,
      options: repairKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
    },
    ...(wide ? [dealer] : []),
  ])
  const days = filters.days('period')
  const [q, customer, vehicle, kind] = [
    one('q'),
    one('customer'),
    one('vehicle'),
    filters.many<RepairKind>('kind'),
  ]
  const query: RepairQuery = {
    ...(q ? { q } : {}),
    ...(customer ? { customer } : {}),
    ...(vehicle ? { vehicle } : {}),
    ...(kind ? { kind } : {}),
    ...(open ? { open: 'true' } : {}),
    ...(days ? { from: days[0], to: days[1] } : {}),
    ...(place?.kind === 'brand' ? { brand: place.id } : {}),
    ...(place?.kind === 'region' ? { under: place.id } : {}),
    ...(wide && filters.one('dealer') ? { dealer: filters.one('dealer') } : {}),
  }
  /** Grey words beside the title: what the list is narrowed to. */
  return { filters, wide, note: place?.name, query, isNarrowed: filters.active.length > 0 || !!q }
}

/** The rows in sight as CSV. Whoever takes data out of the house says why; it goes to the audit log. */
export const useRepairExport = (query: RepairQuery) => {
  const { t } = useTranslation('service')
  const [busy, setBusy] = useState(false)
  const run = async () => {
    const answer = await ask({
      title: t('export.title'),
      text: t('export.text'),
      confirm: t('export.open'),
      reasons: [t('export.reasonReview'), t('export.reasonMeeting'), t('export.reasonOther')],
    })
    if (!answer) return
    setBusy(true)
    try {
      await download(exportRepairOrders, { query: { ...query, reason: answer.reason } }, t('export.file'))
    } catch (error) {
      toast({ problem: asProblem(error) })
    } finally {
      setBusy(false)
    }
  }
  return { run: () => void run(), busy }
}
