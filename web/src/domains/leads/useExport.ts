import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exportLeads } from '../../../../contract/leads.ts'
import { download } from '../../app/client.ts'
import { asProblem } from '../../app/query.ts'
import { ask } from '../../ui/ask.ts'
import { toast } from '../../ui/Toast.store.ts'
import type { LeadQuery } from './inbox/leadTabs.ts'

/** The rows in sight as CSV. Whoever takes data out of the house says why; it goes to the audit log. */
export const useExport = (query: LeadQuery) => {
  const { t } = useTranslation('leads')
  const [busy, setBusy] = useState(false)
  const run = async () => {
    const answer = await ask({
      title: t('export.title'),
      text: t('export.text'),
      confirm: t('export.open'),
      reasons: [t('export.reasonReview'), t('export.reasonMeeting'), t('export.reasonOther')],
    })
    if (!answer) return
    setBusy(true)
    const { sort: _, limit: _limit, after: _after, ...filters } = query
    try {
      await download(exportLeads, { query: { ...filters, reason: answer.reason } }, t('export.file'))
    } catch (error) {
      toast({ problem: asProblem(error) })
    } finally {
      setBusy(false)
    }
  }
  return { run: () => void run(), busy }
}
