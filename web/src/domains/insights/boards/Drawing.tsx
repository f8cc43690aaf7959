import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnalysisAnswer, AnalysisRow } from '../../../../../contract/analyses.ts'
import { useAppearance, usePhone } from '../../../app/appearance.ts'
import { series } from '../../../app/theme.ts'
import { Chart } from '../../../ui/Chart.tsx'
import { drawAxes } from './axes.ts'
import { useCells } from './cells.ts'
import type { Drawing as Drawn, Hand } from './drawing.ts'
import { ProvinceMap } from './ProvinceMap.tsx'
import { RowsTable } from './RowsTable.tsx'
import { drawFunnel, drawHeat, drawRange, drawScatter } from './shapes.ts'

type Answer = Pick<AnalysisAnswer, 'chart' | 'columns' | 'rows'>
const ink = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

const drawn = (answer: Answer, hand: Hand, palette: readonly string[]): Drawn | undefined => {
  const { chart } = answer
  switch (chart.kind) {
    case 'line':
    case 'bar':
    case 'stack':
      // Bars of nothing but zeros (one province beside itself) are an empty box; its figures are read as a table.
      if (chart.kind !== 'line' && answer.rows.every((row) => chart.y.every((key) => !row[key])))
        return undefined
      return drawAxes(chart, answer, hand, palette)
    case 'heat':
      return drawHeat(chart, answer, hand)
    case 'scatter':
      return drawScatter(chart, answer, hand)
    case 'range':
      return drawRange(chart, answer, hand)
    case 'funnel':
      return drawFunnel(chart, answer, hand)
    default:
      return undefined
  }
}

/** For readers who cannot see the chart; who wants to read it all turns the tile to its table. */
const mostRead = 60

type Props = { answer: Answer; label: string; onRow?: ((row: AnalysisRow) => void) | undefined }

/** The rows of an analysis as its chart. */
export const Drawing = ({ answer, label, onRow }: Props) => {
  const { t } = useTranslation('boards')
  const cells = useCells()
  const phone = usePhone()
  const { mode } = useAppearance()
  const opens = onRow !== undefined
  const { columns, rows, chart } = answer
  const drawing = useMemo(
    () => drawn({ columns, rows, chart }, { cells, ink, phone, opens }, series[mode]),
    [columns, rows, chart, cells, phone, opens, mode],
  )
  const pick = useMemo(
    () =>
      onRow &&
      ((picked: { data?: unknown }) => {
        const { data } = picked
        const at = typeof data === 'object' && data !== null && 'row' in data ? data.row : undefined
        const row = typeof at === 'number' ? rows[at] : undefined
        if (row) onRow(row)
      }),
    [onRow, rows],
  )
  if (chart.kind === 'map') return <ProvinceMap answer={answer} chart={chart} label={label} onRow={onRow} />
  if (!drawing) return <RowsTable answer={answer} label={label} onRow={onRow} />
  return (
    <>
      <Chart
        label={label}
        option={drawing.option}
        height={drawing.height}
        table={<RowsTable answer={answer} label={label} most={mostRead} />}
        {...(pick ? { onPick: pick } : {})}
      />
      {drawing.left > 0 && <p className="cap tile-left">{t('left', { n: drawing.left })}</p>}
    </>
  )
}
