import { useTranslation } from 'react-i18next'
import { revealCustomer } from '../../../../contract/customers.ts'
import type { LeadItem } from '../../../../contract/leads.ts'
import { call } from '../../app/client.ts'
import { useCan } from '../../app/session.tsx'
import { Masked } from '../../ui/Masked.tsx'

type Person = Pick<LeadItem, 'customerId' | 'person'>

export const revealPhone = async (customerId: string, reason: string): Promise<string> => {
  const { values } = await call(revealCustomer, {
    params: { id: customerId },
    body: { field: 'phone', reason },
  })
  return values[0] ?? ''
}

/** The masked number with an eye, for those who may look; each look is kept with its reason. */
export const LeadPhone = ({ lead }: { lead: Person }) => {
  const { t } = useTranslation('leads')
  const mayReveal = useCan('customers.reveal')
  if (!lead.person.phone) return <span className="q">{t('noPhone')}</span>
  return (
    <Masked
      value={lead.person.phone}
      label={t('phone')}
      icon="phone"
      reveal={mayReveal ? (reason) => revealPhone(lead.customerId, reason) : undefined}
    />
  )
}

export const modelOf = (lead: Pick<LeadItem, 'variantName' | 'seriesName'>) =>
  lead.variantName ?? lead.seriesName ?? ''
