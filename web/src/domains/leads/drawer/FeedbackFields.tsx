import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  type ContactResult,
  contactResults,
  type FeedbackIn,
  type FeedbackOutcome,
  feedbackOutcomes,
  lostReasons,
  mandatoryFields,
  outcomesAfter,
} from '../../../../../contract/leads.ts'
import { partsOf } from '../../../ui/dates.ts'
import { Field, FieldRow, useFieldValue, useSetField } from '../../../ui/Form.tsx'
import { Choice, DayInput, InstantInput } from '../../../ui/inputs.tsx'
import { Section } from '../../../ui/Panel.tsx'
import { Segment } from '../../../ui/Segment.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import { useNow } from '../../../ui/useNow.ts'
import { useCatalogue } from '../useCatalogue.ts'
import { useLeadWords } from '../useLeadWords.ts'
import { NextStepInput } from './NextStepInput.tsx'

export type FeedbackValues = Partial<Omit<FeedbackIn, 'version'>>

const dayMs = 86_400_000
const soon = [1, 3, 7]

/** Tomorrow, in three days, in a week, at ten in the morning: what most next steps are. */
const QuickDays = ({ onPick }: { onPick: (at: string) => void }) => {
  const { t } = useTranslation('leads')
  const now = useNow()
  return (
    <span className="ld-quick">
      {soon.map((days) => (
        <button
          key={days}
          type="button"
          className="chip"
          onClick={() => onPick(new Date(`${partsOf(now + days * dayMs).iso}T10:00:00+08:00`).toISOString())}
        >
          {t(`feedback.in${days as 1}`)}
        </button>
      ))}
    </span>
  )
}

/** The fields of a feedback. Which of them must be filled is the contract's rule, the same the server asks. */
export const FeedbackFields = ({ brandId }: { brandId: string }) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const now = useNow()
  const format = useFormat()
  const setField = useSetField()
  const catalogue = useCatalogue(brandId)
  const contacted = useFieldValue('contacted') as ContactResult | undefined
  const outcome = useFieldValue('outcome') as FeedbackOutcome | undefined
  const must = mandatoryFields({ contacted, outcome })
  const possible = outcomesAfter(contacted ?? 'reached')
  const lost = outcome === 'lost'
  const wants = (name: (typeof must)[number]) => must.includes(name)
  const past = (value: unknown) =>
    typeof value === 'string' && Date.parse(value) < now
      ? t('feedback.past', { at: format.instant(new Date(now).toISOString(), true) })
      : undefined
  return (
    <>
      <Section title={t('feedback.title')} note={t('feedback.note')} />
      <Field name="contacted" label={t('feedback.contacted')} required={wants('contacted')}>
        <Segment
          options={contactResults.map((value) => ({
            value,
            label: t(`contacted.${value}`),
            ...(value === contacted ? { icon: 'check' as const } : {}),
          }))}
          onChange={(value) => {
            setField('contacted', value)
            if (outcome && !outcomesAfter(value).includes(outcome)) setField('outcome', undefined)
          }}
        />
      </Field>
      <div className="ld-outcome">
        <Field name="outcome" label={t('feedback.outcome')} required={wants('outcome')}>
          <Segment
            options={feedbackOutcomes.map((value) => ({
              value,
              label: (
                <span title={possible.includes(value) ? undefined : t('feedback.notReached')}>
                  {t(`outcome.${value}`)}
                </span>
              ),
              disabled: !possible.includes(value),
            }))}
          />
        </Field>
      </div>
      {!lost && (
        <>
          <FieldRow>
            <Field name="nextStep" label={t('feedback.nextStep')} required={wants('nextStep')}>
              <NextStepInput />
            </Field>
            <Field
              name="nextStepAt"
              label={t('feedback.nextStepAt')}
              required={wants('nextStepAt')}
              check={past}
            >
              <InstantInput min={new Date(now).toISOString()} />
            </Field>
          </FieldRow>
          <QuickDays onPick={(at) => setField('nextStepAt', at)} />
        </>
      )}
      {lost && (
        <FieldRow>
          <Field name="lostReason" label={t('feedback.lostReason')} required={wants('lostReason')}>
            <Choice options={lostReasons.map((value) => ({ value, label: words.lost(value) }))} />
          </Field>
          <Field name="winBackOn" label={t('feedback.winBackOn')}>
            <DayInput min={partsOf(now + dayMs).iso} placeholder={t('feedback.winBackHint')} />
          </Field>
        </FieldRow>
      )}
      <Field name="variantId" label={t('feedback.variant')}>
        <Choice options={catalogue.variantOptions} clear />
      </Field>
      <Field name="note" label={t('feedback.words')}>
        <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
    </>
  )
}
