import { Checkbox, Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { captureLead, type Horizon, horizons, type LeadIn } from '../../../../../contract/leads.ts'
import { readCatalogue } from '../../../../../contract/vehicles.ts'
import { useRead, useWrite } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { Field, FieldRow, useFieldValue, useForm } from '../../../ui/Form.tsx'
import { Choice } from '../../../ui/inputs.tsx'
import { Note } from '../../../ui/Problem.tsx'
import { Segment } from '../../../ui/Segment.tsx'
import { FormDrawer } from '../../../ui/SideDrawer.tsx'
import { useSearch } from '../../../ui/useSearch.ts'
import { useRequiredAt } from '../../customers/steps/useRequiredAt.ts'
import { everywhere } from '../everywhere.ts'
import { useCatalogue } from '../useCatalogue.ts'
import { useLeadWords } from '../useLeadWords.ts'
import { Duplicates } from './Duplicates.tsx'
import { gradeOf } from './grading.ts'
import { useDuplicates } from './useDuplicates.ts'

export type RegisterValues = {
  name: string
  sex?: 'female' | 'male'
  phone: string
  source: string
  seriesId?: string
  variantId?: string
  horizon?: Horizon
  division?: string
  tradeIn?: boolean
  message?: string
  consent?: boolean
}

const showroomSources = ['walk-in', 'dealer-call', 'referral'] as const

export const useNamed = () => {
  const { data } = useRead(readCatalogue, {}, { staleSeconds: 600 })
  return (seriesId?: string, variantId?: string) => {
    const series = data?.series.find((one) => one.id === seriesId)
    return {
      series: series?.name,
      variant: series?.variants.find((one) => one.id === variantId)?.name,
      brand: data?.brands.find((one) => one.id === series?.brandId)?.code,
    }
  }
}

const Who = () => {
  const { t } = useTranslation('leads')
  const name = (useFieldValue('name') as string | undefined) ?? ''
  const phone = (useFieldValue('phone') as string | undefined) ?? ''
  const likely = useDuplicates(name, phone)
  const isRequiredAt = useRequiredAt()
  return (
    <>
      <FieldRow>
        <Field name="name" label={t('register.name')} required={isRequiredAt('lead', 'name')}>
          <Input autoFocus maxLength={100} autoComplete="off" />
        </Field>
        <Field name="sex" label={t('register.salutation')}>
          <Segment
            options={(['male', 'female'] as const).map((value) => ({
              value,
              label: t(`salutation.${value}`),
            }))}
          />
        </Field>
      </FieldRow>
      <Field name="phone" label={t('register.phone')} required={isRequiredAt('lead', 'phone')}>
        <Input maxLength={40} inputMode="tel" autoComplete="off" />
      </Field>
      <Duplicates {...likely} />
    </>
  )
}

const Wish = () => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const catalogue = useCatalogue()
  const seriesId = useFieldValue('seriesId') as string | undefined
  const horizon = useFieldValue('horizon') as Horizon | undefined
  return (
    <>
      <FieldRow>
        <Field name="seriesId" label={t('register.series')} required>
          <Choice options={catalogue.seriesOptions} />
        </Field>
        <Field name="variantId" label={t('register.variant')}>
          <Choice
            clear
            disabled={!seriesId}
            options={catalogue.variantsOf(seriesId).map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field
          name="horizon"
          label={t('register.horizon')}
          {...(horizon ? { hint: t('register.makes', { grade: gradeOf[horizon] }) } : {})}
        >
          <Choice options={horizons.map((value) => ({ value, label: words.horizon(value) }))} />
        </Field>
        <Field name="source" label={t('register.source')} required>
          <Choice
            options={showroomSources.map((value) => ({ value: value as string, label: words.source(value) }))}
          />
        </Field>
      </FieldRow>
    </>
  )
}

type Noted = { zh: string; en: string }[]

/** Somebody in the showroom or on the telephone becomes a lead of this dealer, at once and with the clock running. */
export const RegisterLead = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const { node } = useSession()
  const { set } = useSearch()
  const named = useNamed()
  const isRequiredAt = useRequiredAt()
  const [refused, setRefused] = useState<Noted>([])
  const write = useWrite(captureLead, {
    quiet: true,
    refresh: [...everywhere, '/api/customers'],
    done: (reply, { body }) => t(`register.done.${reply.code}`, { name: body.person.name ?? '' }),
    onDone: (reply) => {
      if (reply.code === 'refused') return setRefused(reply.errors)
      set({ register: undefined, open: reply.leadId ?? undefined })
    },
  })
  const use = useForm<RegisterValues>(async ({ name, sex, phone, seriesId, variantId, consent, ...rest }) => {
    setRefused([])
    const body: LeadIn = {
      ...rest,
      ...named(seriesId, variantId),
      person: {
        name,
        phone,
        ...(sex ? { sex, salutation: t(`salutation.${sex}`) } : {}),
        ...(rest.division ? { division: rest.division } : {}),
      },
      consents: [{ purpose: 'sales', recipient: 'dealer', granted: consent ?? false, channel: 'showroom' }],
    }
    const { division: _, ...sent } = body as LeadIn & { division?: string }
    await write.send({ body: sent })
  })
  return (
    <FormDrawer
      use={use}
      title={t('register.title')}
      sub={node.name}
      onClose={onClose}
      submitLabel={t('register.save')}
      initial={{ source: 'walk-in' }}
    >
      {refused.map((one) => (
        <Note key={one.en} look="fault" icon="warn">
          {words.say(one)}
        </Note>
      ))}
      <Who />
      <Wish />
      <FieldRow>
        <Field name="division" label={t('register.place')} required={isRequiredAt('lead', 'divisionCode')}>
          <Input maxLength={60} placeholder={t('register.placeHint')} />
        </Field>
        <Field name="tradeIn" label={t('register.tradeIn')} valueName="checked">
          <Switch />
        </Field>
      </FieldRow>
      <Field name="message" label={t('register.message')}>
        <Input.TextArea maxLength={4000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
      <div className="consent-box">
        <Field name="consent" label={t('register.consent')} valueName="checked">
          <Checkbox>{t('register.consentText', { dealer: node.name })}</Checkbox>
        </Field>
      </div>
    </FormDrawer>
  )
}
