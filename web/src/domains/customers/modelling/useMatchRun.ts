import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { listJobs } from '../../../../../contract/jobs.ts'
import { startMatchRun } from '../../../../../contract/match-model.ts'
import { refresh, useRead, useWrite } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'

const mine = { query: { of: 'me' as const, state: ['queued' as const, 'running' as const], limit: 50 } }

/** The run this user has started, how far it is, and a way to start one. */
export const useMatchRun = () => {
  const { t } = useTranslation('modelling')
  const isCarmaker = useSession().scope === 'carmaker'
  const may = useCan('customers.matching') && isCarmaker
  const { data } = useRead(listJobs, mine, { enabled: may, fallbackSeconds: 15 })
  const job = data?.items.find(({ queue }) => queue === 'customers.match')
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
  return {
    may,
    job,
    starting: start.sending,
    match: () => void start.send({ body: { retrain: false } }).catch(() => {}),
    learn: async () => {
      if (await ask({ title: t('learnTitle'), text: t('learnText'), confirm: t('learn') }))
        await start.send({ body: { retrain: true } }).catch(() => {})
    },
  }
}
export type MatchRunning = ReturnType<typeof useMatchRun>
