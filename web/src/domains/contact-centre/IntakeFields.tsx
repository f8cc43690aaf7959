import { Input, InputNumber, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  businessTypes,
  businessTypeWords,
  dispositions,
  leadDispositions,
} from '../../../../contract/contact-centre.ts'
import { type Horizon, horizons } from '../../../../contract/leads.ts'
import { Field, FieldRow, useFieldValue } from '../../ui/Form.tsx'
import { Choice } from '../../ui/inputs.tsx'
import { Note } from '../../ui/Problem.tsx'
import { Segment } from '../../ui/Segment.tsx'
import { Duplicates } from '../leads/capture/Duplicates.tsx'
import { gradeOf } from '../leads/capture/grading.ts'
import { type Likely, useDuplicates } from '../leads/capture/useDuplicates.ts'
import { useCatalogue } from '../leads/useCatalogue.ts'
import { useLeadWords } from '../leads/useLeadWords.ts'
import { ConsentBox } from './ConsentBox.tsx'
import { DealerChoice } from './DealerChoice.tsx'

export type IntakeValues = {
  name?: string
  sex?: 'female' | 'male'
  phone?: string
  direction: 'inbound' | 'outbound'
  businessType: (typeof businessTypes)[number]
  disposition: (typeof dispositions)[number]
  seriesId?: string
  variantId?: string
  horizon?: Horizon
  division?: string
  tradeIn?: boolean
  wantedDealer?: string
  note?: string
  minutes?: number
  consent?: boolean
}

export const useMakesLead = () => {
  const disposition = useFieldValue('disposition') as IntakeValues['disposition'] | undefined
  return disposition !== undefined && leadDispositions.includes(disposition)
}

/** Who is calling; while the name field has the cursor, 1 and 2 take one of the customers found. */
export const Caller = ({
  chosen,
  onChoose,
}: {
  chosen: Likely | undefined
  onChoose: (one: Likely | undefined) => void
}) => {
  const { t } = useTranslation('contactCentre')
  const lead = useTranslation('leads').t
  const name = (useFieldValue('name') as string | undefined) ?? ''
  const phone = (useFieldValue('phone') as string | undefined) ?? ''
  const must = useMakesLead() && !chosen
  const likely = useDuplicates(name, phone)
  const byKey = (event: React.KeyboardEvent) => {
    const one = likely.items[Number(event.key) - 1]
    if (!/^[123]$/.test(event.key) || !one || event.nativeEvent.isComposing) return
    event.preventDefault()
    onChoose(one.id === chosen?.id ? undefined : one)
  }
  return (
    <>
      <FieldRow columns={3}>
        <Field name="name" label={t('intake.name')} required={must}>
          <Input autoFocus maxLength={100} autoComplete="off" onKeyDown={byKey} />
        </Field>
        <Field name="sex" label={t('intake.salutation')}>
          <Segment
            options={(['male', 'female'] as const).map((value) => ({
              value,
              label: lead(`salutation.${value}`),
            }))}
          />
        </Field>
        <Field name="phone" label={t('intake.phone')} required={must}>
          <Input maxLength={40} inputMode="tel" autoComplete="off" />
        </Field>
      </FieldRow>
      <Duplicates {...likely} chosenId={chosen?.id} onChoose={onChoose} />
      {chosen && <Note icon="user">{t('intake.chosenNote', { name: chosen.name })}</Note>}
    </>
  )
}

/** What they want; asked for only when the result makes a lead. */
export const Enquiry = () => {
  const { t } = useTranslation('contactCentre')
  const words = useLeadWords()
  const catalogue = useCatalogue()
  const must = useMakesLead()
  const seriesId = useFieldValue('seriesId') as string | undefined
  const horizon = useFieldValue('horizon') as Horizon | undefined
  return (
    <>
      <FieldRow columns={3}>
        <Field name="seriesId" label={t('intake.series')} required={must}>
          <Choice options={catalogue.seriesOptions} clear />
        </Field>
        <Field
          name="horizon"
          label={t('intake.horizon')}
          required={must}
          {...(horizon ? { hint: t('intake.makes', { grade: gradeOf[horizon] }) } : {})}
        >
          <Choice options={horizons.map((value) => ({ value, label: words.horizon(value) }))} />
        </Field>
        <Field name="division" label={t('intake.place')} required={must}>
          <Input maxLength={60} placeholder={t('intake.placeHint')} />
        </Field>
      </FieldRow>
      <FieldRow columns={3}>
        <Field name="variantId" label={t('intake.variant')}>
          <Choice
            clear
            disabled={!seriesId}
            options={catalogue.variantsOf(seriesId).map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
        <Field name="wantedDealer" label={t('intake.wanted')}>
          <DealerChoice by="code" placeholder={t('intake.wantedHint')} />
        </Field>
        <Field name="tradeIn" label={t('intake.tradeIn')} valueName="checked">
          <Switch />
        </Field>
      </FieldRow>
      <Field name="note" label={t('intake.message')}>
        <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
      {must && <ConsentBox name="consent" />}
    </>
  )
}

/** What it was about and what came of it. */
export const Result = () => {
  const { t } = useTranslation('contactCentre')
  const words = useLeadWords()
  return (
    <div className="cc-result">
      <Field name="disposition" label={t('intake.disposition')} required>
        <Segment options={dispositions.map((value) => ({ value, label: t(`disposition.${value}`) }))} />
      </Field>
      <FieldRow columns={3}>
        <Field name="businessType" label={t('intake.business')} required>
          <Choice
            options={businessTypes.map((value) => ({ value, label: words.say(businessTypeWords[value]) }))}
          />
        </Field>
        <Field name="direction" label={t('intake.direction')}>
          <Segment
            options={(['inbound', 'outbound'] as const).map((value) => ({
              value,
              label: t(`intake.directions.${value}`),
            }))}
          />
        </Field>
        <Field name="minutes" label={t('intake.minutes')}>
          <InputNumber min={0} max={600} precision={0} />
        </Field>
      </FieldRow>
    </div>
  )
}
