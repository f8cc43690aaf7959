import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { toast } from '../../ui/Toast.store.ts'
import './admin.css'

/** A password, a key or codes that the server will not tell again. */
export const Secret = ({
  title,
  text,
  secret,
  note,
  onClose,
}: {
  title: string
  text?: string
  secret: string | string[] | undefined
  note?: string
  onClose: () => void
}) => {
  const { t } = useTranslation('admin')
  const lines = [secret ?? []].flat()
  const copy = async () => {
    await navigator.clipboard.writeText(lines.join('\n'))
    toast({ text: t('secret.copied') })
  }
  return (
    <Dialog
      open={secret !== undefined}
      title={title}
      onClose={onClose}
      footer={
        <div className="ask-foot">
          <Button big icon="copy" onClick={() => void copy()}>
            {t('secret.copy')}
          </Button>
          <Button big look="primary" onClick={onClose}>
            {t('secret.close')}
          </Button>
        </div>
      }
    >
      <p className="q2">{text ?? t('secret.once')}</p>
      <ul className={lines.length > 1 ? 'ad-secret many mono' : 'ad-secret mono'}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {note && <p className="cap">{note}</p>}
    </Dialog>
  )
}
