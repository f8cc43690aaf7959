import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Explained, explainMetric, type MetricKey } from '../../../../contract/insights.ts'
import { useLanguage, useTexts } from '../../app/i18n.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { Anchor } from '../../ui/Anchor.tsx'
import { Button } from '../../ui/Button.tsx'
import { ClockLabel } from '../../ui/Clock.tsx'
import { fill } from '../../ui/fill.ts'
import { Kbd } from '../../ui/Marks.tsx'
import { Popup } from '../../ui/Popup.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { SqlDialog } from './SqlDialog.tsx'
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
  const { explain: words } = useTexts('ui')
  const { say } = useLanguage()
  const format = useFormat()
  const result = useResult()
  const fresh = useFreshness(told.freshness)
  return (
    <dl>
      <dt>{words.definition}</dt>
      <dd>{say(told.definition)}</dd>
      {told.formulas.length > 0 && <dt>{words.formula}</dt>}
      {told.formulas.length > 0 && (
        <dd className="mono">
          {told.formulas.map((formula) => (
            <div key={formula.name.en}>
              {say(formula.text)} = {formula.filled} = {result(formula)}
            </div>
          ))}
        </dd>
      )}
      <dt>{words.freshness}</dt>
      <dd>{fresh}</dd>
      <dt>{words.owner}</dt>
      <dd>{t('explain.owner', { owner: say(told.owner), day: format.day(told.since) })}</dd>
      {told.registerIds.length > 0 && <dt>{t('explain.register')}</dt>}
      {told.registerIds.length > 0 && (
        <dd className="row">
          {told.registerIds.map((one) => (
            <Anchor key={one} to={paths.register({ q: one })} onClick={close}>
              {one}
            </Anchor>
          ))}
        </dd>
      )}
    </dl>
  )
}

type ContentProps = {
  metric: MetricKey
  board: Board
  figure: ReactNode
  before: string | undefined
  overdue: number | undefined
  close: () => void
  showSql: (told: Explained) => void
}

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
      <div className="foot">
        <Button look="link" onClick={() => go(metric)}>
          {counted ? t('explain.rows', { n: format.number(data.value ?? 0) }) : t('explain.rowsPlain')}
        </Button>
        {data && (
          <Button look="link" onClick={() => showSql(data)}>
            {t('explain.sql')}
          </Button>
        )}
        {overdue !== undefined && overdue > 0 && (
          <Button look="link" onClick={() => go('overdue')}>
            {t('explain.overdue', { n: format.number(overdue) })}
          </Button>
        )}
        <span className="grow" />
        <Kbd>Esc</Kbd>
      </div>
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
  const { explain: words } = useTexts('ui')
  const [open, setOpen] = useState(false)
  const [sql, setSql] = useState<Explained>()
  const close = () => setOpen(false)
  const showSql = (told: Explained) => {
    close()
    setSql(told)
  }
  return (
    <>
      <Popup
        open={open}
        onOpenChange={setOpen}
        width={404}
        content={<Content {...{ metric, board, figure, before, overdue, close, showSql }} />}
      >
        <button
          type="button"
          className={open || board.rows === metric ? 'ex lb-v sel' : 'ex lb-v'}
          aria-expanded={open}
          title={fill(words.open, { name: t(`step.${metric}`) })}
          onKeyDown={(event) => event.key === 'Escape' && close()}
        >
          {figure}
        </button>
      </Popup>
      <SqlDialog told={sql} onClose={() => setSql(undefined)} />
    </>
  )
}
