import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../../contract/campaigns.ts'
import { useAppearance } from '../../app/appearance.ts'
import { useCan } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chart } from '../../ui/Chart.tsx'
import type { Column } from '../../ui/columns.tsx'
import { Money, When } from '../../ui/Figures.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PlainTable } from '../../ui/PlainTable.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useSearch } from '../../ui/useSearch.ts'

type Day = NonNullable<Campaign['spend']>[number]

const useOption = (days: Day[]) => {
  const { t } = useTranslation('campaigns')
  const { mode } = useAppearance()
  const format = useFormat()
  return useMemo(() => {
    const yuan = (fen: number) => format.shortMoney(fen)
    return {
      // Named after the theme so that a switch of it draws again.
      id: mode,
      tooltip: { trigger: 'axis' },
      grid: { left: 12, right: 12, top: 12, bottom: 4, containLabel: true },
      xAxis: {
        type: 'category',
        data: days.map((one) => format.day(one.day)),
        axisLabel: { hideOverlap: true },
      },
      yAxis: { type: 'value', splitNumber: 3, axisLabel: { formatter: yuan } },
      series: [
        {
          // More bars than pixels would be a wall; a line still shows the days.
          type: days.length > 120 ? 'line' : 'bar',
          name: t('page.spend'),
          data: days.map((one) => one.spendFen),
          barCategoryGap: '24%',
          tooltip: {
            valueFormatter: (value: unknown) => (typeof value === 'number' ? format.money(value) : '–'),
          },
        },
      ],
    }
  }, [days, t, format, mode])
}

/** What every day cost, as a chart, and the last days as a table with what the media reported. */
export const SpendByDay = ({ campaign }: { campaign: Campaign }) => {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const mayEdit = useCan('campaigns.edit')
  const { set } = useSearch()
  const days = campaign.spend ?? []
  const option = useOption(days)
  if (campaign.spend === null) return null
  const columns: Column<Day>[] = [
    { key: 'day', title: t('page.day'), cell: (one) => <When on={one.day} /> },
    {
      key: 'spend',
      title: t('page.spend'),
      width: 96,
      number: true,
      cell: (one) => <Money fen={one.spendFen} />,
    },
    {
      key: 'impressions',
      title: t('page.impressions'),
      width: 88,
      number: true,
      cell: (one) => format.number(one.impressions),
    },
    {
      key: 'clicks',
      title: t('page.clicks'),
      width: 66,
      number: true,
      cell: (one) => format.number(one.clicks),
    },
    {
      key: 'contacts',
      title: t('page.contacts'),
      width: 72,
      number: true,
      cell: (one) => format.number(one.contacts),
    },
  ]
  return (
    <Panel
      title={t('page.spendByDay')}
      note={days.length > 0 ? t('page.spendNote', { n: days.length }) : undefined}
      flush
      end={
        <Button
          icon="plus"
          disabled={!mayEdit}
          title={mayEdit ? undefined : t('noEdit')}
          onClick={() => set({ spend: '1' })}
        >
          {t('page.enter')}
        </Button>
      }
    >
      {days.length === 0 ? (
        <Empty icon="count" title={t('page.noSpend')}>
          {t('page.noSpendText')}
        </Empty>
      ) : (
        <div className="cp-spend">
          <Chart label={t('page.spendByDay')} option={option} height={232} />
          <div className="cp-days">
            <PlainTable
              low
              label={t('page.spendByDay')}
              columns={columns}
              rows={[...days].reverse()}
              id={(one) => one.day}
            />
          </div>
        </div>
      )}
    </Panel>
  )
}
