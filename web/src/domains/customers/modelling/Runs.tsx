import { useTranslation } from 'react-i18next'
import { listMatchRuns, type MatchRun } from '../../../../../contract/match-model.ts'
import { usePhone } from '../../../app/appearance.ts'
import { useTexts } from '../../../app/i18n.ts'
import { useList } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { PlainTable } from '../../../ui/PlainTable.tsx'
import { Empty, Problem } from '../../../ui/Problem.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useSearch } from '../../../ui/useSearch.ts'
import type { MatchRunning } from './useMatchRun.ts'

const useSeconds = () => {
  const { t } = useTranslation('modelling')
  return (milliseconds: number) =>
    t('run.seconds', { n: (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1) })
}

const StepsOf = ({ run }: { run: MatchRun }) => {
  const { t } = useTranslation('modelling')
  const format = useFormat()
  const seconds = useSeconds()
  const phone = usePhone()
  const names: Record<string, string> = useTexts('modelling').steps
  const slowest = Math.max(1, ...run.steps.map(({ milliseconds }) => milliseconds))
  return (
    <Panel title={t('run.steps')} note={format.instant(run.startedAt)} flush>
      <PlainTable
        low
        label={t('run.steps')}
        rows={run.steps.map((step, at) => ({ ...step, at }))}
        id={(step) => String(step.at)}
        empty={t('run.unfinished')}
        columns={[
          { key: 'step', title: t('run.step'), cell: ({ step }) => names[step] ?? step },
          ...(phone
            ? []
            : [
                {
                  key: 'bar',
                  title: '',
                  width: 96,
                  cell: ({ milliseconds }: { milliseconds: number }) => (
                    <span className="mo-time" aria-hidden="true">
                      <i style={{ width: `${(milliseconds / slowest) * 100}%` }} />
                    </span>
                  ),
                },
              ]),
          {
            key: 'ms',
            title: t('run.ms'),
            width: 76,
            number: true,
            cell: ({ milliseconds }) => seconds(milliseconds),
          },
          {
            key: 'rows',
            title: t('run.rows'),
            width: 96,
            number: true,
            cell: ({ rows }) => format.number(rows),
          },
        ]}
      />
    </Panel>
  )
}

/** What the matching did, run by run, and where its time went. */
export const Runs = ({ run: running }: { run: MatchRunning }) => {
  const { t } = useTranslation('modelling')
  const format = useFormat()
  const seconds = useSeconds()
  const { one, set } = useSearch()
  const list = useList(listMatchRuns, { query: { limit: 20 } })
  const shown = list.items.find(({ id }) => id === one('run')) ?? list.items[0]
  if (list.problem) return <Problem problem={list.problem} onRetry={list.reload} />
  if (list.loading) return <i className="bone" />
  if (!shown)
    return (
      <Empty icon="jobs" title={t('state.noRuns')}>
        {t('state.noRunsText')}
      </Empty>
    )
  const busy = running.starting || running.job !== undefined
  const whyOf = ({ because, renewed }: MatchRun) => {
    if (!renewed) return t(`run.because.${because}`)
    const { new: fresh, changed, gone } = renewed
    return `${t('run.because.changes')}: ${t('run.renewed', { fresh, changed, gone })}`
  }
  const figure = (key: 'records' | 'pairs' | 'linked' | 'asked' | 'settled', width: number) => ({
    key,
    title: t(`run.${key}`),
    width,
    number: true,
    cell: (run: MatchRun) => format.number(run[key]),
  })
  return (
    <div className="mo-grid runs">
      <div className="mo-col">
        <Panel title={t('tab.runs')} flush>
          <PlainTable
            label={t('tab.runs')}
            rows={list.items}
            id={(run) => run.id}
            rowLook={(run) => (run.id === shown.id ? 'on' : undefined)}
            onOpen={(run) => set({ run: run.id }, true)}
            columns={[
              {
                key: 'at',
                title: t('run.started'),
                width: 132,
                cell: (run) => format.instant(run.startedAt, true),
              },
              {
                key: 'took',
                title: t('run.took'),
                width: 76,
                number: true,
                cell: (run) =>
                  run.finishedAt ? (
                    seconds(run.steps.reduce((sum, step) => sum + step.milliseconds, 0))
                  ) : (
                    <span className="cap">{t('run.unfinished')}</span>
                  ),
              },
              { key: 'model', title: t('run.model'), width: 56, cell: (run) => `v${run.modelNumber}` },
              {
                key: 'why',
                title: t('run.why'),
                width: 168,
                cell: (run) => (
                  <span className="cut" title={whyOf(run)}>
                    {whyOf(run)}
                  </span>
                ),
              },
              figure('records', 80),
              figure('pairs', 80),
              figure('linked', 64),
              figure('asked', 64),
              figure('settled', 96),
              {
                key: 'undo',
                title: '',
                width: 96,
                cell: (run) =>
                  running.may && run.standing > 0 ? (
                    <Button
                      look="quiet"
                      icon="undo"
                      disabled={busy}
                      title={busy ? t('waiting') : undefined}
                      onClick={() => void running.undo(run)}
                    >
                      {t('run.undo')}
                    </Button>
                  ) : (
                    run.undone > 0 && <span className="cap">{t('run.undone', { n: run.undone })}</span>
                  ),
              },
            ]}
          />
          {list.hasMore && (
            <div className="mo-more">
              <Button look="quiet" busy={list.loadingMore} onClick={list.loadMore}>
                {t('run.more')}
              </Button>
            </div>
          )}
        </Panel>
      </div>
      <div className="mo-col">
        <StepsOf run={shown} />
      </div>
    </div>
  )
}
