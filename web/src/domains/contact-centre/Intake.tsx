import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { intake, leadDispositions } from '../../../../contract/contact-centre.ts'
import { useWrite } from '../../app/query.ts'
import { Button } from '../../ui/Button.tsx'
import { Form, useFieldValue, useForm } from '../../ui/Form.tsx'
import { Kbd } from '../../ui/Marks.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { keyCap, useKeys } from '../../ui/useKeys.ts'
import { useNamed } from '../leads/capture/RegisterLead.tsx'
import type { Likely } from '../leads/capture/useDuplicates.ts'
import { everywhere } from '../leads/everywhere.ts'
import '../leads/leads.css'
import { useLeadWords } from '../leads/useLeadWords.ts'
import './contact-centre.css'
import { DispatchPreview } from './DispatchPreview.tsx'
import { IntakeResult, MyContacts, type Outcome } from './IntakeAside.tsx'
import { Caller, Enquiry, type IntakeValues, Result, useMakesLead } from './IntakeFields.tsx'
import { KnownCustomer } from './KnownCustomer.tsx'

const initial: Partial<IntakeValues> = {
  direction: 'inbound',
  businessType: 'sales-enquiry',
  disposition: 'dispatched',
}

const Foot = ({ busy, onClear }: { busy: boolean; onClear: () => void }) => {
  const { t } = useTranslation('contactCentre')
  const makesLead = useMakesLead()
  return (
    <footer className="cc-foot">
      <Button big look="quiet" icon="undo" onClick={onClear}>
        {t('intake.clear')}
      </Button>
      <Button big look="primary" submit busy={busy} keys={keyCap('mod+Enter')}>
        {t(makesLead ? 'intake.saveDispatch' : 'intake.save')}
      </Button>
    </footer>
  )
}

/** Only a result that dispatches has somewhere to go. */
const Where = ({ customerId }: { customerId: string | undefined }) => {
  const disposition = useFieldValue('disposition') as IntakeValues['disposition'] | undefined
  const seriesId = useFieldValue('seriesId') as string | undefined
  const division = ((useFieldValue('division') as string | undefined) ?? '').trim()
  const wantedDealer = useFieldValue('wantedDealer') as string | undefined
  const dealerConsent = (useFieldValue('consent') as boolean | undefined) ?? false
  const typed = {
    seriesId,
    dealerConsent,
    ...(division ? { division } : {}),
    ...(wantedDealer ? { wantedDealer } : {}),
    ...(customerId ? { customerId } : {}),
  }
  return disposition === 'dispatched' && <DispatchPreview typed={typed} />
}

/** The words after saving: a lead that went out, one that waits, or a call without a lead. */
const useDone = () => {
  const { t } = useTranslation('contactCentre')
  const words = useLeadWords()
  return (outcome: Outcome | null, name: string) => {
    if (!outcome) return t('done.contact')
    if (outcome.code !== 'created') return t(`done.${outcome.code}`, { name })
    return outcome.dealerId
      ? t('done.dispatched', { name })
      : t('done.waits', { name, why: words.waiting(outcome.waiting) })
  }
}

/** One call, entered while it is spoken: who, what, consent on its own, and where it goes. */
export const Intake = () => {
  const { t } = useTranslation('contactCentre')
  const lead = useTranslation('leads').t
  const named = useNamed()
  const done = useDone()
  const [chosen, setChosen] = useState<Likely>()
  const [outcome, setOutcome] = useState<Outcome>()
  const write = useWrite(intake, {
    quiet: true,
    refresh: [...everywhere, '/api/contact-centre', '/api/customers'],
    done: (reply, { body }) => done(reply.lead, chosen?.name ?? body.lead?.person.name ?? ''),
    onDone: (reply) => {
      setOutcome(reply.lead ?? undefined)
      if (reply.lead?.code === 'refused') return
      use.form.resetFields()
      setChosen(undefined)
    },
  })
  const use = useForm<IntakeValues>((values) => {
    const {
      name,
      sex,
      phone,
      seriesId,
      variantId,
      horizon,
      division,
      tradeIn,
      wantedDealer,
      consent,
      note,
      ...call
    } = values
    const person = {
      ...(name ? { name } : {}),
      ...(sex ? { sex, salutation: lead(`salutation.${sex}`) } : {}),
      ...(phone ? { phone } : {}),
      ...(division ? { division } : {}),
    }
    return write.send({
      body: {
        ...call,
        ...(call.minutes == null ? { minutes: undefined } : {}),
        ...(note ? { note } : {}),
        ...(chosen ? { customerId: chosen.id } : {}),
        ...(leadDispositions.includes(call.disposition)
          ? {
              lead: {
                ...named(seriesId, variantId),
                person: chosen && !name ? { ...person, name: chosen.name } : person,
                horizon,
                tradeIn: tradeIn ?? false,
                wantedDealer,
                ...(note ? { message: note } : {}),
                consents: [
                  {
                    purpose: 'sales' as const,
                    recipient: 'dealer' as const,
                    granted: consent ?? false,
                    channel: 'phone',
                  },
                ],
              },
            }
          : {}),
      },
    })
  })
  const clear = () => {
    use.form.resetFields()
    setChosen(undefined)
    setOutcome(undefined)
  }
  useKeys([{ keys: 'mod+Enter', label: t('intake.save'), run: use.submit, evenWhileTyping: true }])
  return (
    <Page title={t('intake.title')} note={t('intake.note')} pad>
      <div className="cc">
        <KnownCustomer customer={chosen} />
        <Panel
          title={t('intake.form')}
          end={
            <span className="cap not-phone">
              <Kbd>Tab</Kbd> <Kbd>{keyCap('mod+Enter')}</Kbd>
            </span>
          }
        >
          <Form use={use} initial={initial}>
            <Result />
            <Caller chosen={chosen} onChoose={setChosen} />
            <Enquiry />
            <Where customerId={chosen?.id} />
            <Foot busy={use.sending} onClear={clear} />
          </Form>
        </Panel>
        <div className="cc-side">
          <IntakeResult outcome={outcome} />
          <MyContacts />
        </div>
      </div>
    </Page>
  )
}
