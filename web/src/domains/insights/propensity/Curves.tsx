import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useAppearance } from '../../../app/appearance.ts'
import { Chart } from '../../../ui/Chart.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Empty } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import type { Version } from './useModels.ts'

const height = 230
const grid = { left: 12, right: 20, top: 30, bottom: 4, containLabel: true }
const legend = { top: 0, left: 8 }
const ink = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** Axes of shares, from 0 to 1. */
const useShares = () => {
  const format = useFormat()
  const { mode } = useAppearance()
  return useMemo(() => {
    const axisLabel = { formatter: (value: number) => format.percent(value, 0) }
    const share = (value: unknown) => (typeof value === 'number' ? format.percent(value) : '–')
    const base = { mode, tooltip: { trigger: 'axis', valueFormatter: share }, grid, legend }
    return { base, axisLabel }
  }, [format, mode])
}
const dashed = (colour: string) => ({
  lineStyle: { type: 'dashed', width: 1, color: colour },
  itemStyle: { color: colour },
})

export const Roc = ({ version }: { version: Version }) => {
  const { t } = useTranslation('propensity')
  const format = useFormat()
  const { base, axisLabel } = useShares()
  const { roc, area } = version
  const option = useMemo(
    () => ({
      ...base,
      xAxis: { type: 'value', max: 1, interval: 0.25, splitLine: { show: false }, axisLabel },
      yAxis: { type: 'value', max: 1, interval: 0.25, axisLabel },
      series: [
        { type: 'line', name: t('roc.reached'), data: roc.map(({ called, reached }) => [called, reached]) },
        {
          type: 'line',
          name: t('roc.chance'),
          data: [
            [0, 0],
            [1, 1],
          ],
          ...dashed(ink('--ink-3')),
        },
      ],
    }),
    [roc, base, axisLabel, t],
  )
  if (!area) return null
  const says = t('roc.says', {
    area: format.number(area.estimate, 3),
    share: format.percent(area.estimate, 0),
  })
  const some = roc.filter((_, at) => at % Math.max(1, Math.ceil(roc.length / 10)) === 0)
  return (
    <Panel flush title={t('roc.title')} note={t('roc.note', { n: format.number(version.heldOut) })}>
      <p className="vb-says">{says}</p>
      <Chart
        label={says}
        option={option}
        height={height}
        table={
          <PlainTable
            label={t('roc.title')}
            rows={some}
            id={({ called }) => String(called)}
            columns={[
              { key: 'called', title: t('roc.called'), cell: ({ called }) => format.percent(called) },
              {
                key: 'reached',
                title: t('roc.reached'),
                number: true,
                cell: ({ reached }) => format.percent(reached),
              },
            ]}
          />
        }
      />
    </Panel>
  )
}

export const Lift = ({ version }: { version: Version }) => {
  const { t } = useTranslation('propensity')
  const format = useFormat()
  const { base, axisLabel } = useShares()
  const { lift } = version
  const average = lift.reduce((sum, { hits }) => sum + hits, 0) / version.heldOut
  const option = useMemo(
    () => ({
      ...base,
      xAxis: { type: 'category', data: lift.map((_, at) => String(at + 1)) },
      yAxis: { type: 'value', axisLabel },
      series: [
        { type: 'bar', name: t('lift.rate'), data: lift.map(({ rate }) => rate) },
        { type: 'line', name: t('lift.base'), data: lift.map(() => average), ...dashed(ink('--ink-3')) },
      ],
    }),
    [lift, average, base, axisLabel, t],
  )
  const says = t('lift.says', {
    rate: format.percent(lift[0]?.rate ?? 0),
    lift: format.number(lift[0]?.lift ?? 0, 1),
    gain: format.percent(lift[2]?.gain ?? 0),
  })
  return (
    <Panel flush title={t('lift.title')} note={t('lift.note')}>
      <p className="vb-says">{says}</p>
      <Chart
        label={says}
        option={option}
        height={height}
        table={
          <PlainTable
            label={t('lift.title')}
            rows={lift}
            id={({ share }) => String(share)}
            columns={[
              { key: 'part', title: t('lift.title'), cell: ({ share }) => format.percent(share, 0) },
              { key: 'rate', title: t('lift.rate'), number: true, cell: ({ rate }) => format.percent(rate) },
              {
                key: 'lift',
                title: t('column.lift'),
                number: true,
                cell: (row) => format.number(row.lift, 2),
              },
              { key: 'gain', title: t('lift.gain'), number: true, cell: ({ gain }) => format.percent(gain) },
            ]}
          />
        }
      />
    </Panel>
  )
}

export const Calibration = ({ version }: { version: Version }) => {
  const { t } = useTranslation('propensity')
  const format = useFormat()
  const { base, axisLabel } = useShares()
  const { calibration } = version
  const option = useMemo(
    () => ({
      ...base,
      xAxis: { type: 'category', data: calibration.map((_, at) => String(at + 1)) },
      yAxis: { type: 'value', axisLabel },
      series: [
        {
          type: 'bar',
          name: t('calibration.observed'),
          data: calibration.map(({ observed }) => observed.estimate),
        },
        {
          type: 'line',
          name: t('calibration.predicted'),
          data: calibration.map(({ predicted }) => predicted),
        },
      ],
    }),
    [calibration, base, axisLabel, t],
  )
  const held = calibration.filter(
    ({ predicted, observed }) => observed.low <= predicted && predicted <= observed.high,
  ).length
  const says = t('calibration.says', { held, all: calibration.length })
  return (
    <Panel flush title={t('calibration.title')} note={t('calibration.note')}>
      <p className="vb-says">{says}</p>
      <Chart
        label={says}
        option={option}
        height={height}
        table={
          <PlainTable
            label={t('calibration.title')}
            rows={calibration.map((row, at) => ({ ...row, at: at + 1 }))}
            id={({ at }) => String(at)}
            columns={[
              {
                key: 'part',
                title: t('calibration.title'),
                cell: ({ at }) => t('calibration.part', { n: at }),
              },
              {
                key: 'predicted',
                title: t('calibration.predicted'),
                number: true,
                cell: (row) => format.percent(row.predicted),
              },
              {
                key: 'observed',
                title: t('calibration.observed'),
                number: true,
                cell: (row) => format.percent(row.observed.estimate),
              },
              {
                key: 'interval',
                title: t('calibration.interval'),
                number: true,
                cell: ({ observed }) => `${format.percent(observed.low)} – ${format.percent(observed.high)}`,
              },
            ]}
          />
        }
      />
    </Panel>
  )
}

/** Without one that did it there is nothing to draw. */
export const NoCurves = () => {
  const { t } = useTranslation('propensity')
  return (
    <Panel flush title={t('lift.title')}>
      <Empty icon="count" title={t('empty.noCharts')} />
    </Panel>
  )
}
