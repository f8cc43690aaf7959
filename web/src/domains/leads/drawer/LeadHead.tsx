import { useTranslation } from 'react-i18next'
import type { LeadDetail } from '../../../../../contract/leads.ts'
import { usePhone } from '../../../app/appearance.ts'
import { Button } from '../../../ui/Button.tsx'
import { StateTag } from '../../../ui/Marks.tsx'
import { LeadPhone } from '../LeadPerson.tsx'
import { useCall } from '../useCall.ts'
import { useLeadWords } from '../useLeadWords.ts'

/** Whether the person may be called: their own wish first, then the consent for dealers. */
export const ContactTag = ({ lead }: { lead: Pick<LeadDetail, 'doNotContact' | 'consented'> }) => {
  const { t } = useTranslation('leads')
  if (lead.doNotContact)
    return (
      <StateTag look="fault" icon="ban">
        {t('contact.no')}
      </StateTag>
    )
  if (lead.consented === false)
    return (
      <StateTag look="outline" icon="shield">
        {t('contact.noConsent')}
      </StateTag>
    )
  return (
    <StateTag look="outline" icon="shield">
      {t('contact.yes')}
    </StateTag>
  )
}

/** Second row of the drawer: number, call, stage, whether they may be called. */
export const LeadHead = ({ lead }: { lead: LeadDetail }) => {
  const { t } = useTranslation('leads')
  const words = useLeadWords()
  const dial = useCall()
  const phone = usePhone()
  return (
    <>
      <LeadPhone lead={lead} />
      {dial && lead.person.phone && !lead.doNotContact && !phone && (
        <Button icon="phone" onClick={() => void dial(lead)}>
          {t('call')}
        </Button>
      )}
      <span className="row end ld-tags">
        <StateTag look="outline">{words.stage(lead.stage)}</StateTag>
        <ContactTag lead={lead} />
      </span>
    </>
  )
}
