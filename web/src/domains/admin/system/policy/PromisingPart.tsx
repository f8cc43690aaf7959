import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { valueClasses } from '../../../../../../contract/value.ts'
import { Field, FieldRow } from '../../../../ui/Form.tsx'
import { Panel } from '../../../../ui/Panel.tsx'
import { Figure } from './fields.tsx'

/** What follows from what the house foretells of a lead, and from what its customer is worth. */
export const PromisingPart = () => {
  const { t } = useTranslation('admin')
  const value = useTranslation('value')
  return (
    <Panel title={t('policy.promising')} note={t('policy.promisingNote')}>
      <FieldRow>
        <Figure name="routing.promising.highPoints" label={t('policy.highPoints')} max={40} />
        <Figure name="routing.promising.middlePoints" label={t('policy.middlePoints')} max={40} />
      </FieldRow>
      <Field
        name="policy.routing.promising.valueClasses"
        label={t('policy.valueClasses')}
        hint={t('policy.valueClassesHint')}
      >
        <Select
          mode="multiple"
          className="wide"
          options={valueClasses.map((one) => ({ value: one, label: value.t(`classes.${one}`) }))}
        />
      </Field>
      <Figure
        name="routing.promising.inTimeFactor"
        label={t('policy.inTimeFactor')}
        min={1}
        max={3}
        step={0.5}
      />
    </Panel>
  )
}
