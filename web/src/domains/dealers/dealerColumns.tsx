import { useTranslation } from 'react-i18next'
import type { DealerItem } from '../../../../contract/dealers.ts'
import type { Column } from '../../ui/columns.tsx'
import { StateTag } from '../../ui/Marks.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import type { Network } from './useNetwork.ts'
import type { Standing } from './useStandings.ts'

export const DealerState = ({ active }: { active: boolean }) => {
  const { t } = useTranslation('dealers')
  return active ? (
    <span className="q2">{t('openState')}</span>
  ) : (
    <StateTag look="outline">{t('closedState')}</StateTag>
  )
}

const Cut = ({ children }: { children: string }) => (
  <span className="cut" title={children}>
    {children}
  </span>
)

export const useDealerColumns = (
  network: Network,
  standings: Map<string, Standing>,
): Column<DealerItem>[] => {
  const { t } = useTranslation('dealers')
  const format = useFormat()
  const figures: Column<DealerItem>[] = [
    {
      key: 'open',
      title: t('column.open'),
      width: 72,
      number: true,
      cell: (dealer) =>
        standings.get(dealer.id)?.open.toLocaleString('en-US') ?? <span className="q">–</span>,
    },
    {
      key: 'over',
      title: t('column.over'),
      width: 56,
      number: true,
      cell: (dealer) => {
        const over = standings.get(dealer.id)?.over
        return over ? <b className="t-over">{over}</b> : <span className="q">{over ?? '–'}</span>
      },
    },
    {
      key: 'inTime',
      title: t('column.inTime'),
      width: 72,
      number: true,
      cell: (dealer) => {
        const share = standings.get(dealer.id)?.inTimePercent
        return share === null || share === undefined ? (
          <span className="q">–</span>
        ) : (
          format.percent(share / 100)
        )
      },
    },
  ]
  return [
    {
      key: 'name',
      title: t('column.name'),
      width: 170,
      always: true,
      cell: (dealer) => <b title={dealer.name}>{dealer.name}</b>,
    },
    {
      key: 'code',
      title: t('column.code'),
      width: 72,
      cell: (dealer) => <span className="mono q2">{dealer.code}</span>,
    },
    {
      key: 'brands',
      title: t('column.brands'),
      width: 104,
      cell: (dealer) => <Cut>{dealer.brandIds.map(network.nameOf).filter(Boolean).join(' · ')}</Cut>,
    },
    {
      key: 'region',
      title: t('column.region'),
      width: 88,
      cell: (dealer) => <Cut>{dealer.regionName}</Cut>,
    },
    { key: 'area', title: t('column.area'), width: 112, cell: (dealer) => <Cut>{dealer.areaName}</Cut> },
    { key: 'division', title: t('column.division'), cell: (dealer) => <Cut>{dealer.divisionName}</Cut> },
    {
      key: 'capacity',
      title: t('column.capacity'),
      width: 100,
      number: true,
      cell: (dealer) => dealer.monthlyCapacity?.toLocaleString('en-US') ?? <span className="q">–</span>,
    },
    ...(standings.size > 0 ? figures : []),
    {
      key: 'phone',
      title: t('column.phone'),
      width: 132,
      hidden: true,
      cell: (dealer) => <span className="q2">{dealer.phone}</span>,
    },
    {
      key: 'address',
      title: t('column.address'),
      width: 220,
      hidden: true,
      cell: (dealer) => <Cut>{dealer.address}</Cut>,
    },
    {
      key: 'state',
      title: t('column.state'),
      width: 60,
      cell: (dealer) => <DealerState active={dealer.active} />,
    },
  ]
}
