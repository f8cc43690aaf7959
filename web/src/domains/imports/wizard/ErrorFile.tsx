import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { downloadImportErrors } from '../../../../../contract/imports.ts'
import { download } from '../../../app/client.ts'
import { asProblem } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { toast } from '../../../ui/Toast.store.ts'

/** The refused rows as they came, with row number, field and remedy. */
export const ErrorFile = ({ id, disabled = false }: { id: string; disabled?: boolean }) => {
  const { t } = useTranslation('imports')
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    await download(downloadImportErrors, { params: { id } }, t('run.errorsName')).catch((error: unknown) =>
      toast({ problem: asProblem(error) }),
    )
    setBusy(false)
  }
  return (
    <Button
      icon="export"
      big
      busy={busy}
      disabled={disabled}
      title={disabled ? t('run.noErrors') : undefined}
      onClick={() => void save()}
    >
      {t('run.errors')}
    </Button>
  )
}
