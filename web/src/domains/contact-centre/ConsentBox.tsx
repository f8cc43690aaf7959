import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field, useFieldValue } from '../../ui/Form.tsx'

/** Separate consent is its own question: never ticked beforehand, never part of saving. */
export const ConsentBox = ({ name }: { name: string }) => {
  const { t } = useTranslation('contactCentre')
  const given = useFieldValue(name) as boolean | undefined
  return (
    <div className="consent-box">
      <Field name={name} label={t('intake.consentTitle')} valueName="checked">
        <Checkbox>{t('intake.consent')}</Checkbox>
      </Field>
      {!given && <p className="cap">{t('intake.consentNeeded')}</p>}
    </div>
  )
}
