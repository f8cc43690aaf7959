import { useTranslation } from 'react-i18next'
import type { AnalysisAnswer, AnalysisFigure, AnalysisRow } from '../../../../../contract/analyses.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { Empty } from '../../../ui/Problem.tsx'
import { useCells } from './cells.ts'
import { Drawing } from './Drawing.tsx'
import { RowsTable } from './RowsTable.tsx'

const Stat = ({ figure }: { figure: AnalysisFigure }) => {
  const { t } = useTranslation('boards')
  const { t: ofPlans } = useTranslation('plans')
  const { say } = useLanguage()
  const cells = useCells()
  const change = cells.change(figure)
  const around = cells.interval(figure.kind, figure.low, figure.high)
  const before = figure.before ?? null
  const attained =
    typeof figure.attained === 'number' ? cells.write({ kind: 'share' }, figure.attained) : undefined
  return (
    <div className="stat">
      <div className="k" title={say(figure.title)}>
        {say(figure.title)}
      </div>
      <div className="v">
        <span title={cells.whole(figure, figure.value)}>{cells.write(figure, figure.value)}</span>
        {attained !== undefined && (
          <small title={ofPlans('plan.value', { plan: cells.write(figure, figure.plan ?? null) })}>
            {ofPlans('plan.short', { share: attained })}
          </small>
        )}
        {change && <small title={t('before', { value: cells.write(figure, before) })}>{change}</small>}
      </div>
      {(around || figure.note) && (
        <div className="cap">{[around, figure.note && say(figure.note)].filter(Boolean).join(' · ')}</div>
      )}
    </div>
  )
}

type Props = {
  answer: AnalysisAnswer
  asTable: boolean
  onRow?: ((row: AnalysisRow) => void) | undefined
}

/** What an analysis found: the sentence, the figures, the drawing or its table, and what one should know of them. */
export const Findings = ({ answer, asTable, onRow }: Props) => {
  const { say } = useLanguage()
  const label = say(answer.says ?? answer.title)
  const notes = answer.notes.length > 0 && (
    <ul className="tile-notes cap">
      {answer.notes.map((note) => (
        <li key={note.en}>{say(note)}</li>
      ))}
    </ul>
  )
  if (answer.empty)
    return (
      <>
        <Empty icon="count" title={say(answer.empty)} />
        {notes}
      </>
    )
  return (
    <>
      {answer.says && <p className="tile-says">{say(answer.says)}</p>}
      {answer.figures.length > 0 && (
        <div className="tile-figures">
          {answer.figures.map((figure) => (
            <Stat key={figure.key} figure={figure} />
          ))}
        </div>
      )}
      {answer.rows.length > 0 && (
        <div className={asTable || answer.chart.kind === 'table' ? 'tile-table' : 'tile-chart'}>
          {asTable ? (
            <RowsTable answer={answer} label={label} onRow={onRow} />
          ) : (
            <Drawing answer={answer} label={label} onRow={onRow} />
          )}
        </div>
      )}
      {notes}
    </>
  )
}
