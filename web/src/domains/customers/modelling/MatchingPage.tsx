import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Progress } from '../../../ui/Steps.tsx'
import { useSearch } from '../../../ui/useSearch.ts'
import { Views } from '../../../ui/Views.tsx'
import { ModelTab } from './ModelTab.tsx'
import './modelling.css'
import { Runs } from './Runs.tsx'
import { Thresholds } from './Thresholds.tsx'
import { type MatchRunning, useMatchRun } from './useMatchRun.ts'

const tabs = ['thresholds', 'model', 'runs'] as const

const Running = ({ run: { job } }: { run: MatchRunning }) => {
  const { t } = useTranslation('modelling')
  if (!job) return null
  const total = job.total ?? 0
  const words = job.queue === 'customers.unmatch' ? 'run.undoing' : 'running'
  const label = job.state === 'running' && total > 0 ? t(words, { done: job.done, total }) : t('waiting')
  return (
    <div className="mo-running">
      <Progress done={job.done} total={total} label={label} />
    </div>
  )
}

/** How customers are matched: thresholds and their effect, what the model has learned, and its runs. */
export const MatchingPage = () => {
  const { t } = useTranslation('modelling')
  const { one, set } = useSearch()
  const run = useMatchRun()
  const tab = tabs.find((key) => key === one('tab')) ?? 'thresholds'
  const busy = run.starting || run.job !== undefined
  return (
    <Page title={t('title')}>
      <Views
        views={tabs.map((key) => ({ key, label: t(`tab.${key}`) }))}
        value={tab}
        onChange={(key) =>
          set({ tab: key === 'thresholds' ? undefined : key, version: undefined, run: undefined }, true)
        }
        end={
          run.may && (
            <>
              <Button disabled={busy} onClick={() => void run.learn()}>
                {t('learn')}
              </Button>
              <Button look="primary" disabled={busy} onClick={run.match}>
                {t('matchNow')}
              </Button>
            </>
          )
        }
      />
      <Running run={run} />
      <div className="mo">
        {tab === 'thresholds' && <Thresholds />}
        {tab === 'model' && <ModelTab />}
        {tab === 'runs' && <Runs run={run} />}
      </div>
    </Page>
  )
}
