import { Input, InputNumber, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { invalidReasons, invalidReasonWords, qualifyLead } from '../../../../contract/contact-centre.ts'
import { type Horizon, horizons, type LeadDetail, readLead } from '../../../../contract/leads.ts'
import { paths } from '../../app/paths.ts'
import { useRead, useWrite } from '../../app/query.ts'
import { Field, FieldRow, useFieldValue, useForm, useSetField } from '../../ui/Form.tsx'
import { Choice } from '../../ui/inputs.tsx'
import { Grade } from '../../ui/Marks.tsx'
import { Section } from '../../ui/Panel.tsx'
import { Note, Problem } from '../../ui/Problem.tsx'
import { Segment } from '../../ui/Segment.tsx'
import { FormDrawer, SideDrawer } from '../../ui/SideDrawer.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { gradeOf } from '../leads/capture/grading.ts'
import { LeadHead } from '../leads/drawer/LeadHead.tsx'
import { LeadSaid } from '../leads/drawer/LeadSaid.tsx'
import { everywhere } from '../leads/everywhere.ts'
import { useCatalogue } from '../leads/useCatalogue.ts'
import { useLeadWords } from '../leads/useLeadWords.ts'
import { ConsentBox } from './ConsentBox.tsx'
import { DealerChoice } from './DealerChoice.tsx'
import { DispatchPreview } from './DispatchPreview.tsx'

const outcomes = ['dispatch', 'nurture', 'invalid', 'nuisance'] as const
type Outcome = (typeof outcomes)[number]
type Values = {
  outcome: Outcome
  horizon?: Horizon
  seriesId?: string
  variantId?: string
  division?: string
  wantedDealerId?: string
  tradeIn?: boolean
  dealerConsent?: boolean
  invalidReason?: (typeof invalidReasons)[number]
  note?: string
  minutes?: number
}

const OutcomeField = () => {
  const { t } = useTranslation('contactCentre')
  const setField = useSetField()
  useKeys(
    outcomes.map((value, index) => ({
      keys: String(index + 1),
      label: t(`qualify.outcomes.${value}`),
      run: () => setField('outcome', value),
    })),
  )
  return (
    <>
      <Section title={t('qualify.title')} note={t('qualify.note')} />
      <Field name="outcome" label={t('qualify.outcome')} required>
        <Segment options={outcomes.map((value) => ({ value, label: t(`qualify.outcomes.${value}`) }))} />
      </Field>
    </>
  )
}

/** Whom it would go to with what is answered so far; only a dispatch has somewhere to go. */
const Where = ({ lead }: { lead: LeadDetail }) => {
  const outcome = useFieldValue('outcome') as Outcome | undefined
  const seriesId = useFieldValue('seriesId') as string | undefined
  const division = ((useFieldValue('division') as string | undefined) ?? '').trim()
  const wantedDealer = useFieldValue('wantedDealerId') as string | undefined
  const said = (useFieldValue('dealerConsent') as boolean | undefined) ?? false
  const typed = {
    seriesId,
    customerId: lead.customerId,
    leadId: lead.id,
    // What the ledger knows is not asked again, and decides.
    ...(lead.consented ? {} : { dealerConsent: said }),
    ...(division ? { division } : {}),
    ...(wantedDealer ? { wantedDealer } : {}),
  }
  return outcome === 'dispatch' && <DispatchPreview typed={typed} />
}

const Answers = ({ lead }: { lead: LeadDetail }) => {
  const { t } = useTranslation('contactCentre')
  const words = useLeadWords()
  const catalogue = useCatalogue(lead.brandId)
  const outcome = useFieldValue('outcome') as Outcome | undefined
  const seriesId = useFieldValue('seriesId') as string | undefined
  const horizon = useFieldValue('horizon') as Horizon | undefined
  const valid = outcome === undefined || outcome === 'dispatch' || outcome === 'nurture'
  if (!valid)
    return outcome === 'invalid' ? (
      <Field name="invalidReason" label={t('qualify.reason')} required>
        <Choice
          options={invalidReasons
            .filter((value) => value !== 'nuisance')
            .map((value) => ({ value, label: words.say(invalidReasonWords[value]) }))}
        />
      </Field>
    ) : null
  return (
    <>
      <FieldRow>
        <Field name="seriesId" label={t('intake.series')} required={outcome === 'dispatch'}>
          <Choice options={catalogue.seriesOptions} clear />
        </Field>
        <Field name="variantId" label={t('intake.variant')}>
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
          label={t('intake.horizon')}
          required={outcome === 'dispatch'}
          {...(horizon ? { hint: t('intake.makes', { grade: gradeOf[horizon] }) } : {})}
        >
          <Choice options={horizons.map((value) => ({ value, label: words.horizon(value) }))} />
        </Field>
        <Field name="division" label={t('intake.place')}>
          <Input maxLength={60} placeholder={lead.divisionName ?? t('intake.placeHint')} />
        </Field>
      </FieldRow>
      <FieldRow>
        <Field name="wantedDealerId" label={t('intake.wanted')}>
          <DealerChoice by="id" placeholder={lead.wantedDealerName ?? t('intake.wantedHint')} />
        </Field>
        <Field name="tradeIn" label={t('intake.tradeIn')} valueName="checked">
          <Switch />
        </Field>
      </FieldRow>
      {lead.consented ? (
        <Note icon="shield">{t('qualify.consentKnown')}</Note>
      ) : (
        <ConsentBox name="dealerConsent" />
      )}
    </>
  )
}

const QualifyForm = ({
  lead,
  onClose,
  onSaved,
}: {
  lead: LeadDetail
  onClose: () => void
  onSaved: () => void
}) => {
  const { t } = useTranslation('contactCentre')
  const name = lead.person.name
  const write = useWrite(qualifyLead, {
    quiet: true,
    refresh: [...everywhere, '/api/contact-centre'],
    done: (reply, { body }) => {
      if (reply.lead.dealerName) return t('qualify.sentTo', { name, dealer: reply.lead.dealerName })
      const key = body.invalidReason === 'nuisance' ? 'nuisance' : body.outcome
      return t(`qualify.saved.${key}`, { name })
    },
    onDone: onSaved,
  })
  const use = useForm<Values>(({ outcome, minutes, ...values }) => {
    const filled = Object.fromEntries(
      Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
    )
    return write.send({
      params: { id: lead.id },
      body: {
        ...filled,
        ...(minutes == null ? {} : { minutes }),
        outcome: outcome === 'nuisance' ? 'invalid' : outcome,
        ...(outcome === 'nuisance' ? { invalidReason: 'nuisance' as const } : {}),
      },
    })
  })
  return (
    <FormDrawer
      use={use}
      title={
        <>
          {name} <Grade grade={lead.grade} />
        </>
      }
      label={name}
      sub={lead.person.salutation}
      head={<LeadHead lead={lead} />}
      onClose={onClose}
      pageTo={paths.lead(lead.id)}
      submitLabel={t('qualify.save')}
      initial={{
        ...(lead.seriesId ? { seriesId: lead.seriesId } : {}),
        ...(lead.variantId ? { variantId: lead.variantId } : {}),
        ...(lead.horizon ? { horizon: lead.horizon } : {}),
        ...(lead.tradeIn === null ? {} : { tradeIn: lead.tradeIn }),
      }}
    >
      <LeadSaid lead={lead} />
      <OutcomeField />
      <Answers lead={lead} />
      <Where lead={lead} />
      <Field name="note" label={t('intake.message')}>
        <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Field>
      <Field name="minutes" label={t('intake.minutes')}>
        <InputNumber min={0} max={600} precision={0} />
      </Field>
    </FormDrawer>
  )
}

/** The call that decides what becomes of a lead: dispatch, nurture, invalid or nuisance. */
export const Qualify = ({
  id,
  onClose,
  onSaved,
}: {
  id: string
  onClose: () => void
  onSaved: () => void
}) => {
  const { t } = useTranslation('contactCentre')
  const { data, problem, reload } = useRead(readLead, { params: { id } })
  if (data) return <QualifyForm key={data.id} lead={data} onClose={onClose} onSaved={onSaved} />
  return (
    <SideDrawer title={t('queue.title')} onClose={onClose}>
      {problem ? <Problem problem={problem} onRetry={reload} /> : <span className="bone" />}
    </SideDrawer>
  )
}
