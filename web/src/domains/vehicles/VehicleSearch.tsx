import { useTranslation } from 'react-i18next'
import { listVehicles, type VehicleRow } from '../../../../contract/vehicles.ts'
import { paths } from '../../app/paths.ts'
import { useList } from '../../app/query.ts'
import { Anchor } from '../../ui/Anchor.tsx'
import { type Column, useColumns } from '../../ui/columns.tsx'
import { PhoneCard } from '../../ui/DataTable.cards.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { Money, When } from '../../ui/Figures.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useGo } from '../../ui/useGo.ts'
import { useSearch } from '../../ui/useSearch.ts'
import { SearchBox } from '../customers/SearchBox.tsx'

const modelOf = ({ variant, series }: VehicleRow) => variant ?? series

const Keepers = ({ row }: { row: VehicleRow }) => {
  const { t } = useTranslation('vehicles')
  const now = row.keepers.filter((keeper) => !keeper.untilOn)
  return (
    <span
      className="cut"
      title={now.map((keeper) => `${keeper.name} ${t(`role.${keeper.role}`)}`).join(' · ')}
    >
      {now.map((keeper, index) => (
        <span key={`${keeper.customerId}${keeper.role}`}>
          {index > 0 && ' · '}
          <Anchor to={paths.customer(keeper.customerId)}>{keeper.name}</Anchor>{' '}
          <span className="q">{t(`role.${keeper.role}`)}</span>
        </span>
      ))}
    </span>
  )
}

const useVehicleColumns = (): Column<VehicleRow>[] => {
  const { t } = useTranslation('vehicles')
  const format = useFormat()
  return [
    {
      key: 'plate',
      title: t('find.plate'),
      width: 110,
      always: true,
      cell: (row) => row.plate ?? <span className="q">–</span>,
    },
    {
      key: 'vin',
      title: t('find.vin'),
      width: 170,
      always: true,
      cell: (row) => <span className="mono">{row.vin}</span>,
    },
    {
      key: 'vehicle',
      title: t('find.vehicle'),
      width: 190,
      cell: (row) => <b title={modelOf(row) ?? ''}>{modelOf(row) ?? t('find.unknown')}</b>,
    },
    { key: 'keepers', title: t('find.keepers'), cell: (row) => <Keepers row={row} /> },
    {
      key: 'dealer',
      title: t('find.dealer'),
      width: 160,
      cell: (row) => (
        <span className="cut" title={row.dealer?.name}>
          {row.dealer?.name ?? '–'}
        </span>
      ),
    },
    {
      key: 'sold',
      title: t('find.soldOn'),
      width: 116,
      number: true,
      cell: (row) => <When on={row.soldOn} />,
    },
    {
      key: 'mileage',
      title: t('find.mileage'),
      width: 96,
      number: true,
      cell: (row) => (row.mileageKm === null ? '–' : t('find.km', { n: format.number(row.mileageKm) })),
    },
    {
      key: 'price',
      title: t('find.price'),
      width: 100,
      number: true,
      hidden: true,
      cell: (row) => <Money fen={row.priceFen} />,
    },
    {
      key: 'service',
      title: t('find.service'),
      width: 116,
      number: true,
      hidden: true,
      cell: (row) => <When on={row.lastServiceOn} />,
    },
  ]
}

/** Cars by VIN or its tail, plate, keeper's name or phone. */
export const VehicleSearch = () => {
  const { t } = useTranslation('vehicles')
  const { t: ui } = useTranslation('ui')
  const { one } = useSearch()
  const go = useGo()
  const q = one('q')
  const list = useList(listVehicles, { query: q ? { q } : {} })
  const { columns, chooser } = useColumns('vehicles', useVehicleColumns())
  const open = (row: VehicleRow) => {
    const keeper = row.keepers.find(({ untilOn }) => !untilOn) ?? row.keepers[0]
    if (keeper) go(paths.customer(keeper.customerId))
  }
  return (
    <>
      <div className="find-bar vc-find">
        <SearchBox label={t('find.label')} placeholder={t('find.search')} clearLabel={ui('filter.clear')} />
        <span className="grow" />
        {chooser}
      </div>
      <DataTable
        label={t('vehicles')}
        list={list}
        columns={columns}
        id={(row) => row.id}
        rowName={(row) => row.vin}
        onOpen={open}
        empty={
          <Empty icon="car" title={t(q ? 'find.noneTitle' : 'find.emptyTitle')}>
            {t(q ? 'find.none' : 'find.empty')}
          </Empty>
        }
        card={(row) => (
          <PhoneCard
            name={modelOf(row) ?? t('find.unknown')}
            lines={[
              [row.plate, row.vin].filter(Boolean).join(' · '),
              row.keepers.map((keeper) => `${keeper.name} ${t(`role.${keeper.role}`)}`).join(' · '),
            ]}
          />
        )}
      />
    </>
  )
}
