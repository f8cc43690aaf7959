import { useTranslation } from 'react-i18next'
import { classes } from '../../../ui/classes.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { scoresOf, type Value, type ValueBoard } from './useValue.ts'
import { accountOf, ValueFigure } from './ValueFigure.tsx'

type Cell = ValueBoard['rfm'][number]
type CellProps = { cell: Cell | undefined; most: number; selected: boolean; onOpen: (cell: Cell) => void }

const CellButton = ({ cell, most, selected, onOpen }: CellProps) => {
  const { t } = useTranslation('value')
  const format = useFormat()
  if (!cell || cell.customers === 0) return <span className="cap">–</span>
  const said = { r: cell.recency, f: cell.frequency, n: format.number(cell.customers) }
  const mean = cell.averageFen === null ? undefined : format.shortMoney(cell.averageFen)
  const words = mean === undefined ? t('rfm.cell', said) : t('rfm.cellMean', { ...said, money: mean })
  return (
    <button
      type="button"
      className={classes(selected && 'on')}
      aria-label={words}
      title={words}
      aria-pressed={selected}
      // The root, so that small cells still differ from none.
      style={{ '--much': `${Math.round(6 + 34 * Math.sqrt(cell.customers / most))}%` } as React.CSSProperties}
      onClick={() => onOpen(cell)}
    >
      <b>{format.number(cell.customers)}</b>
      {mean && <span>{mean}</span>}
    </button>
  )
}

/** Recency upwards, frequency to the right: whoever came lately and often stands at the top right. */
export const Matrix = ({ data, value }: { data: ValueBoard; value: Value }) => {
  const { t } = useTranslation('value')
  const bins = scoresOf(data.valuation)
  const scores = Array.from({ length: bins }, (_, at) => at + 1)
  const most = Math.max(1, ...data.rfm.map((cell) => cell.customers))
  const open = ({ recency, frequency }: Cell) =>
    value.showRows({ recency: String(recency), frequency: String(frequency) })
  return (
    <Panel
      flush
      title={
        <ValueFigure name={t('rfm.title')} account={accountOf(data, 'value-rfm')} data={data} value={value} />
      }
      note={t('rfm.note')}
    >
      <table className="vb-rfm" aria-label={t('rfm.title')}>
        <thead>
          <tr>
            <td />
            {scores.map((f) => (
              <th key={f} scope="col">
                {t('rfm.column', { n: f })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scores.toReversed().map((r) => (
            <tr key={r}>
              <th scope="row">{t('rfm.row', { n: r })}</th>
              {scores.map((f) => (
                <td key={f}>
                  <CellButton
                    cell={data.rfm.find((one) => one.recency === r && one.frequency === f)}
                    most={most}
                    selected={value.rows?.recency === r && value.rows.frequency === f}
                    onOpen={open}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cap vb-why">
        {t('rfm.row', { n: '↑' })} {t('rfm.recency')} · {t('rfm.column', { n: '→' })} {t('rfm.frequency')}
      </p>
    </Panel>
  )
}
