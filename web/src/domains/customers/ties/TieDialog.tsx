import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  addTie,
  editTie,
  listTieKinds,
  type Relative,
  type Tie,
  type TieEnd,
} from '../../../../../contract/customer-ties.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { useLanguage, useTexts } from '../../../app/i18n.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field, FieldRow, Form, useForm } from '../../../ui/Form.tsx'
import { Choice, DayInput } from '../../../ui/inputs.tsx'
import { rolesFor, touched } from './words.ts'

export type Other = Pick<Relative, 'id' | 'kind' | 'name'>
type Props = {
  customer: Customer
  other: Other
  /** Changed when given, made otherwise. */
  tie?: Tie | undefined
  /** What a proposal says the other one is. */
  proposed?: { kind: string; end: TieEnd } | undefined
  onClose: () => void
}
type Values = { kind: string; fromOn?: string; untilOn?: string; note?: string }

/** What two customers are to each other, since when and until when. */
export const TieDialog = ({ customer, other, tie, proposed, onClose }: Props) => {
  const { t } = useTranslation('ties')
  const { form } = useTexts('ui')
  const { say } = useLanguage()
  const { data } = useRead(listTieKinds, {})
  const settings = { quiet: true, refresh: touched, done: () => t('saved'), onDone: onClose }
  const [adding, editing] = [useWrite(addTie, settings), useWrite(editTie, settings)]
  const use = useForm<Values>(({ kind: as, fromOn = null, untilOn = null, note }) => {
    const said = { fromOn, untilOn, note: note?.trim() || null }
    if (tie) return editing.send({ params: { id: tie.id }, body: said })
    const [kind, end] = as.split(' ') as [string, TieEnd]
    const body = { otherId: other.id, kind, end, ...said, proposed: proposed !== undefined }
    return adding.send({ params: { id: customer.id }, body })
  })
  const options = tie
    ? [{ value: `${tie.kind} ${tie.end}`, label: say(tie.word) }]
    : rolesFor(data?.items ?? [], customer.kind, other.kind).map(({ kind, end, word }) => ({
        value: `${kind} ${end}`,
        label: say(word),
      }))
  const given = tie ?? proposed
  const initial: Partial<Values> = {
    ...(given ? { kind: `${given.kind} ${given.end}` } : {}),
    ...(tie?.fromOn ? { fromOn: tie.fromOn } : {}),
    ...(tie?.untilOn ? { untilOn: tie.untilOn } : {}),
    ...(tie?.note ? { note: tie.note } : {}),
  }
  const own = customer.fields.name.value ?? ''
  return (
    <Dialog open title={t('addTitle', { own, other: other.name })} width={480} onClose={onClose}>
      <Form use={use} initial={initial}>
        <Field name="kind" label={t('kind', { name: other.name })} required>
          <Choice options={options} disabled={tie !== undefined} />
        </Field>
        <FieldRow>
          <Field name="fromOn" label={t('fromOn')} hint={t('optional')}>
            <DayInput />
          </Field>
          <Field name="untilOn" label={t('untilOn')} hint={t('optional')}>
            <DayInput />
          </Field>
        </FieldRow>
        <Field name="note" label={t('note')} hint={t('optional')}>
          <Input.TextArea rows={2} maxLength={300} />
        </Field>
        <div className="ask-foot">
          <Button big onClick={onClose}>
            {form.cancel}
          </Button>
          <Button big look="primary" submit busy={use.sending}>
            {t('save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
