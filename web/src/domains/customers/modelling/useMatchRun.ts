import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { listJobs } from '../../../../../contract/jobs.ts'
import { type MatchRun, startMatchRun, undoMatchRun } from '../../../../../contract/match-model.ts'
import { refresh, useRead, useWrite } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { useFormat } from '../../../ui/useFormat.ts'

const mine = { query: { of: 'me' as const, state: ['queued' as const, 'running' as const], limit: 50 } }

/** The run this user has started or takes back, how far it is, and ways to start one and take one back. */
export const useMatchRun = () => {
  const { t } = useTranslation('modelling')
  const format = useFormat()
  const isCarmaker = useSession().scope === 'carmaker'
  const may = useCan('customers.matching') && isCarmaker
  const { data } = useRead(listJobs, mine, { enabled: may, fallbackSeconds: 15 })
  const job = data?.items.find(({ queue }) => queue === 'customers.match' || queue === 'customers.unmatch')
  // News of its progress come on the stream; the end must not be missed when one is lost.
  useRead(listJobs, mine, job ? { refetchSeconds: 3, staleSeconds: 0 } : { enabled: false })
  const running = useRef(false)
  useEffect(() => {
    // What it found is on the screen as soon as it has ended.
    if (running.current && !job) void refresh('/api/match')
    running.current = job !== undefined
  }, [job])
  const start = useWrite(startMatchRun, {
    refresh: ['/api/jobs', '/api/match-runs'],
    done: () => t('started'),
  })
  const takeBack = useWrite(undoMatchRun, {
    refresh: ['/api/jobs', '/api/match-runs'],
    done: () => t('run.undoStarted'),
  })
  return {
    may,
    job,
    starting: start.sending || takeBack.sending,
    match: () => void start.send({ body: { retrain: false } }).catch(() => {}),
    undo: async (run: MatchRun) => {
      const text = t('run.undoText', { n: format.number(run.standing) })
      const title = t('run.undoTitle', { at: format.instant(run.startedAt) })
      if (await ask({ title, text, confirm: t('run.undo'), danger: true }))
        await takeBack.send({ params: { id: run.id } }).catch(() => {})
    },
    learn: async () => {
      if (await ask({ title: t('learnTitle'), text: t('learnText'), confirm: t('learn') }))
        await start.send({ body: { retrain: true } }).catch(() => {})
    },
  }
}
export type MatchRunning = ReturnType<typeof useMatchRun>
