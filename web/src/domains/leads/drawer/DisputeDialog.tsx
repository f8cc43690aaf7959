import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { disputeReasons, type LeadItem, openDispute } from '../../../../../contract/leads.ts'
import { useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field, Form, useForm } from '../../../ui/Form.tsx'
import { Choice } from '../../../ui/inputs.tsx'
import { Note } from '../../../ui/Problem.tsx'
import { everywhere } from '../everywhere.ts'
import { useLeadWords } from '../useLeadWords.ts'

type Values = { reason: (typeof disputeReasons)[number]; note: string }
type Props = { lead: Pick<LeadItem, 'id' | 'person'>; onClose: () => void }

/** “This lead is not ours”: the clock stands still until head office has decided. */
export const DisputeDialog = ({ lead, onClose }: Props) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const write = useWrite(openDispute, {
    quiet: true,
    refresh: everywhere,
    done: () => t('dispute.sent', { name: lead.person.name }),
    onDone: onClose,
  })
  const use = useForm<Values>((body) => write.send({ params: { id: lead.id }, body }))
  return (
    <Dialog open title={t('dispute.title', { name: lead.person.name })} onClose={onClose}>
      <Form use={use}>
        <Note icon="pause">{t('dispute.text')}</Note>
        <Field name="reason" label={t('dispute.reason')} required>
          <Choice options={disputeReasons.map((value) => ({ value, label: words.dispute(value) }))} />
        </Field>
        <Field name="note" label={t('dispute.note')} required>
          <Input.TextArea
            maxLength={1000}
            autoSize={{ minRows: 3, maxRows: 8 }}
            placeholder={t('dispute.notePlaceholder')}
          />
        </Field>
        <div className="ask-foot">
          <Button big onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button big look="primary" submit busy={use.sending}>
            {t('dispute.send')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
