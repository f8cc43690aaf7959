import { useTranslation } from 'react-i18next'
import { listTestDrives, readTestDrive, type TestDrive } from '../../../../contract/sales.ts'
import { paths } from '../../app/paths.ts'
import { useList, useRead } from '../../app/query.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, useColumns } from '../../ui/columns.tsx'
import { PhoneCard } from '../../ui/DataTable.cards.tsx'
import { DataTable, EmptyFiltered } from '../../ui/DataTable.tsx'
import { dayOf, partsOf } from '../../ui/dates.ts'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { Split } from '../../ui/SideDrawer.tsx'
import { useGo } from '../../ui/useGo.ts'
import { useNow } from '../../ui/useNow.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { Views } from '../../ui/Views.tsx'
import { ReadingDrawer } from './SaleDrawer.tsx'
import { DriveState } from './SaleState.tsx'
import './sales.css'
import { TestDriveDrawer } from './TestDriveDrawer.tsx'
import { dayAfter, useAboutColumns, useDayGroup, useOpened, useSalesFilters } from './useSales.tsx'

const views = ['today', 'ahead', 'planned', 'all'] as const
type View = (typeof views)[number]

const queryOf = (view: View, today: string) => {
  if (view === 'today') return { from: today, to: today }
  if (view === 'ahead') return { from: dayAfter(today) }
  return view === 'planned' ? { state: 'planned' as const } : {}
}

const useDriveColumns = (wide: boolean): Column<TestDrive>[] => {
  const { t } = useTranslation('sales')
  const about = useAboutColumns(wide)
  return [
    {
      key: 'time',
      title: t('column.time'),
      width: 72,
      always: true,
      cell: (drive) => partsOf(drive.plannedAt).time,
    },
    ...about,
    {
      key: 'rating',
      title: t('column.rating'),
      width: 84,
      cell: (drive) => (drive.rating ? t('drive.stars', { n: drive.rating }) : null),
    },
    { key: 'state', title: t('column.state'), width: 108, cell: (drive) => <DriveState drive={drive} /> },
  ]
}

const useTestDrive = (id: string, enabled: boolean) => useRead(readTestDrive, { params: { id } }, { enabled })

/** Test drives by day, latest first. */
export const TestDriveList = () => {
  const { t } = useTranslation('sales')
  const { one, set } = useSearch()
  const go = useGo()
  const today = dayOf(useNow())
  const { filters, wide, note, query } = useSalesFilters()
  const own = filters.active.length > 0
  const view = views.find((key) => key === one('view')) ?? (own ? 'all' : 'planned')
  const list = useList(listTestDrives, { query: { ...queryOf(view, today), ...query } })
  const opened = useOpened(list, useTestDrive, paths.testDrives())
  const { columns, chooser } = useColumns('test-drives', useDriveColumns(wide))
  const group = useDayGroup<TestDrive>((drive) => drive.plannedAt)
  return (
    <Page title={t('testDrives')} note={note}>
      <Views
        views={views.map((key) => ({ key, label: t(`view.${key}`) }))}
        value={view}
        onChange={(key) => set({ view: key, period: undefined, open: undefined })}
        end={chooser}
      />
      <Split
        drawer={
          opened.open ? (
            <TestDriveDrawer key={opened.open.id} drive={opened.open} onClose={opened.close} />
          ) : (
            opened.openId && (
              <ReadingDrawer
                title={t('testDrives')}
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
          label={t('testDrives')}
          list={list}
          columns={columns}
          id={(drive) => drive.id}
          rowName={(drive) => drive.customer.name}
          openId={opened.openId}
          onOpen={(drive) => opened.show(drive.id)}
          group={group}
          empty={
            own ? (
              <EmptyFiltered onClear={filters.clear} />
            ) : (
              <Empty
                icon="wheel"
                title={t('empty.testDrives')}
                action={<Button onClick={() => go(paths.leads())}>{t('empty.toLeads')}</Button>}
              >
                {t('empty.testDrivesText')}
              </Empty>
            )
          }
          card={(drive) => (
            <PhoneCard
              top={
                <>
                  <b>{partsOf(drive.plannedAt).time}</b> <DriveState drive={drive} />
                </>
              }
              name={drive.customer.name}
              lines={[
                drive.variant?.name ?? t('noVariant'),
                wide ? drive.dealer.name : (drive.consultant?.name ?? t('noConsultant')),
              ]}
            />
          )}
        />
      </Split>
    </Page>
  )
}
