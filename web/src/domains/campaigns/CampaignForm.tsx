import { AutoComplete, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Campaign, createCampaign, editCampaign, readCampaign } from '../../../../contract/campaigns.ts'
import { call } from '../../app/client.ts'
import { paths } from '../../app/paths.ts'
import { useWrite } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { Conflict } from '../../ui/Conflict.tsx'
import { Field, FieldRow, useFieldValue, useForm } from '../../ui/Form.tsx'
import { Choice, DayInput, MoneyInput } from '../../ui/inputs.tsx'
import { FormDrawer } from '../../ui/SideDrawer.tsx'
import { useConflict } from '../../ui/useConflict.ts'
import { useGo } from '../../ui/useGo.ts'
import { useNetwork } from '../dealers/useNetwork.ts'
import { useConflictShown } from './useConflictShown.ts'
import { useMedia } from './useMedia.ts'

export type Values = {
  name: string
  medium: string
  budgetFen: number
  regionId?: string
  startsOn: string
  endsOn: string
  landingPage?: string
  goal?: string
}
type NewValues = Values & { code: string; brandId: string; trackingCode?: string }

const bodyOf = (values: Values) => ({
  name: values.name,
  medium: values.medium,
  budgetFen: values.budgetFen,
  regionId: values.regionId ?? null,
  startsOn: values.startsOn,
  endsOn: values.endsOn,
  landingPage: values.landingPage?.trim() || null,
  goal: values.goal?.trim() || null,
})
export const valuesOf = (campaign: Campaign): Values => ({
  name: campaign.name,
  medium: campaign.medium,
  budgetFen: campaign.budgetFen ?? 0,
  startsOn: campaign.startsOn,
  endsOn: campaign.endsOn,
  ...(campaign.region ? { regionId: campaign.region.id } : {}),
  ...(campaign.landingPage ? { landingPage: campaign.landingPage } : {}),
  ...(campaign.goal ? { goal: campaign.goal } : {}),
})

const PlanFields = ({ brandId }: { brandId: string | undefined }) => {
  const { t } = useTranslation('campaigns')
  const network = useNetwork()
  const { options } = useMedia()
  const startsOn = useFieldValue('startsOn')
  const regions = network.regions.filter((region) => !brandId || region.brandId === brandId)
  const backwards = (value: unknown) =>
    typeof value === 'string' && typeof startsOn === 'string' && value < startsOn
      ? t('form.backwards')
      : undefined
  return (
    <>
      <Field name="name" label={t('form.name')} required>
        <Input maxLength={120} />
      </Field>
      <FieldRow>
        <Field name="medium" label={t('form.medium')} required>
          <AutoComplete
            placeholder={t('form.mediumHint')}
            maxLength={40}
            options={(options ?? []).map(({ value, label }) => ({ value, label: `${label} · ${value}` }))}
            showSearch={{
              filterOption: (text, option) =>
                (option?.label ?? '').toLowerCase().includes(text.toLowerCase()),
            }}
          />
        </Field>
        <Field name="budgetFen" label={t('form.budget')} required>
          <MoneyInput />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="startsOn" label={t('form.startsOn')} required>
          <DayInput />
        </Field>
        <Field name="endsOn" label={t('form.endsOn')} required check={backwards}>
          <DayInput />
        </Field>
      </FieldRow>
      <Field name="regionId" label={t('form.region')} hint={t('form.regionHint')}>
        <Choice clear options={regions.map(({ id, name }) => ({ value: id, label: name }))} />
      </Field>
      <Field name="landingPage" label={t('form.landing')}>
        <Input maxLength={500} inputMode="url" placeholder="https://" />
      </Field>
      <Field name="goal" label={t('form.goal')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
    </>
  )
}

const isCode = /^[\w.~-]+$/

/** A new campaign with its first tracking code. */
export const PlanCampaign = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('campaigns')
  const { brands } = useSession()
  const go = useGo()
  const [brandId, setBrandId] = useState(brands.length === 1 ? brands[0]?.id : undefined)
  const write = useWrite(createCampaign, {
    quiet: true,
    refresh: ['/api/campaigns'],
    done: (made) => t('form.created', { name: made.name }),
    onDone: (made) => go(paths.campaign(made.id)),
  })
  const use = useForm<NewValues>((values) => {
    const { code, trackingCode } = values
    const first = trackingCode?.trim() ? { trackingCode } : {}
    return write.send({ body: { code, brandId: values.brandId, ...first, ...bodyOf(values) } })
  })
  const codeCheck = (value: unknown) =>
    typeof value === 'string' && value.trim() && !isCode.test(value.trim()) ? t('form.badCode') : undefined
  return (
    <FormDrawer
      use={use}
      title={t('form.newTitle')}
      submitLabel={t('form.save')}
      onClose={onClose}
      onChange={(values) => setBrandId(values.brandId)}
      initial={brandId ? { brandId } : {}}
    >
      <FieldRow>
        <Field name="code" label={t('form.code')} required check={codeCheck}>
          <Input maxLength={60} placeholder={t('form.codeHint')} />
        </Field>
        <Field name="brandId" label={t('form.brand')} required>
          <Choice options={brands.map(({ id, name }) => ({ value: id, label: name }))} />
        </Field>
      </FieldRow>
      <PlanFields brandId={brandId} />
      <Field name="trackingCode" label={t('form.tracking')} hint={t('tracking.codeHint')} check={codeCheck}>
        <Input maxLength={60} />
      </Field>
    </FormDrawer>
  )
}

/** Changes the plan. When somebody else was faster, both versions stand beside each other before one is saved. */
export const EditCampaign = ({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) => {
  const { t } = useTranslation('campaigns')
  const [original] = useState(campaign)
  const clash = useConflict({
    began: original,
    read: () => call(readCampaign, { params: { id: original.id } }),
    valuesOf,
    shown: useConflictShown(),
  })
  const write = useWrite(editCampaign, {
    quiet: true,
    refresh: ['/api/campaigns'],
    done: (saved) => t('form.saved', { name: saved.name }),
    onDone: onClose,
  })
  const use = useForm<Values>((values) =>
    clash.guard(values, ({ version }) =>
      write.send({ params: { id: original.id }, body: { version: version ?? 0, ...bodyOf(values) } }),
    ),
  )
  return (
    <>
      <FormDrawer
        use={use}
        title={original.name}
        sub={original.code}
        label={t('form.editTitle')}
        submitLabel={t('form.save')}
        onClose={onClose}
        initial={valuesOf(original)}
      >
        <PlanFields brandId={original.brand.id} />
      </FormDrawer>
      <Conflict clash={clash} onKeepMine={use.resend} onTakeTheirs={onClose} />
    </>
  )
}
