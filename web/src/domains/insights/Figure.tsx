import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Explained, explainMetric, type MetricKey } from '../../../../contract/insights.ts'
import { useLanguage } from '../../app/i18n.ts'
import { useRead } from '../../app/query.ts'
import { Button } from '../../ui/Button.tsx'
import { ClockLabel } from '../../ui/Clock.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { Foot, Told, ToldFigure, type Ways } from './Told.tsx'
import type { Board } from './useBoard.ts'
import { useFreshness } from './useFreshness.ts'

type Formula = Explained['formulas'][number]

/** A quotient of money by a count is money, money by money a multiple, the rest is a share. */
const useResult = () => {
  const format = useFormat()
  return ({ filled, value }: Formula) => {
    if (value === null) return '–'
    const [above, below] = filled.split('÷').map((part) => part.includes('¥'))
    if (above && below) return format.number(value, 2)
    return above
      ? format.money(value >= 10_000 ? Math.round(value / 100) * 100 : Math.round(value))
      : format.percent(value)
  }
}

const Account = ({ told, close }: { told: Explained; close: () => void }) => {
  const { t } = useTranslation('insights')
  const { say } = useLanguage()
  const format = useFormat()
  const result = useResult()
  return (
    <Told
      definition={say(told.definition)}
      formula={
        told.formulas.length > 0 &&
        told.formulas.map((formula) => (
          <div key={formula.name.en}>
            {say(formula.text)} = {formula.filled} = {result(formula)}
          </div>
        ))
      }
      freshness={useFreshness(told.freshness)}
      owner={t('explain.owner', { owner: say(told.owner), day: format.day(told.since) })}
      registerIds={told.registerIds}
      close={close}
    />
  )
}

type ContentProps = {
  metric: MetricKey
  board: Board
  figure: ReactNode
  before: string | undefined
  overdue: number | undefined
} & Ways

const Content = ({ metric, board, figure, before, overdue, close, showSql }: ContentProps) => {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const { data, problem, reload } = useRead(explainMetric, { params: { metric }, query: board.query })
  const name = t(`step.${metric}`)
  const go = (to: MetricKey) => {
    close()
    board.showRows(to)
  }
  const counted = data?.unit === 'count' && metric !== 'contacts' && data.value !== null
  return (
    <div className="expl">
      <h4>
        {metric === 'in-time' ? <ClockLabel state="in">{name}</ClockLabel> : name} <span>{figure}</span>
        {before && <span className="cap">{before}</span>}
      </h4>
      {problem && <Problem problem={problem} onRetry={reload} />}
      {data && <Account told={data} close={close} />}
      {!data && !problem && (
        <div className="list-state" role="status">
          <i className="bone" />
          <i className="bone" />
        </div>
      )}
      <Foot
        onRows={() => go(metric)}
        rows={counted ? data.value : null}
        onSql={data && (() => showSql(data))}
      >
        {overdue !== undefined && overdue > 0 && (
          <Button look="link" onClick={() => go('overdue')}>
            {t('explain.overdue', { n: format.number(overdue) })}
          </Button>
        )}
      </Foot>
    </div>
  )
}

type FigureProps = {
  metric: MetricKey
  board: Board
  figure: ReactNode
  before?: string | undefined
  overdue?: number
}

/** A figure of the board; clicked, it says what it means, how it was reckoned, how old it is, and whose word that is. */
export const Figure = ({ metric, board, figure, before, overdue }: FigureProps) => {
  const { t } = useTranslation('insights')
  return (
    <ToldFigure
      name={t(`step.${metric}`)}
      figure={figure}
      className={board.rows === metric ? 'lb-v sel' : 'lb-v'}
      content={(ways) => <Content {...{ metric, board, figure, before, overdue, ...ways }} />}
    />
  )
}
