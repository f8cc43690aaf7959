import { useTranslation } from 'react-i18next'
import { type Delivery, deliveryChecks, listDeliveries, readDelivery } from '../../../../contract/sales.ts'
import { paths } from '../../app/paths.ts'
import { useList, useRead } from '../../app/query.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, useColumns } from '../../ui/columns.tsx'
import { PhoneCard } from '../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../ui/DataTable.tsx'
import { dayOf } from '../../ui/dates.ts'
import { Money, When } from '../../ui/Figures.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Page } from '../../ui/Page.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useGo } from '../../ui/useGo.ts'
import { useNow } from '../../ui/useNow.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { Views } from '../../ui/Views.tsx'
import { ReadingDrawer, SaleDrawer } from './SaleDrawer.tsx'
import './sales.css'
import { useAboutColumns, useDayGroup, useOpened, useSalesFilters } from './useSales.tsx'

const views = ['all', 'today', 'month'] as const

const Vin = ({ delivery }: { delivery: Delivery }) => {
  const { t } = useTranslation('sales')
  return (
    <span className="cut">
      <span className="mono">{delivery.vehicle.vin}</span>{' '}
      {delivery.vinFlag && (
        <StateTag look="fault" icon="warn" title={t('delivery.flagged')}>
          {t('delivery.flaggedTag')}
        </StateTag>
      )}
    </span>
  )
}

const useDeliveryColumns = (wide: boolean): Column<Delivery>[] => {
  const { t } = useTranslation('sales')
  const about = useAboutColumns(wide)
  return [
    ...about,
    { key: 'vin', title: t('column.vin'), width: 264, cell: (delivery) => <Vin delivery={delivery} /> },
    { key: 'plate', title: t('column.plate'), width: 100, cell: (delivery) => delivery.plate },
    {
      key: 'order',
      title: t('column.number'),
      width: 124,
      hidden: wide,
      cell: (delivery) => <span className="mono q2">{delivery.orderNumber}</span>,
    },
    {
      key: 'price',
      title: t('column.price'),
      width: 108,
      number: true,
      cell: (delivery) => <Money fen={delivery.priceFen} />,
    },
  ]
}

const DeliveryDrawer = ({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) => {
  const { t } = useTranslation('sales')
  const done = deliveryChecks.filter((check) => delivery.checklist.includes(check))
  const facts = [
    { key: 'delivered', label: t('column.delivered'), value: <When at={delivery.deliveredAt} /> },
    { key: 'vin', label: t('column.vin'), value: <Vin delivery={delivery} /> },
    { key: 'plate', label: t('column.plate'), value: delivery.plate },
    {
      key: 'price',
      label: t('column.price'),
      value: (
        <b>
          <Money fen={delivery.priceFen} />
        </b>
      ),
    },
    { key: 'number', label: t('column.number'), value: <span className="mono">{delivery.orderNumber}</span> },
    {
      key: 'checklist',
      label: t('column.checklist'),
      value: done.map((check) => t(`delivery.checks.${check}`)).join(' · '),
      end: t('delivery.checked', { n: done.length, all: deliveryChecks.length }),
    },
  ]
  return (
    <SaleDrawer
      sale={delivery}
      state={<StateTag look="solid">{t('state.delivered')}</StateTag>}
      facts={facts}
      onClose={onClose}
    />
  )
}

const useDelivery = (id: string, enabled: boolean) => useRead(readDelivery, { params: { id } }, { enabled })

/** Deliveries by day, latest first. */
export const DeliveryList = () => {
  const { t } = useTranslation('sales')
  const { one, set } = useSearch()
  const go = useGo()
  const format = useFormat()
  const today = dayOf(useNow())
  const { filters, wide, note, query } = useSalesFilters()
  const view = views.find((key) => key === one('view')) ?? 'all'
  const from = { all: undefined, today, month: `${today.slice(0, 7)}-01` }[view]
  const list = useList(listDeliveries, { query: { ...(from ? { from } : {}), ...query } })
  const opened = useOpened(list, useDelivery, paths.deliveries())
  const { columns, chooser } = useColumns('deliveries', useDeliveryColumns(wide))
  const group = useDayGroup<Delivery>((delivery) => delivery.deliveredAt)
  return (
    <Page title={t('deliveries')} note={note}>
      <Views
        views={views.map((key) => ({ key, label: t(`view.${key}`) }))}
        value={view}
        onChange={(key) => set({ view: key, period: undefined, open: undefined })}
        end={chooser}
      />
      <Split
        drawer={
          opened.open ? (
            <DeliveryDrawer key={opened.open.id} delivery={opened.open} onClose={opened.close} />
          ) : (
            opened.openId && (
              <ReadingDrawer
                title={t('deliveries')}
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
          label={t('deliveries')}
          list={list}
          columns={columns}
          id={(delivery) => delivery.id}
          rowName={(delivery) => delivery.customer.name}
          openId={opened.openId}
          onOpen={(delivery) => opened.show(delivery.id)}
          group={group}
          empty={
            filters.active.length > 0 ? (
              <EmptyFiltered onClear={filters.clear} />
            ) : (
              <Empty
                icon="key"
                title={t('empty.deliveries')}
                action={
                  <Button onClick={() => go(paths.orders({ view: 'running' }))}>{t('empty.toOrders')}</Button>
                }
              >
                {t('empty.deliveriesText')}
              </Empty>
            )
          }
          card={(delivery) => (
            <PhoneCard
              top={<Vin delivery={delivery} />}
              name={delivery.customer.name}
              lines={[
                `${delivery.variant?.name ?? t('noVariant')} · ${format.money(delivery.priceFen)}`,
                wide ? delivery.dealer.name : (delivery.consultant?.name ?? t('noConsultant')),
              ]}
            />
          )}
        />
      </Split>
    </Page>
  )
}
