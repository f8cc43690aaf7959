import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer } from '../../../../../contract/customers.ts'
import { useCan } from '../../../app/session.tsx'
import { Button } from '../../../ui/Button.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { Panel } from '../../../ui/Panel.tsx'

type Props = { customer: Customer; onAnswer: () => void }

/** One question at a time, in the words one would say; the next best after "not now". */
export const NextQuestion = ({ customer, onAnswer }: Props) => {
  const { t } = useTranslation('customers')
  const mayEdit = useCan('customers.edit')
  const [skipped, setSkipped] = useState<string[]>([])
  const ordered = [
    ...(customer.nextQuestion ? [customer.nextQuestion] : []),
    ...customer.missing.filter((one) => one !== customer.nextQuestion),
  ]
  const asked = ordered.find((one) => !skipped.includes(one)) ?? ordered[0]
  const others = customer.missing.filter((one) => one !== asked)
  if (!asked)
    return (
      <Panel title={t('question.complete')}>
        <p className="q2">{t('question.completeText')}</p>
      </Panel>
    )
  return (
    <Panel title={t('question.title')}>
      <div className="cp-ask">
        <p className="h16">{t(`question.ask.${asked}`)}</p>
        {others.length > 0 && (
          <div className="cp-also">
            <span className="cap">{t('question.also')}</span>
            {others.map((field) => (
              <StateTag key={field} look="outline">
                {t(`field.${field}`)}
              </StateTag>
            ))}
          </div>
        )}
        <div className="row">
          <Button
            icon="edit"
            disabled={!mayEdit}
            title={mayEdit ? undefined : t('edit.none')}
            onClick={onAnswer}
          >
            {t('question.answer')}
          </Button>
          {others.length > 0 && (
            <Button
              look="quiet"
              onClick={() => setSkipped([...(skipped.length + 1 < ordered.length ? skipped : []), asked])}
            >
              {t('question.skip')}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  )
}
