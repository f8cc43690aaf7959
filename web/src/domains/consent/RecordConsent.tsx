import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  type ConsentPurpose,
  type ConsentRecipient,
  recordCustomerConsents,
} from '../../../../contract/consent.ts'
import { useTexts } from '../../app/i18n.ts'
import { useWrite } from '../../app/query.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, FieldRow, Form, useForm } from '../../ui/Form.tsx'
import { Choice, InstantInput } from '../../ui/inputs.tsx'
import { Note } from '../../ui/Problem.tsx'
import { Segment } from '../../ui/Segment.tsx'
import { useConsentWords } from './useConsentWords.ts'

export type Subject = {
  purpose: ConsentPurpose
  recipient: ConsentRecipient
  recipientId: string | null
  granted: boolean
}
type Values = {
  said: 'yes' | 'no'
  dealer: string
  channel: string
  evidence: string
  textVersion?: string
  happenedAt?: string
}
type Props = {
  id: string
  subject: Subject
  dealers: { id: string; name: string }[]
  onClose: () => void
}

const allDealers = 'all'
const channels = ['signed', 'recorded-call', 'web-form', 'wechat', 'showroom'] as const

/** One line for the ledger: what was said, how, and what proves it. */
export const RecordConsent = ({ id, subject, dealers, onClose }: Props) => {
  const { t } = useTranslation('consent')
  const { form: button } = useTexts('ui')
  const words = useConsentWords()
  const { purpose, recipient } = subject
  const write = useWrite(recordCustomerConsents, {
    quiet: true,
    done: () => t('record.saved'),
    onDone: onClose,
    refresh: ['/api/customers', '/api/consent'],
  })
  const use = useForm<Values>(({ said, dealer, channel, evidence, textVersion, happenedAt }) =>
    write.send({
      params: { id },
      body: {
        entries: [
          {
            purpose,
            recipient,
            recipientId: recipient === 'dealer' && dealer !== allDealers ? dealer : null,
            granted: said === 'yes',
            channel,
            evidence: evidence.trim(),
            textVersion: textVersion?.trim() || null,
            ...(happenedAt ? { happenedAt } : {}),
          },
        ],
      },
    }),
  )
  return (
    <Dialog
      open
      width={480}
      title={t(subject.granted ? 'record.grantTitle' : 'record.withdrawTitle')}
      onClose={onClose}
      footer={
        <div className="ask-foot">
          <Button big onClick={onClose}>
            {button.cancel}
          </Button>
          <Button big look="primary" busy={use.sending} onClick={use.submit}>
            {t('record.save')}
          </Button>
        </div>
      }
    >
      <p className="cm-what">
        {t('record.what', { purpose: t(`purpose.${purpose}`), recipient: t(`recipient.${recipient}`) })}
      </p>
      <Form
        use={use}
        initial={{
          said: subject.granted ? 'yes' : 'no',
          dealer: subject.recipientId ?? allDealers,
        }}
      >
        <Field name="said" label={t('record.state')} required>
          <Segment
            options={[
              { value: 'yes', label: t('record.grant') },
              { value: 'no', label: t('record.withdraw') },
            ]}
          />
        </Field>
        {recipient === 'dealer' && (
          <Field name="dealer" label={t('record.dealer')}>
            <Choice
              options={[
                { value: allDealers, label: t('record.dealerAll') },
                ...dealers.map((dealer) => ({ value: dealer.id, label: dealer.name })),
              ]}
            />
          </Field>
        )}
        <Field name="channel" label={t('record.channel')} required>
          <Choice options={channels.map((value) => ({ value, label: words.channel(value) }))} />
        </Field>
        <Field name="evidence" label={t('record.evidence')} hint={t('record.evidenceHint')} required>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
        </Field>
        <FieldRow>
          <Field name="textVersion" label={t('record.version')}>
            <Input maxLength={60} />
          </Field>
          <Field name="happenedAt" label={t('record.happenedAt')}>
            <InstantInput placeholder={t('record.now')} />
          </Field>
        </FieldRow>
        <Note icon="shield">{t(subject.granted ? 'record.separate' : 'record.keeps')}</Note>
      </Form>
    </Dialog>
  )
}
