import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listDealers } from '../../../../contract/dealers.ts'
import type { Delivery, Order, TestDrive } from '../../../../contract/sales.ts'
import type { ProblemError } from '../../app/client.ts'
import { beginsAt, usePlace } from '../../app/place.ts'
import { type List, useRead } from '../../app/query.ts'
import { useCan, useSession } from '../../app/session.tsx'
import type { Column } from '../../ui/columns.tsx'
import { dayOf } from '../../ui/dates.ts'
import { type Filter, useFilters } from '../../ui/useFilters.ts'
import { useFormat } from '../../ui/useFormat.ts'
import { useGo } from '../../ui/useGo.ts'
import { useNow } from '../../ui/useNow.ts'
import { useSearch } from '../../ui/useSearch.ts'

export type Sale = TestDrive | Order | Delivery

const dayMs = 86_400_000
export const dayAfter = (day: string) => new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10)

/** Days and dealer; a dealer's own people have one dealer and need no choice. */
export const useSalesFilters = () => {
  const { t } = useTranslation('sales')
  const { scope } = useSession()
  const place = usePlace()
  const wide = scope !== 'dealer'
  const { data } = useRead(
    listDealers,
    { query: { limit: 1000 } },
    { enabled: useCan('dealers.read') && wide, staleSeconds: 600 },
  )
  const options = data?.items.map(({ id, name }) => ({ value: id, label: name }))
  const dealer: Filter = {
    key: 'dealer',
    label: t('filter.dealer'),
    kind: 'choice',
    single: true,
    pinned: true,
    ...(options ? { options } : {}),
    ...beginsAt(place, 'dealer'),
  }
  const filters = useFilters([
    { key: 'period', label: t('filter.period'), kind: 'days', pinned: true },
    ...(wide ? [dealer] : []),
  ])
  const days = filters.days('period')
  return {
    filters,
    wide,
    /** Grey words beside the title: what the list is narrowed to. */
    note: place?.name,
    query: {
      ...(days ? { from: days[0], to: days[1] } : {}),
      ...(place?.kind === 'brand' ? { brand: place.id } : {}),
      ...(place?.kind === 'region' ? { under: place.id } : {}),
      ...(wide && filters.one('dealer') ? { dealer: filters.one('dealer') } : {}),
    },
  }
}

/** What a write of the sale may change. */
export const salesPaths = ['/api/test-drives', '/api/orders', '/api/deliveries', '/api/leads']

/** Only the dealer's own people record sales; others see why not. */
export const useMayRecord = () => {
  const { t } = useTranslation('sales')
  const may = useCan('sales.edit')
  const dealer = useSession().scope === 'dealer'
  return may && dealer ? undefined : t(may ? 'only' : 'noEdit')
}

type Reading<T> = { data: T | undefined; problem: ProblemError | undefined; reload: () => unknown }

/** The record named by the address (`/orders/…` or `?open=`): from the list, or read by itself when it is not there. */
export const useOpened = <T extends { id: string }>(
  list: List<T>,
  useRecord: (id: string, wanted: boolean) => Reading<T>,
  listPath: string,
) => {
  const { id } = useParams({ strict: false }) as { id?: string }
  const { one, set } = useSearch()
  const go = useGo()
  const openId = id ?? one('open')
  const listed = list.items.find((item) => item.id === openId)
  const read = useRecord(openId ?? '', openId !== undefined && !listed && !list.loading)
  return {
    openId,
    open: listed ?? (openId ? read.data : undefined),
    problem: openId && !listed ? read.problem : undefined,
    reload: read.reload,
    show: (to: string) => (id ? go(`${listPath}?open=${to}`, true) : set({ open: to }, openId !== undefined)),
    close: () => (id ? go(listPath, true) : set({ open: undefined }, true)),
  }
}

/** Who, which car, by whom and where: the columns every list of the sale has. */
export const useAboutColumns = (wide: boolean): Column<Sale>[] => {
  const { t } = useTranslation('sales')
  const cut = (text: string) => (
    <span className="cut" title={text}>
      {text}
    </span>
  )
  return [
    {
      key: 'customer',
      title: t('column.customer'),
      width: 160,
      always: true,
      cell: (sale) => (
        <b className="cut" title={sale.customer.name}>
          {sale.customer.name}
        </b>
      ),
    },
    { key: 'variant', title: t('column.variant'), cell: (sale) => cut(sale.variant?.name ?? t('noVariant')) },
    {
      key: 'consultant',
      title: t('column.consultant'),
      width: 96,
      cell: (sale) => cut(sale.consultant?.name ?? t('noConsultant')),
    },
    ...(wide
      ? [
          {
            key: 'dealer',
            title: t('column.dealer'),
            width: 168,
            cell: (sale: Sale) => cut(sale.dealer.name),
          },
        ]
      : []),
    {
      key: 'lead',
      title: t('column.lead'),
      width: 104,
      cell: (sale) => <span className="mono q2">{sale.leadNumber}</span>,
    },
  ]
}

/** Headings by day for `DataTable`. */
export const useDayGroup = <T,>(at: (row: T) => string) => {
  const { t } = useTranslation('sales')
  const format = useFormat()
  const today = dayOf(useNow())
  return {
    of: (row: T) => dayOf(at(row)),
    heading: (day: string) => (
      <>
        <b>{day === today ? t('view.today') : format.day(day)}</b> {format.weekday(day)}
      </>
    ),
  }
}
