import { InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Campaign, enterSpend } from '../../../../contract/campaigns.ts'
import { useWrite } from '../../app/query.ts'
import { dayOf } from '../../ui/dates.ts'
import { Field, FieldRow, useFieldValue, useForm } from '../../ui/Form.tsx'
import { DayInput, MoneyInput } from '../../ui/inputs.tsx'
import { Note } from '../../ui/Problem.tsx'
import { FormDrawer } from '../../ui/SideDrawer.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useNow } from '../../ui/useNow.ts'

type Values = { day: string; spendFen: number; impressions?: number; clicks?: number; contacts?: number }

const Known = ({ campaign }: { campaign: Campaign }) => {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const day = useFieldValue('day')
  const known = campaign.spend?.find((one) => one.day === day)
  return (
    <Note>{known ? t('spendForm.known', { money: format.money(known.spendFen) }) : t('spendForm.text')}</Note>
  )
}

/** One day's bill and what the medium reported for it. */
export const EnterSpend = ({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) => {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const today = dayOf(useNow())
  const write = useWrite(enterSpend, {
    quiet: true,
    refresh: ['/api/campaigns'],
    done: (_reply, { body }) =>
      t('spendForm.saved', {
        day: format.day(body.days[0]?.day ?? today),
        money: format.money(body.days[0]?.spendFen ?? 0),
      }),
    onDone: onClose,
  })
  const use = useForm<Values>(({ day, spendFen, impressions, clicks, contacts }) =>
    write.send({
      params: { id: campaign.id },
      body: {
        days: [
          { day, spendFen, impressions: impressions ?? 0, clicks: clicks ?? 0, contacts: contacts ?? 0 },
        ],
      },
    }),
  )
  const count = <InputNumber min={0} precision={0} controls={false} />
  return (
    <FormDrawer
      use={use}
      title={t('spendForm.title')}
      sub={campaign.name}
      submitLabel={t('spendForm.save')}
      onClose={onClose}
      initial={{ day: [campaign.endsOn, today].sort()[0] ?? today }}
    >
      <FieldRow>
        <Field name="day" label={t('spendForm.day')} hint={t('spendForm.fits')} required>
          <DayInput max={today} />
        </Field>
        <Field name="spendFen" label={t('spendForm.spend')} required>
          <MoneyInput />
        </Field>
      </FieldRow>
      <FieldRow columns={3}>
        <Field name="impressions" label={t('spendForm.impressions')}>
          {count}
        </Field>
        <Field name="clicks" label={t('spendForm.clicks')}>
          {count}
        </Field>
        <Field name="contacts" label={t('spendForm.contacts')}>
          {count}
        </Field>
      </FieldRow>
      <Known campaign={campaign} />
    </FormDrawer>
  )
}
