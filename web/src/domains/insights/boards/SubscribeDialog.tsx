import { useTranslation } from 'react-i18next'
import {
  createSubscription,
  listSubscriptions,
  type Rhythm,
  rhythms,
  type ServedBoard,
} from '../../../../../contract/boards.ts'
import { useLanguage, useTexts } from '../../../app/i18n.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field, FieldRow, Form, useFieldValue, useForm } from '../../../ui/Form.tsx'
import { Choice } from '../../../ui/inputs.tsx'
import { Note, Problem } from '../../../ui/Problem.tsx'
import { Segment } from '../../../ui/Segment.tsx'
import { Bones } from '../Bones.tsx'
import { useRhythmWords } from './useRhythmWords.ts'

type Values = { rhythm: Rhythm; weekday: string; monthday: string; hour: string }

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => at + from)

const Fields = () => {
  const { t } = useTranslation('boards')
  const words = useRhythmWords()
  const rhythm = useFieldValue('rhythm')
  return (
    <>
      <Field name="rhythm" label={t('subscribe.rhythm')} required>
        <Segment options={rhythms.map((value) => ({ value, label: t(`subscribe.rhythms.${value}`) }))} />
      </Field>
      <FieldRow>
        {rhythm === 'weekly' && (
          <Field name="weekday" label={t('subscribe.day')} required>
            <Choice options={numbers(1, 7).map((n) => ({ value: String(n), label: words.weekday(n) }))} />
          </Field>
        )}
        {rhythm === 'monthly' && (
          <Field name="monthday" label={t('subscribe.day')} required>
            <Choice options={numbers(1, 28).map((n) => ({ value: String(n), label: words.monthday(n) }))} />
          </Field>
        )}
        <Field name="hour" label={t('subscribe.hour')} hint={t('subscribe.zone')} required>
          <Choice options={numbers(0, 23).map((n) => ({ value: String(n), label: words.hour(n) }))} />
        </Field>
      </FieldRow>
    </>
  )
}

type Props = { board: ServedBoard; filters: string; onClose: () => void }

/** The board by mail, with the filters it has now; where no mail can be sent it says why. */
export const SubscribeDialog = ({ board, filters, onClose }: Props) => {
  const { t } = useTranslation('boards')
  const { form } = useTexts('ui')
  const { say } = useLanguage()
  const { data, problem, reload } = useRead(listSubscriptions, {})
  const write = useWrite(createSubscription, {
    quiet: true,
    refresh: ['/api/insights/subscriptions'],
    done: () => t('subscribe.done', { email: data?.email ?? '' }),
    onDone: onClose,
  })
  const use = useForm<Values>(({ rhythm, weekday, monthday, hour }) => {
    const day = rhythm === 'weekly' ? Number(weekday) : rhythm === 'monthly' ? Number(monthday) : 1
    return write.send({ body: { board: board.key, filters, rhythm, day, hour: Number(hour) } })
  })
  const ready = data?.mailReady && data.email
  return (
    <Dialog
      open
      title={t('subscribe.title', { name: say(board.title) })}
      onClose={onClose}
      footer={
        <div className="ask-foot">
          <Button big onClick={onClose}>
            {form.cancel}
          </Button>
          <Button big look="primary" busy={use.sending} disabled={!ready} onClick={use.submit}>
            {t('subscribe.save')}
          </Button>
        </div>
      }
    >
      {problem && <Problem problem={problem} onRetry={reload} />}
      {!data && !problem && <Bones rows={3} />}
      {data && !data.mailReady && <Note icon="mail">{t('subscribe.noMail')}</Note>}
      {data?.mailReady && !data.email && <Note icon="mail">{t('subscribe.noEmail')}</Note>}
      {ready && (
        <>
          <p className="q2">{t('subscribe.text', { email: data.email })}</p>
          <Form use={use} initial={{ rhythm: 'weekly', weekday: '1', monthday: '1', hour: '8' }}>
            <Fields />
          </Form>
        </>
      )}
    </Dialog>
  )
}
