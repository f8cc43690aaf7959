import { useTranslation } from 'react-i18next'
import { formScript } from '../../../../contract/dispatch.ts'
import { urlOf } from '../../app/client.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { toast } from '../../ui/Toast.store.ts'

/** The script tag that puts an enquiry form of this code into any web page. */
export const FormSnippet = ({ code, onClose }: { code: string | undefined; onClose: () => void }) => {
  const { t } = useTranslation('campaigns')
  const source = `${location.origin}${urlOf(formScript, { params: { code: code ?? '' } })}`
  const snippet = `<script src="${source}" async></script>`
  const copy = async () => {
    await navigator.clipboard.writeText(snippet)
    toast({ text: t('tracking.copied') })
  }
  return (
    <Dialog
      open={code !== undefined}
      title={t('tracking.formTitle', { code: code ?? '' })}
      onClose={onClose}
      width={620}
      footer={
        <div className="ask-foot">
          <Button big onClick={() => window.open(source, '_blank', 'noopener')}>
            {t('tracking.preview')}
          </Button>
          <Button big look="primary" icon="copy" onClick={() => void copy()}>
            {t('tracking.copy')}
          </Button>
        </div>
      }
    >
      <p className="q2">{t('tracking.formText')}</p>
      <pre className="cp-snippet mono">{snippet}</pre>
    </Dialog>
  )
}
