import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Audience, exportAudience, refreshAudience } from '../../../../../contract/audiences.ts'
import { cancelJob, readJob } from '../../../../../contract/jobs.ts'
import { download } from '../../../app/client.ts'
import { asProblem, refresh, useRead, useWrite } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { ask } from '../../../ui/ask.ts'
import { toast } from '../../../ui/Toast.store.ts'

const ends = ['done', 'failed', 'cancelled']

/** The taking that runs for this audience, and a way to start one and to call it off. */
export const useTaking = (audience: Audience | undefined) => {
  const { t } = useTranslation('audiences')
  const jobId = audience?.jobId ?? undefined
  const { data: job } = useRead(
    readJob,
    { params: { id: jobId ?? '' } },
    { enabled: jobId !== undefined, refetchSeconds: 2, staleSeconds: 0 },
  )
  const running = jobId !== undefined && !(job && ends.includes(job.state))
  const was = useRef(false)
  useEffect(() => {
    if (was.current && !running) void refresh('/api/insights/audiences')
    was.current = running
  }, [running])
  const start = useWrite(refreshAudience, { refresh: ['/api/insights/audiences'] })
  const stop = useWrite(cancelJob, { refresh: ['/api/jobs'], done: () => t('cancelled') })
  return {
    running: running || start.sending,
    done: job?.done ?? 0,
    total: job?.total ?? null,
    error: job?.state === 'failed' ? job.error : null,
    start: () => audience && void start.send({ params: { id: audience.id } }).catch(() => {}),
    cancel: () => jobId && void stop.send({ params: { id: jobId } }).catch(() => {}),
  }
}
export type Taking = ReturnType<typeof useTaking>

/** The members as CSV, phones masked. Whoever takes data out says why; it goes to the audit log. */
export const useExportMembers = ({ id }: Audience) => {
  const { t } = useTranslation('audiences')
  const may = useCan('customers.export')
  const [busy, setBusy] = useState(false)
  const run = async () => {
    const answer = await ask({
      title: t('exportTitle'),
      text: t('exportText'),
      confirm: t('exportOpen'),
      reasons: [t('reasons.campaign'), t('reasons.check'), t('reasons.request'), t('reasons.other')],
    })
    if (!answer) return
    setBusy(true)
    try {
      const query = { reason_for_export: answer.reason }
      await download(exportAudience, { params: { id }, query }, t('exportFile'))
    } catch (error) {
      toast({ problem: asProblem(error) })
    } finally {
      setBusy(false)
    }
  }
  return { may, busy, run: () => void run() }
}
