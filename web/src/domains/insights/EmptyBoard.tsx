import { useTranslation } from 'react-i18next'
import { type Loop, refreshFacts } from '../../../../contract/insights.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { ProblemError } from '../../app/client.ts'
import { paths } from '../../app/paths.ts'
import { useWrite } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Problem.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useGo } from '../../ui/useGo.ts'
import type { Board } from './useBoard.ts'

const dayMs = 86_400_000

export const useRefreshFacts = () => {
  const { t } = useTranslation('insights')
  return useWrite(refreshFacts, { refresh: ['/api/insights'], done: () => t('fresh.done') })
}

/** Why there is nothing: no facts yet, none in these days, or none left by the filters. */
export const EmptyBoard = ({ why, board }: { why: NonNullable<Loop['empty']>; board: Board }) => {
  const { t } = useTranslation('insights')
  const format = useFormat()
  const refresh = useRefreshFacts()
  const { from, to } = board.query
  if (why === 'no-facts')
    return (
      <Empty
        icon="loop"
        title={t('empty.noFactsTitle')}
        action={
          <Button busy={refresh.sending} onClick={() => void refresh.send({}).catch(() => {})}>
            {t('empty.refresh')}
          </Button>
        }
      >
        {t('empty.noFactsText')}
      </Empty>
    )
  if (why === 'filters')
    return (
      <Empty
        icon="filter"
        title={t('empty.filtersTitle')}
        action={<Button onClick={board.filters.clear}>{t('empty.clear')}</Button>}
      >
        {t('empty.filtersText')}
      </Empty>
    )
  const quarter = new Date(Date.parse(board.today) - 89 * dayMs).toISOString().slice(0, 10)
  return (
    <Empty
      icon="today"
      title={t('empty.periodTitle')}
      action={
        <Button onClick={() => board.filters.set('period', [`${quarter}..${board.today}`])}>
          {t('empty.quarter')}
        </Button>
      }
    >
      {t('empty.periodText', { from: format.day(from), to: format.day(to) })}
    </Empty>
  )
}

/** The analytics engine is away: says so, and that the rest of the house is open. */
export const Away = ({ onRetry }: { onRetry: () => unknown }) => {
  const { t } = useTranslation('insights')
  const go = useGo()
  const [leads, campaigns] = [useCan('leads.read'), useCan('campaigns.read')]
  return (
    <Empty
      icon="pause"
      title={t('away.title')}
      action={
        <span className="row">
          <Button look="primary" onClick={() => void onRetry()}>
            {t('away.retry')}
          </Button>
          {leads && <Button onClick={() => go(paths.leads())}>{t('away.leads')}</Button>}
          {campaigns && <Button onClick={() => go(paths.campaigns())}>{t('away.campaigns')}</Button>}
        </span>
      }
    >
      {t('away.text')}
    </Empty>
  )
}

/** A question that is too heavy says so itself: there the engine answered. */
export const isAway = (problem: ProblemError | undefined) =>
  problem?.status === 503 && !problem.is(commonProblems.tooHeavy)
