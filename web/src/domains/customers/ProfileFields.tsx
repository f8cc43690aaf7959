import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  childCounts,
  educations,
  incomes,
  longestInterests,
  longestOccupation,
  maritals,
} from '../../../../contract/customer-profile.ts'
import { Field, FieldRow } from '../../ui/Form.tsx'
import { Choice } from '../../ui/inputs.tsx'
import { useValueWords } from './page/useValueWords.ts'

/** How a person lives; nothing here is ever needed. `income`: as it is shown, when one is kept. */
export const ProfileFields = ({ income }: { income: string | null }) => {
  const { t } = useTranslation('customers')
  const words = useValueWords()
  const options = <T extends string>(
    name: 'marital' | 'children' | 'education' | 'income',
    of: readonly T[],
  ) => of.map((value) => ({ value, label: words(name, value) }))
  return (
    <>
      <FieldRow>
        <Field name="marital" label={t('field.marital')}>
          <Choice clear options={options('marital', maritals)} />
        </Field>
        <Field name="children" label={t('field.children')}>
          <Choice clear options={options('children', childCounts)} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="education" label={t('field.education')}>
          <Choice clear options={options('education', educations)} />
        </Field>
        <Field name="income" label={t('field.income')} hint={t('edit.incomeHint')}>
          <Choice
            clear
            options={options('income', incomes)}
            {...(income ? { placeholder: t('edit.keep', { value: income }) } : {})}
          />
        </Field>
      </FieldRow>
      <Field name="occupation" label={t('field.occupation')}>
        <Input maxLength={longestOccupation} />
      </Field>
      <Field name="interests" label={t('field.interests')} hint={t('edit.interestsHint')}>
        <Input maxLength={longestInterests} />
      </Field>
    </>
  )
}
