import { useTranslation } from 'react-i18next'
import { listOrders, type Order, type OrderState, readOrder } from '../../../../contract/sales.ts'
import { paths } from '../../app/paths.ts'
import { useList, useRead } from '../../app/query.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, useColumns } from '../../ui/columns.tsx'
import { PhoneCard } from '../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../ui/DataTable.tsx'
import { Money, When } from '../../ui/Figures.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useGo } from '../../ui/useGo.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { Views } from '../../ui/Views.tsx'
import { OrderDrawer } from './OrderDrawer.tsx'
import { ReadingDrawer } from './SaleDrawer.tsx'
import { OrderStateTag } from './SaleState.tsx'
import './sales.css'
import { useAboutColumns, useDayGroup, useOpened, useSalesFilters } from './useSales.tsx'

const views = ['all', 'running', 'delivered', 'cancelled'] as const
const stateOf: Partial<Record<(typeof views)[number], OrderState>> = {
  running: 'ordered',
  delivered: 'delivered',
  cancelled: 'cancelled',
}

const useOrderColumns = (wide: boolean): Column<Order>[] => {
  const { t } = useTranslation('sales')
  const about = useAboutColumns(wide)
  return [
    {
      key: 'number',
      title: t('column.number'),
      width: 132,
      always: true,
      cell: (order) => (
        <span className="mono" title={order.number}>
          {order.number}
        </span>
      ),
    },
    ...about,
    {
      key: 'promised',
      title: t('column.promised'),
      width: 116,
      cell: (order) => <When on={order.promisedOn} short />,
    },
    {
      key: 'deposit',
      title: t('column.deposit'),
      width: 92,
      number: true,
      cell: (order) => <Money fen={order.depositFen} />,
    },
    {
      key: 'price',
      title: t('column.price'),
      width: 108,
      number: true,
      cell: (order) => <Money fen={order.priceFen} />,
    },
    { key: 'state', title: t('column.state'), width: 92, cell: (order) => <OrderStateTag order={order} /> },
  ]
}

const useOrder = (id: string, enabled: boolean) => useRead(readOrder, { params: { id } }, { enabled })

/** Orders by day, latest first. */
export const OrderList = () => {
  const { t } = useTranslation('sales')
  const { one, set } = useSearch()
  const go = useGo()
  const format = useFormat()
  const { filters, wide, note, query } = useSalesFilters()
  const view = views.find((key) => key === one('view')) ?? 'all'
  const state = stateOf[view]
  const list = useList(listOrders, { query: { ...query, ...(state ? { state } : {}) } })
  const opened = useOpened(list, useOrder, paths.orders())
  const { columns, chooser } = useColumns('orders', useOrderColumns(wide))
  const group = useDayGroup<Order>((order) => order.orderedAt)
  return (
    <Page title={t('orders')} note={note}>
      <Views
        views={views.map((key) => ({ key, label: t(`view.${key}`) }))}
        value={view}
        onChange={(key) => set({ view: key, open: undefined })}
        end={chooser}
      />
      <Split
        drawer={
          opened.open ? (
            <OrderDrawer key={opened.open.id} order={opened.open} onClose={opened.close} />
          ) : (
            opened.openId && (
              <ReadingDrawer
                title={t('orders')}
                problem={opened.problem}
                onRetry={opened.reload}
                onClose={opened.close}
              />
            )
          )
        }
      >
        <FilterBar filters={filters} />
        <DataTable
          label={t('orders')}
          list={list}
          columns={columns}
          id={(order) => order.id}
          rowName={(order) => order.number}
          openId={opened.openId}
          onOpen={(order) => opened.show(order.id)}
          group={group}
          empty={
            filters.active.length > 0 ? (
              <EmptyFiltered onClear={filters.clear} />
            ) : (
              <Empty
                icon="doc"
                title={t('empty.orders')}
                action={<Button onClick={() => go(paths.leads())}>{t('empty.toLeads')}</Button>}
              >
                {t('empty.ordersText')}
              </Empty>
            )
          }
          card={(order) => (
            <PhoneCard
              top={
                <>
                  <OrderStateTag order={order} /> <span className="mono q">{order.number}</span>
                </>
              }
              name={order.customer.name}
              lines={[
                `${order.variant?.name ?? t('noVariant')} · ${format.money(order.priceFen)}`,
                wide ? order.dealer.name : (order.consultant?.name ?? t('noConsultant')),
              ]}
            />
          )}
        />
      </Split>
    </Page>
  )
}
