import { useTranslation } from 'react-i18next'
import type { AnalysisAnswer, AnalysisRow } from '../../../../../contract/analyses.ts'
import { usePhone } from '../../../app/appearance.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { classes } from '../../../ui/classes.ts'
import { useCells } from './cells.ts'
import { type ChartOf, columnOf, numberOf, textOf } from './drawing.ts'
import { provinces } from './provinces.ts'
import { RowsTable } from './RowsTable.tsx'

type Props = {
  answer: Pick<AnalysisAnswer, 'columns' | 'rows'>
  chart: ChartOf<'map'>
  label: string
  onRow?: ((row: AnalysisRow) => void) | undefined
}
type Square = { value: number | null; row: AnalysisRow | undefined; several: boolean }

const side = 62
const gap = 3
const columns = 9
const lines = 8

/** Cities of a province are added up, where what they hold can be added. */
const squaresOf = ({ answer, chart }: Props): Map<string, Square> => {
  const { kind } = columnOf(answer, chart.value)
  const adds = kind === 'count' || kind === 'fen'
  const squares = new Map<string, Square>()
  for (const row of answer.rows) {
    const code = textOf(row[chart.division]).slice(0, 2)
    const known = squares.get(code)
    const value = numberOf(row[chart.value])
    if (!known) squares.set(code, { value, row, several: false })
    else
      squares.set(code, {
        value: adds ? (known.value ?? 0) + (value ?? 0) : known.value,
        row: undefined,
        several: true,
      })
  }
  return squares
}

/** China's provinces as squares at their place, coloured by the value, which also stands in them. */
export const ProvinceMap = (props: Props) => {
  const { answer, chart, label, onRow } = props
  const { t } = useTranslation('boards')
  const { language } = useLanguage()
  const cells = useCells()
  const phone = usePhone()
  const column = columnOf(answer, chart.value)
  const division = columnOf(answer, chart.division)
  const squares = squaresOf(props)
  const most = Math.max(...[...squares.values()].map(({ value }) => value ?? 0), Number.MIN_VALUE)
  const elsewhere = [...squares.keys()].filter((code) => !provinces[code]).length
  return (
    <figure className="chart tile-map">
      <svg viewBox={`0 0 ${columns * side} ${lines * side}`} role="img" aria-label={label}>
        {Object.entries(provinces).map(([code, place]) => {
          const square = squares.get(code)
          const row = square?.row
          const opens = onRow && row !== undefined
          const words = square ? cells.write(column, square.value) : '–'
          const share = square?.value ? 4 + 44 * Math.sqrt(Math.max(0, square.value) / most) : 0
          return (
            <g
              key={code}
              transform={`translate(${place.column * side} ${place.row * side})`}
              className={classes(opens && 'go')}
              {...(opens ? { onClick: () => onRow(row) } : {})}
            >
              <title>{`${row ? cells.write(division, row[division.key]) : place.zh} ${words}`}</title>
              <rect
                width={side - gap}
                height={side - gap}
                style={{
                  fill: square ? `color-mix(in srgb, var(--c1) ${share}%, var(--surface))` : 'var(--fill)',
                }}
              />
              <text x={(side - gap) / 2} y={25} className="name">
                {language === 'en' ? place.en : phone ? place.short : place.zh}
              </text>
              <text x={(side - gap) / 2} y={45} className="value">
                {square ? cells.tiny(column, square.value) : '–'}
              </text>
            </g>
          )
        })}
      </svg>
      {elsewhere > 0 && <p className="cap tile-left">{t('elsewhere', { n: elsewhere })}</p>}
      <figcaption className="sr">
        <RowsTable answer={answer} label={label} most={60} />
      </figcaption>
    </figure>
  )
}
