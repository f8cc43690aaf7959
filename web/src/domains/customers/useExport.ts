import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exportCustomers } from '../../../../contract/customers.ts'
import { type Args, download } from '../../app/client.ts'
import { asProblem } from '../../app/query.ts'
import { ask } from '../../ui/ask.ts'
import { toast } from '../../ui/Toast.store.ts'

type Filters = NonNullable<Args<typeof exportCustomers>['body']['filters']>

/** The rows of these filters as CSV, phones masked. Whoever takes data out says why; it goes to the audit log. */
export const useExport = (filters: Filters) => {
  const { t } = useTranslation('customers')
  const [busy, setBusy] = useState(false)
  const run = async () => {
    const answer = await ask({
      title: t('export.title'),
      text: t('export.text'),
      confirm: t('export.open'),
      reasons: [t('export.campaign'), t('export.check'), t('export.request'), t('export.other')],
    })
    if (!answer) return
    setBusy(true)
    try {
      await download(exportCustomers, { body: { reason: answer.reason, filters } }, t('export.file'))
    } catch (error) {
      toast({ problem: asProblem(error) })
    } finally {
      setBusy(false)
    }
  }
  return { run: () => void run(), busy }
}
