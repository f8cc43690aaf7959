import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Quality } from '../../../../../contract/credibility.ts'
import { Chart } from '../../../ui/Chart.tsx'
import { Meter } from '../../../ui/Figures.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import type { QualityPlace } from './useQuality.ts'
import { useFieldWords } from './words.ts'

type Share = { n: number; of: number }

/** Field by field: how many are filled, and of those with a check how many are right. */
export const FieldShares = ({ quality, place }: { quality: Quality; place: QualityPlace }) => {
  const { t } = useTranslation('quality')
  const format = useFormat()
  const words = useFieldWords()
  const rows = quality.fields.filter(({ filled, invalid }) => filled.of + invalid.of > 0)
  const part = (name: string, share: Share, run: () => void) => (
    <button
      type="button"
      disabled={share.of === 0}
      title={`${format.number(share.n)} ÷ ${format.number(share.of)}`}
      onClick={run}
    >
      <Meter share={share.of === 0 ? 0 : share.n / share.of} label={name} />
      <span>{share.of === 0 ? '–' : format.percent(share.n / share.of)}</span>
    </button>
  )
  return (
    <Panel flush title={t('fields')}>
      <ul className="cq-fields">
        <li className="cap">
          <span />
          <span>{t('filled')}</span>
          <span>{t('checked')}</span>
        </li>
        {rows.map(({ field, filled, invalid }) => (
          <li key={field}>
            <span className="cut" title={words.name(field)}>
              {words.name(field)}
            </span>
            {part(`${words.name(field)} ${t('filled')}`, filled, () => place.show('incomplete', { field }))}
            {part(`${words.name(field)} ${t('checked')}`, { n: invalid.of - invalid.n, of: invalid.of }, () =>
              place.show('invalid', { field }),
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

export const Months = ({ months }: { months: Quality['months'] }) => {
  const { t } = useTranslation('quality')
  const format = useFormat()
  const option = useMemo(
    () => ({
      tooltip: {
        trigger: 'axis',
        valueFormatter: (value: unknown) => (typeof value === 'number' ? format.number(value, 1) : '–'),
      },
      legend: { show: false },
      grid: { left: 8, right: 14, top: 12, bottom: 4, containLabel: true },
      xAxis: {
        type: 'category',
        data: months.map(({ month }) => month),
        axisLabel: { formatter: (month: string) => format.month(month), hideOverlap: true },
      },
      yAxis: { type: 'value', min: 0, max: 100, interval: 25 },
      series: [
        {
          type: 'line',
          name: t('credibility'),
          data: months.map(({ mean }) => mean),
          showSymbol: months.length === 1,
        },
      ],
    }),
    [months, format, t],
  )
  return (
    <Panel flush title={t('months')} note={t('monthsNote')}>
      <Chart
        label={t('months')}
        option={option}
        height={168}
        table={
          <PlainTable
            rows={months}
            id={({ month }) => month}
            columns={[
              { key: 'month', title: t('month'), cell: ({ month }) => format.month(month) },
              {
                key: 'mean',
                title: t('credibility'),
                number: true,
                cell: ({ mean }) => format.number(mean, 1),
              },
              {
                key: 'n',
                title: t('column.records'),
                number: true,
                cell: ({ records }) => format.number(records),
              },
            ]}
          />
        }
      />
    </Panel>
  )
}
