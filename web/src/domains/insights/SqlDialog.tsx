import { useTranslation } from 'react-i18next'
import type { Words } from '../../../../contract/endpoint.ts'
import { useLanguage } from '../../app/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { toast } from '../../ui/Toast.store.ts'

/** What has a statement behind it. */
export type WithSql = { title: Words; sql: string }

/** The statement behind a figure, to be read and taken along. */
export const SqlDialog = ({ told, onClose }: { told: WithSql | undefined; onClose: () => void }) => {
  const { t } = useTranslation('insights')
  const { say } = useLanguage()
  const copy = async () => {
    await navigator.clipboard.writeText(told?.sql ?? '')
    toast({ text: t('explain.copied') })
  }
  return (
    <Dialog
      open={told !== undefined}
      onClose={onClose}
      width={860}
      title={told ? t('explain.sqlTitle', { name: say(told.title) }) : ''}
      footer={
        <div className="ask-foot">
          <Button big icon="copy" onClick={() => void copy()}>
            {t('explain.copySql')}
          </Button>
        </div>
      }
    >
      <p className="cap">{t('explain.sqlText')}</p>
      <pre className="lb-sql mono">{told?.sql}</pre>
    </Dialog>
  )
}
