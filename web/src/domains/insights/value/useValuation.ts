import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { listJobs } from '../../../../../contract/jobs.ts'
import { startValuation } from '../../../../../contract/value.ts'
import { paths } from '../../../app/paths.ts'
import { refresh, useRead, useWrite } from '../../../app/query.ts'
import { useCan, useSession } from '../../../app/session.tsx'
import { toast } from '../../../ui/Toast.store.ts'

const mine = { query: { of: 'me' as const, state: ['queued' as const, 'running' as const], limit: 50 } }

/** The valuation this user has started, how far it is, and a way to start one. */
export const useValuation = () => {
  const { t } = useTranslation('value')
  const isCarmaker = useSession().scope === 'carmaker'
  const may = useCan('insights.run') && isCarmaker
  const { data } = useRead(listJobs, mine, { enabled: may, fallbackSeconds: 15 })
  const job = data?.items.find(({ queue }) => queue === 'insights.value')
  // News of its progress come on the stream; the end must not be missed when one is lost.
  useRead(listJobs, mine, job ? { refetchSeconds: 3, staleSeconds: 0 } : { enabled: false })
  const running = useRef(false)
  useEffect(() => {
    if (running.current && !job) void refresh('/api/insights')
    running.current = job !== undefined
  }, [job])
  const start = useWrite(startValuation, {
    refresh: ['/api/jobs'],
    onDone: () =>
      toast({
        text: t('started'),
        link: { to: paths.profilePart('jobs'), text: t('toJob') },
        seconds: 10,
      }),
  })
  return {
    may,
    job,
    sending: start.sending,
    start: () => void start.send({}).catch(() => {}),
  }
}
export type Valuing = ReturnType<typeof useValuation>
