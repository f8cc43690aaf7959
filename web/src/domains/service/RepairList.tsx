import { useTranslation } from 'react-i18next'
import { listRepairOrders, type RepairOrder, readRepairOrder } from '../../../../contract/service.ts'
import { paths } from '../../app/paths.ts'
import { useList, useRead } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Column, useColumns } from '../../ui/columns.tsx'
import { PhoneCard } from '../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../ui/DataTable.tsx'
import { Money, When } from '../../ui/Figures.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { Page } from '../../ui/Page.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useGo } from '../../ui/useGo.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { Views } from '../../ui/Views.tsx'
import { SearchBox } from '../customers/SearchBox.tsx'
import { useDayGroup, useOpened } from '../sales/useSales.tsx'
import { RepairDrawer } from './RepairDrawer.tsx'
import './service.css'
import { useRepairExport, useRepairFilters } from './useRepairs.ts'

const views = ['all', 'open'] as const

const useRepairColumns = (wide: boolean): Column<RepairOrder>[] => {
  const { t } = useTranslation('service')
  const format = useFormat()
  const cut = (text: string | null | undefined) => (
    <span className="cut" title={text ?? undefined}>
      {text ?? '–'}
    </span>
  )
  const money = (
    key: 'labour' | 'parts' | 'accessories' | 'total',
    fen: (order: RepairOrder) => number | null,
  ) => ({
    key,
    title: t(`column.${key}`),
    width: 96,
    number: true,
    hidden: key !== 'total',
    cell: (order: RepairOrder) => <Money fen={fen(order)} />,
  })
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
    {
      key: 'kind',
      title: t('column.kind'),
      width: 104,
      cell: (order) => <StateTag>{t(`kind.${order.kind}`)}</StateTag>,
    },
    {
      key: 'customer',
      title: t('column.customer'),
      width: 120,
      always: true,
      cell: (order) => (order.customer ? <b className="cut">{order.customer.name}</b> : cut(null)),
    },
    { key: 'plate', title: t('column.plate'), width: 96, cell: (order) => cut(order.plate) },
    { key: 'car', title: t('column.car'), cell: (order) => cut(order.vehicle?.name ?? order.vin) },
    {
      key: 'mileage',
      title: t('column.mileage'),
      width: 96,
      number: true,
      cell: (order) => (order.mileageKm === null ? '–' : t('km', { n: format.number(order.mileageKm) })),
    },
    ...(wide
      ? [
          {
            key: 'dealer',
            title: t('column.dealer'),
            width: 152,
            cell: (order: RepairOrder) => cut(order.dealer.name),
          },
        ]
      : []),
    { key: 'adviser', title: t('column.adviser'), width: 80, cell: (order) => cut(order.adviser) },
    {
      key: 'opened',
      title: t('column.opened'),
      width: 124,
      cell: (order) => <When at={order.openedAt} short />,
    },
    {
      key: 'closed',
      title: t('column.closed'),
      width: 120,
      cell: (order) =>
        order.closedAt ? (
          <When at={order.closedAt} short />
        ) : (
          <StateTag look="outline">{t('inWorkshop')}</StateTag>
        ),
    },
    money('labour', (order) => order.labourFen),
    money('parts', (order) => order.partsFen),
    money('accessories', (order) => order.accessoriesFen),
    money('total', (order) => order.totalFen),
  ]
}

const useRepair = (id: string) => useRead(readRepairOrder, { params: { id } }, { enabled: id !== '' })

/** What the workshops report, by day, latest first. */
export const RepairList = () => {
  const { t } = useTranslation('service')
  const { t: ui } = useTranslation('ui')
  const { one, set } = useSearch()
  const go = useGo()
  const format = useFormat()
  const mayImport = useCan('imports.run')
  const mayExport = useCan('service.export')
  const view = views.find((key) => key === one('view')) ?? 'all'
  const { filters, wide, note, query, isNarrowed } = useRepairFilters(view === 'open')
  const list = useList(listRepairOrders, { query })
  const output = useRepairExport(query)
  const opened = useOpened<RepairOrder>(list, useRepair, paths.repairOrders())
  const { columns, chooser } = useColumns('repair-orders', useRepairColumns(wide))
  const group = useDayGroup<RepairOrder>((order) => order.openedAt)
  return (
    <Page title={t('repairOrders')} note={note}>
      <Views
        views={views.map((key) => ({ key, label: t(`view.${key}`) }))}
        value={view}
        onChange={(key) => set({ view: key, open: undefined })}
        end={
          <>
            {mayExport && (
              <Button look="quiet" icon="export" busy={output.busy} onClick={output.run}>
                {t('export.open')}
              </Button>
            )}
            {chooser}
          </>
        }
      />
      <Split
        drawer={
          opened.openId && <RepairDrawer key={opened.openId} id={opened.openId} onClose={opened.close} />
        }
      >
        <div className="row sv-bar">
          <SearchBox label={t('find')} placeholder={t('findHint')} clearLabel={ui('filter.clear')} />
          <FilterBar filters={filters} />
        </div>
        <DataTable
          label={t('repairOrders')}
          list={list}
          columns={columns}
          id={(order) => order.id}
          rowName={(order) => order.number}
          openId={opened.openId}
          onOpen={(order) => opened.show(order.id)}
          group={group}
          empty={
            isNarrowed ? (
              <EmptyFiltered
                onClear={() => set({ q: undefined, period: undefined, kind: undefined, dealer: undefined })}
              />
            ) : (
              <Empty
                icon="tool"
                title={t('empty.title')}
                action={
                  mayImport && <Button onClick={() => go(paths.newImport())}>{t('empty.toImport')}</Button>
                }
              >
                {t('empty.text')}
              </Empty>
            )
          }
          card={(order) => (
            <PhoneCard
              top={
                <>
                  <StateTag>{t(`kind.${order.kind}`)}</StateTag>{' '}
                  <span className="mono q">{order.number}</span>
                </>
              }
              name={order.customer?.name ?? order.plate ?? order.number}
              lines={[
                [order.plate, order.vehicle?.name].filter(Boolean).join(' · '),
                [wide ? order.dealer.name : order.adviser, format.money(order.totalFen)]
                  .filter(Boolean)
                  .join(' · '),
              ]}
            />
          )}
        />
      </Split>
    </Page>
  )
}
