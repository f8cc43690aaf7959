import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { MergeOutcome } from '../../../../../contract/customer-merge.ts'
import { useTexts } from '../../../app/i18n.ts'
import { StateTag } from '../../../ui/Marks.tsx'

/** What hangs from a customer and is worth a word; the rest follows by itself. */
const silent = new Set(['customers.finder', 'consent.state'])

/** How many of what move. */
export const Moved = ({ moved }: Pick<MergeOutcome, 'moved'>) => {
  const { t } = useTranslation('merging')
  const words: Record<string, string> = useTexts('merging').table
  const shown = moved.filter(({ table }) => !silent.has(table))
  return (
    <div className="mg-part">
      <h3>{t('moves')}</h3>
      {shown.length === 0 && <p className="cap">{t('nothingMoves')}</p>}
      <div className="row mg-tags">
        {shown.map(({ table, rows }) => (
          <StateTag key={table}>{`${rows} ${words[table] ?? table}`}</StateTag>
        ))}
      </div>
    </div>
  )
}

/** What may be done with their data afterwards. */
export const ConsentAfter = ({ consent }: Pick<MergeOutcome, 'consent'>) => {
  const { t } = useTranslation('merging')
  const words = useTexts('consent')
  const purposes: Record<string, string> = words.purpose
  const recipients: Record<string, string> = words.recipient
  const said = (granted: boolean | null) =>
    granted === null ? t('silent') : granted ? t('allowed') : t('refused')
  return (
    <div className="mg-part">
      <h3>{t('consent')}</h3>
      {consent.length === 0 && <p className="cap">{t('consentSame')}</p>}
      <ul>
        {consent.map(({ purpose, recipient, recipientName, own, brought, granted }) => (
          <li key={`${purpose} ${recipient} ${recipientName}`} className="row">
            <StateTag look={granted ? 'plain' : 'outline'} icon={granted ? 'check' : 'ban'}>
              {`${purposes[purpose] ?? purpose} · ${recipientName ?? recipients[recipient] ?? recipient}`}
            </StateTag>
            <span className="cap">
              {t('side', { own: said(own), brought: said(brought), result: said(granted) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

type ReasonProps = { label: string; value: string; required: boolean; onChange: (value: string) => void }
export const Reason = ({ label, value, required, onChange }: ReasonProps) => {
  const { t } = useTranslation('merging')
  const { form } = useTexts('ui')
  return (
    <div className="mg-part">
      <h3>
        {t('reason')}
        {required && <span className="cap"> {form.required}</span>}
      </h3>
      <Input.TextArea
        aria-label={t('reason')}
        placeholder={label}
        value={value}
        maxLength={500}
        autoSize={{ minRows: 2, maxRows: 4 }}
        status={required && value.trim() === '' ? 'warning' : ''}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
